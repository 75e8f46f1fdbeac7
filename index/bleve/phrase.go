package bleve

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A phrase is a sequence of several words in one shard, and what is known of
// where it stands: synonyms of several plain words bring the same one many
// times.
type phrase struct {
	candidates *roaring.Bitmap
	checked    *roaring.Bitmap
	found      *roaring.Bitmap
	needles    needles // nil when it must be looked for word by word
}

// sequence returns the documents with several words in order.
func (e *evaluator) sequence(x index.Sequence, within *roaring.Bitmap) *roaring.Bitmap {
	p := e.phrase(x)
	open := p.candidates
	if within != nil {
		open = roaring.And(open, within)
	}
	unchecked := roaring.AndNot(open, p.checked)
	if !unchecked.IsEmpty() {
		found := e.phraseIn(p, x, e.eligible(unchecked, nil))
		p.checked = roaring.Or(p.checked, unchecked)
		p.found = roaring.Or(p.found, found)
	}
	if within != nil {
		return roaring.And(p.found, within)
	}
	return p.found
}

func (e *evaluator) phrase(x index.Sequence) *phrase {
	key := fmt.Sprint(x)
	p := e.phrases[key]
	if p == nil {
		p = &phrase{candidates: e.candidates(x), checked: nothing, found: nothing}
		if x.Window == 0 && e.runs(x) <= maxNeedles {
			p.needles = e.needlesOf(alternative{Sequence: x})
			if x.Fields&^index.DefaultTexts == 0 {
				p.narrow(e, x)
			}
		}
		e.phrases[key] = p
	}
	return p
}

// runs returns for how many runs of exact words a sequence stands.
func (e *evaluator) runs(x index.Sequence) int {
	n := 1
	if len(x.Words) == 1 {
		return n
	}
	for _, m := range x.Words {
		n *= len(e.set(m).codes)
		if n > maxNeedles {
			break
		}
	}
	return n
}

// phraseIn returns those of the documents that hold the phrase.
func (e *evaluator) phraseIn(p *phrase, x index.Sequence, docs *roaring.Bitmap) *roaring.Bitmap {
	if p.needles == nil {
		return e.standing(e.group(x, x.Fields), docs)
	}
	return e.inFields(docs, x, x.Fields,
		func(f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
			return e.sweep(docs, f, func(field *fieldRecord) bool { return e.hasNeedle(p.needles, x, f, field) })
		},
		func() bool {
			for f := range index.NumTextFields {
				if field := e.record.get(f); field != nil && x.Fields.Has(f) && e.hasNeedle(p.needles, x, f, field) {
					return true
				}
			}
			return false
		})
}

// hasNeedle reports whether one of the runs stands in a field. Entries of a
// list are far apart: a run over two of them is none.
func (e *evaluator) hasNeedle(n needles, x index.Sequence, f index.TextField, field *fieldRecord) bool {
	stop := byte(e.shard.words.codes.s)
	for i := range n {
		if start, _ := n[i].next(field.codes, 0, stop); start < 0 {
			continue
		}
		if !hasEntries(f) {
			return true
		}
		e.view.read(field)
		return index.Stands(x, &e.view)
	}
	return false
}
