// Package pdf answers one question: which lines do the pages of a PDF show? pdfcpu
// reads the objects of the file (cross references, filters, encryption with an
// empty password); this package interprets the content of the pages, notes
// where each glyph stands, and lays the glyphs out as lines. It reads no
// images: a scan has no lines, but is known as one.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// quietConfig keeps pdfcpu from writing a folder of settings below $HOME.
var quietConfig = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// The reasons why a PDF is not read. Errors of Read wrap one of them and say
// in brackets what was found.
var (
	ErrEncrypted = errors.New("the file needs a password: save it without one and read it again")
	ErrDamaged   = errors.New("the file is damaged: fetch it again, or print it to a new PDF")
	ErrTooLarge  = errors.New("the file goes beyond a limit")
)

// refuse wraps a reason with what was found.
func refuse(reason error, format string, args ...any) error {
	return fmt.Errorf("%w (%s)", reason, fmt.Sprintf(format, args...))
}

// ColumnGap separates the columns of a line.
const ColumnGap = "   "

// maxFileBytes is more than any stream of a file that is read can have.
const maxFileBytes = 50 << 20

// A Page is what one page of a PDF shows.
type Page struct {
	Lines []string
	// Unread tells that the page shows more than its lines say: a picture of a
	// page, or letters of fonts that do not tell which ones they are.
	Unread bool
}

// Read returns each page; its lines are from top to bottom as they are read,
// upright text before text in other directions; an empty line stands for a gap
// between paragraphs. Characters are those that the fonts tell, as ligatures. A
// page on which nothing is written, or that cannot be read, has no lines; that
// no page can be read is ErrDamaged. Limits keep what a file may cost to some
// seconds and some 200 MB. Read never panics, and may be called by several
// goroutines at once.
func Read(data []byte) (pages []Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			pages, err = nil, refuse(ErrDamaged, "reader failed: %v", r)
		}
	}()
	ctx, err := open(data)
	if err != nil {
		return nil, err
	}
	x := newInterpreter(newObjects(ctx.XRefTable))
	written := false
	err = x.eachPage(func(p page) error {
		lines := x.lines(p)
		written = written || len(lines) > 0
		pages = append(pages, Page{lines, x.unread(p, lines)})
		return x.overLimit()
	})
	switch {
	case err != nil:
		return nil, err
	case !written && x.objects.over:
		return nil, refuse(ErrTooLarge, "its content is longer than %d MB on a page or %d MB on all", maxStreamBytes>>20, maxDecodedBytes>>20)
	case !written && x.failed > 0:
		return nil, refuse(ErrDamaged, "none of %d pages can be read", len(pages))
	}
	return pages, nil
}

// open reads the objects of a PDF. Permissions ("no copying") are not
// asked: the letters are public, and reading is not copying.
func open(data []byte) (*model.Context, error) {
	quietConfig()
	conf := model.NewDefaultConfiguration()
	conf.Cmd = model.EXTRACTCONTENT
	conf.ValidationMode = model.ValidationRelaxed
	conf.CheckFileNameExt = false
	conf.Limits.MaxStreamBytes = maxFileBytes
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
func (x *interpreter) lines(p page) (lines []string) {
	defer func() {
		if recover() != nil {
			x.failed++
			lines = nil
		}
	}()
	return x.rowsOf(x.glyphsOf(p), x.box(p))
}

// A page is a leaf of the page tree with what it inherits.
type page struct {
	dict      types.Dict
	resources types.Dict
	rotate    int
	media     types.Object // boxes, of which text outside is not shown
	crop      types.Object
}

const (
	maxPages     = 5000
	maxTreeDepth = 40
)

// eachPage calls do for each page in order. Loops in the tree are cut, its
// counts are not trusted.
func (x *interpreter) eachPage(do func(page) error) error {
	ref, err := x.objects.table.Pages()
	if err != nil || ref == nil {
		return refuse(ErrDamaged, "no page tree")
	}
	w := pageWalk{objects: x.objects, seen: map[types.IndirectRef]bool{}, do: do}
	if err := w.visit(*ref, page{}, 0); err != nil {
		return err
	}
	if w.pages == 0 {
		return refuse(ErrDamaged, "no pages")
	}
	return nil
}

// A pageWalk is the state of one walk through the page tree.
type pageWalk struct {
	objects *objects
	seen    map[types.IndirectRef]bool
	pages   int
	do      func(page) error
}

func (w *pageWalk) visit(node types.Object, inherited page, depth int) error {
	if ref, ok := node.(types.IndirectRef); ok {
		if w.seen[ref] {
			return nil
		}
		w.seen[ref] = true
	}
	d := w.objects.dict(node)
	if d == nil || depth > maxTreeDepth {
		return nil
	}
	page := inherited
	page.dict = d
	if r := w.objects.dict(d["Resources"]); r != nil {
		page.resources = r
	}
	if r, ok := d["Rotate"]; ok {
		page.rotate = w.objects.integer(r)
	}
	if b, ok := d["MediaBox"]; ok {
		page.media = b
	}
	if b, ok := d["CropBox"]; ok {
		page.crop = b
	}
	kids, isTree := d["Kids"]
	if !isTree {
		return w.leaf(page)
	}
	for _, kid := range w.objects.array(kids) {
		if err := w.visit(kid, page, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) leaf(p page) error {
	if w.pages++; w.pages > maxPages {
		return refuse(ErrTooLarge, "more than %d pages", maxPages)
	}
	return w.do(p)
}
