package parser

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/split"
)

// Letters reads the letters of a file, which may hold any number of them
// between other pages; rest is how many pages belong to none. Of two texts of
// one case the better reading is kept. It fails only with ErrNotLetter, when
// there is none.
func Letters(src imr.Source, doc extract.Document) (letters []*Parsed, rest int, err error) {
	parts, rest := split.Letters(doc)
	at := map[string]int{} // letter id → place in letters
	for _, part := range parts {
		own := src
		own.Pages = len(doc.Pages)
		if len(parts) > 1 || part.Document.First > 0 {
			own.FirstPage, own.LastPage = part.First, part.Last
		}
		if len(parts) > 1 {
			own.Path, own.Member = "", "" // they name the file, not this letter
			sum := sha256.Sum256([]byte(wholeText(part.Document)))
			own.SHA256 = hex.EncodeToString(sum[:])
		}
		p, e := parse(own, part.Document, part.Outline)
		if e != nil {
			err = e
			rest += part.Last - part.First + 1
			continue
		}
		p.Letter.Source.Path, p.Letter.Source.Member, p.Letter.Source.SHA256 = src.Path, src.Member, src.SHA256
		if have, twice := at[p.Letter.ID]; twice {
			if QualityOf(&p.Letter).Compare(QualityOf(&letters[have].Letter)) > 0 {
				letters[have] = p
			}
			continue
		}
		at[p.Letter.ID] = len(letters)
		letters = append(letters, p)
	}
	if len(letters) > 0 {
		err = nil
	}
	return letters, rest, err
}

// A Quality says how much of a letter a text gives.
type Quality struct {
	Whole    int // items with an outcome and a rationale
	Items    int
	Problems int
}

// QualityOf returns the quality of a letter as it was read.
func QualityOf(l *imr.Letter) Quality {
	q := Quality{Items: len(l.Items), Problems: len(l.Problems)}
	for i := range l.Items {
		if l.Items[i].Outcome != imr.UnknownOutcome && l.Items[i].Rationale.Text != "" {
			q.Whole++
		}
	}
	return q
}

// Compare is positive when q is the better reading of one letter: more items
// with an outcome and a rationale, else more items, else fewer problems.
func (q Quality) Compare(p Quality) int {
	return cmp.Or(cmp.Compare(q.Whole, p.Whole), cmp.Compare(q.Items, p.Items), cmp.Compare(p.Problems, q.Problems))
}
