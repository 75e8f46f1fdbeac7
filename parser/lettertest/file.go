package lettertest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"imrsearch/parser/imr"
)

// A Format is a form in which a letter can be had.
type Format string

// The formats.
const (
	TextFormat Format = "text"
	PDFFormat  Format = "pdf"
)

// A File is a letter as it lies in a folder.
type File struct {
	Name  string // with its ending
	Data  []byte
	Truth imr.Letter // with the identity that name and bytes give
}

// File returns the letter as a file of the format, or an error for a format
// that is none.
func (l Letter) File(f Format) (File, error) {
	switch f {
	case TextFormat:
		data := l.Bytes()
		return File{l.Name + ".txt", data, l.identified(data)}, nil
	case PDFFormat:
		data := l.PDF()
		return File{l.Name + ".pdf", data, l.identified(data)}, nil
	}
	return File{}, fmt.Errorf("format %q: want text or pdf", f)
}

// TruthJSON returns the truth in the form of a parsed letter.
func (f File) TruthJSON() ([]byte, error) {
	b, err := json.MarshalIndent(f.Truth, "", " ")
	return append(b, '\n'), err
}

// identified returns the truth with the ids that it has as a file of these
// bytes: of the case number, else of the name,
// else of the bytes.
func (l Letter) identified(data []byte) imr.Letter {
	t := l.Truth
	t.ID = string(t.CaseNumber)
	if t.ID == "" {
		t.ID = string(imr.FindCaseNumber(l.Name))
	}
	if t.ID == "" {
		sum := sha256.Sum256(data)
		t.ID = "x" + hex.EncodeToString(sum[:6])
	}
	t.Items = append([]imr.Item(nil), t.Items...)
	for i := range t.Items {
		t.Items[i].ID = imr.ItemID(t.ID, i+1)
	}
	return t
}
