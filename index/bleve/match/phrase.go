package match

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/interval"
)

// A phrase is a sequence of several words in one shard, and what is known of
// where it stands: synonyms of several plain words bring the same one many
// times.
type phrase struct {
	index.Sequence
	all        *roaring.Bitmap // documents with all its words
	candidates *roaring.Bitmap
	checked    *roaring.Bitmap
	found      *roaring.Bitmap
	exact      bool           // it stands for few runs of words
	needles    encodedPhrases // these, once they are asked for

	asked bool                                 // runs of common words
	in    [index.NumTextFields]*roaring.Bitmap // then: candidates in each field
}

// Sequence returns the documents with several words in order.
func (e *Evaluator) Sequence(x index.Sequence, within *roaring.Bitmap) *roaring.Bitmap {
	p := e.Phrase(x)
	if unchecked := e.Unchecked(p, within); !unchecked.IsEmpty() {
		found := e.phraseIn(p, unchecked)
		p.checked = docset.Or(p.checked, unchecked)
		p.found = docset.Or(p.found, found)
	}
	if within != nil {
		return roaring.And(p.found, within)
	}
	return p.found
}

func (e *Evaluator) Phrase(x index.Sequence) *phrase {
	key := fmt.Sprint(x)
	p := e.phrases[key]
	if p == nil {
		all := e.Candidates(x)
		p = &phrase{Sequence: x, all: all, candidates: all, checked: docset.Empty, found: docset.Empty}
		p.exact = x.Window == 0 && e.runsFor(x) <= maxEncodedPhrases
		e.phrases[key] = p
	}
	return p
}

// standsAtMost returns the living documents in which a sequence may stand, as
// far as words, runs and the search tell.
func (e *Evaluator) standsAtMost(x index.Sequence) *roaring.Bitmap {
	if len(x.Words) == 1 {
		return e.Candidates(x)
	}
	p := e.Phrase(x)
	unchecked := e.Unchecked(p, nil)
	return docset.Or(p.found, unchecked)
}

// Unchecked returns the documents inside within, nil for all, of which nothing
// tells yet whether they hold the phrase. Runs are asked where they are many.
func (e *Evaluator) Unchecked(p *phrase, within *roaring.Bitmap) *roaring.Bitmap {
	unchecked := docset.AndNot(e.eligible(p.candidates, within), p.checked)
	if !p.exact || p.asked || e.few(unchecked, p.Fields) {
		return unchecked
	}
	e.askRuns(p)
	return docset.AndNot(e.eligible(p.candidates, within), p.checked)
}

// askRuns finds what runs of common words tell of a phrase: where it stands
// for sure, and where else it may.
func (e *Evaluator) askRuns(p *phrase) {
	p.asked = true
	all := docset.Empty
	for f := range index.NumTextFields {
		p.in[f] = docset.Empty
		if !p.Fields.Has(f) {
			continue
		}
		for _, words := range e.shinglesOf(p.Sequence, func(s *forward.TermSet) []uint32 { return s.Lexical }) {
			docs, sure := e.runIn(f, words)
			if sure {
				p.found = docset.Union([]*roaring.Bitmap{p.found, docs})
			} else {
				p.in[f] = docset.Union([]*roaring.Bitmap{p.in[f], docs})
			}
		}
		all = docset.Union([]*roaring.Bitmap{all, p.in[f]})
	}
	p.found = e.eligible(p.found, nil)
	p.candidates = docset.Union([]*roaring.Bitmap{p.found, all})
	p.checked = docset.Union([]*roaring.Bitmap{p.checked, p.found})
}

// phraseIn returns those of the documents that hold the phrase.
func (e *Evaluator) phraseIn(p *phrase, docs *roaring.Bitmap) *roaring.Bitmap {
	if !p.exact {
		return e.standing(e.group(p.Sequence, p.Fields), docs)
	}
	if p.needles == nil {
		p.needles = e.needlesOf(p.Sequence)
	}
	if !p.asked || e.few(docs, p.Fields) {
		return e.visit(docs, func(doc uint32) bool { e.Open(doc, p.Fields); return p.inOpen(e) })
	}
	return inFields(docs, p.Fields, func(f index.TextField, docs *roaring.Bitmap) *roaring.Bitmap {
		return e.sweep(roaring.And(docs, p.in[f]), f, func(field *forward.Field) bool { return p.inField(e, f, field) })
	})
}

// inOpen reports whether the phrase stands in the open document.
func (p *phrase) inOpen(e *Evaluator) bool {
	for f := range index.NumTextFields {
		if field := e.Record.Get(f); field != nil && p.Fields.Has(f) && p.inField(e, f, field) {
			return true
		}
	}
	return false
}

// inField reports whether one of the runs stands in a field. Entries of a list
// are far apart: a run over two of them is none.
func (p *phrase) inField(e *Evaluator, f index.TextField, field *forward.Field) bool {
	stop := byte(e.Segment.Words.Codes.S)
	for i := range p.needles {
		if start, _ := p.needles[i].next(field.Codes, 0, stop); start < 0 {
			continue
		}
		if !hasEntries(f) {
			return true
		}
		e.view.read(field)
		return interval.Stands(p.Sequence, &e.view)
	}
	return false
}
