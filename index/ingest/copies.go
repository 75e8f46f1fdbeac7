package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A shelf is a Writer that gives out a letter it has; ok is false for one that
// is still being built.
type shelf interface {
	Stored(letter string) (doc *index.Document, ok bool, err error)
}

// stored returns the letter that the index has under an id: as it is stored or,
// when this run has read it, from its file again. It is nil where neither can
// be had.
func (r *run) stored(ctx context.Context, id string) (*index.Document, error) {
	w, ok := r.w.(shelf)
	if !ok {
		return nil, nil
	}
	doc, ok, err := w.Stored(id)
	if err != nil || ok {
		return doc, err
	}
	src := r.seen[id].source
	data, err := extract.ReadMember(src.Path, src.Member, src.SHA256)
	if err != nil {
		return nil, nil
	}
	docs, _, err := parse(ctx, r.opt.Reader, input{path: src.Path, member: src.Member, data: data}, src.SHA256)
	if err != nil {
		return nil, nil
	}
	for _, d := range docs {
		if d.Letter.ID == id {
			return d, nil
		}
	}
	return nil, nil
}

// choose returns the document to take in where the index has one of the same
// case: the better reading, the newer one of two that are equally good, with the
// other noted beside it; nil when nothing changes.
func (r *run) choose(one *LetterLine, stored, doc *index.Document) *index.Document {
	have, now := stored.Letter, doc.Letter
	kept, other := doc, copyOf(have, "")
	switch better := parser.QualityOf(now).Compare(parser.QualityOf(have)); {
	case sameText(stored.Text, doc.Text):
		one.State, one.Replaces, one.Reason = Same, "", "the same text as "+fileOf(have.Source)
		kept, other = stored, copyOf(now, "the same text")
	case better < 0:
		one.State, one.Replaces, one.Reason = Worse, "", reason(have, now)
		kept, other = stored, copyOf(now, one.Reason)
	case better == 0:
		other.Reason = "an equally good text was read later"
	default:
		other.Reason = reason(now, have)
	}
	also := append(slices.Clone(have.Also), now.Also...)
	also = slices.DeleteFunc(also, func(c imr.Copy) bool { return c.SHA256 == kept.Letter.Source.SHA256 || c.SHA256 == other.SHA256 })
	if kept == stored && slices.ContainsFunc(have.Also, func(c imr.Copy) bool { return c == other }) {
		return nil // noted already
	}
	if kept == stored {
		r.summary.Copies++
	}
	letter := *kept.Letter
	letter.Also = append(also, other)
	return &index.Document{Letter: &letter, Text: kept.Text}
}

// keepCopies gives a letter whose file has moved the copies that it had.
func (r *run) keepCopies(ctx context.Context, doc *index.Document) {
	if have, err := r.stored(ctx, doc.Letter.ID); err == nil && have != nil {
		doc.Letter.Also = have.Letter.Also
	}
}

func copyOf(l *imr.Letter, reason string) imr.Copy {
	return imr.Copy{Path: l.Source.Path, Member: l.Source.Member, SHA256: l.Source.SHA256, Page: l.Source.FirstPage, Reason: reason}
}

func fileOf(s imr.Source) string {
	if s.Member != "" {
		return s.Path + ": " + s.Member
	}
	return s.Path
}

// reason says what the better of two readings has.
func reason(better, worse *imr.Letter) string {
	b, w := parser.QualityOf(better), parser.QualityOf(worse)
	switch {
	case b.Whole != w.Whole:
		return fmt.Sprintf("%d of its items have an outcome and a rationale, %d in %s", w.Whole, b.Whole, fileOf(better.Source))
	case b.Items != w.Items:
		return fmt.Sprintf("%d items were found, %d in %s", w.Items, b.Items, fileOf(better.Source))
	}
	return fmt.Sprintf("%d problems, %d in %s", w.Problems, b.Problems, fileOf(better.Source))
}

// sameText reports whether two texts have the same words.
func sameText(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
