package extract

import (
	"bytes"
	"errors"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// quietConfig keeps pdfcpu from writing a folder of settings below $HOME.
var quietConfig = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// readPDF reads a PDF: pdfcpu its objects (cross references, encryption with
// an empty password, filters), this package the content of its pages.
func readPDF(data []byte) (Document, error) {
	ctx, err := openPDF(data)
	if err != nil {
		return Document{}, err
	}
	x := newInterpreter(newObjects(ctx.XRefTable))
	var doc Document
	err = x.eachPage(func(p pdfPage) error {
		doc.Pages = append(doc.Pages, cleanPage(x.lines(p)))
		return x.exhausted()
	})
	if err == nil && doc.blank() && x.failed > 0 {
		err = refuse(ErrDamaged, "none of %d pages can be read", len(doc.Pages))
	}
	return doc, err
}

// openPDF reads the objects of a PDF. Permissions ("no copying") are not
// asked: the letters are public, and reading is not copying.
func openPDF(data []byte) (*model.Context, error) {
	quietConfig()
	conf := model.NewDefaultConfiguration()
	conf.Cmd = model.EXTRACTCONTENT
	conf.ValidationMode = model.ValidationRelaxed
	conf.CheckFileNameExt = false
	conf.Limits.MaxStreamBytes = MaxFileBytes
	conf.Limits.MaxDecodeBytes = maxStreamBytes
	conf.Limits.MaxObjectCount = 1_000_000
	conf.Limits.MaxXRefEntries = 1_000_000
	conf.Limits.MaxObjectStreamCount = 100_000
	conf.Limits.MaxRecursionDepth = 50
	ctx, err := pdfcpu.Read(bytes.NewReader(data), conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrOwnerPasswordRequired):
		return nil, ErrEncrypted
	case errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature):
		return nil, refuse(ErrEncrypted, "encrypted in a way that is not read")
	case err != nil:
		return nil, refuse(ErrDamaged, "%.200s", err.Error())
	}
	return ctx, nil
}

// lines reads one page; a page on which the reader fails is an empty one.
func (x *interpreter) lines(p pdfPage) (lines []string) {
	defer func() {
		if recover() != nil {
			x.failed++
			lines = nil
		}
	}()
	return rowsOf(x.page(p))
}
