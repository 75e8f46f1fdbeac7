package decides

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/contrast"
)

// A segmentReader reads documents of a segment.
type segmentReader struct {
	*match.Selection
	counter   *contrast.Counter
	sentences *forward.StandardSentences
	words     map[uint32]contrast.Word // by code
	lexical   []uint32                 // code → lexical, made when first asked for
	codes     []uint32                 // memory, as the rest
	buf       []uint32
	item      contrast.Item
	room      []contrast.Word
}

// readFields are the texts that features are made of.
var readFields = index.RationaleText.Set() | index.DiagnosisText.Set() | index.OtherText.Set()

// read counts the documents of both sides, until time is up.
func (r *segmentReader) read(docs [2]*roaring.Bitmap) {
	letter := int64(-1)
	for it := docset.Or(docs[0], docs[1]).Iterator(); it.HasNext(); {
		doc := it.Next()
		if r.Deadline.Stop() {
			return
		}
		if l := int64(r.Segment.Letters.Of[doc]); l != letter {
			letter = l
			r.counter.Begin()
		}
		side := contrast.Upheld
		if docs[contrast.Overturned].Contains(doc) {
			side = contrast.Overturned
		}
		r.open(doc)
		r.counter.Count(side, &r.item)
	}
}

// open fills in the item of a document; it is good until the next call.
func (r *segmentReader) open(doc uint32) {
	r.Evaluator.Open(doc, readFields)
	r.room = r.room[:0]
	it := &r.item
	it.Sentences = r.units(it.Sentences[:0], index.RationaleText)
	it.Diagnoses = r.units(it.Diagnoses[:0], index.DiagnosisText)
	it.Documents = r.units(it.Documents[:0], index.OtherText)
	it.For = r.values(it.For[:0], "reason_for", doc)
	it.Against = r.values(it.Against[:0], "reason_against", doc)
	it.Families = r.values(it.Families[:0], "reviewer_family", doc)
	it.Sections = r.values(it.Sections[:0], "section", doc)
}

func (r *segmentReader) values(dst []string, field string, doc uint32) []string {
	v := r.Segment.Columns.Values[field]
	v.Each(doc, func(o uint32) { dst = append(dst, v.List.At(int(o-1))) })
	return dst
}

// units appends the sentences of a rationale that stand in few letters, or the
// entries of a list.
func (r *segmentReader) units(dst [][]contrast.Word, f index.TextField) [][]contrast.Word {
	field := r.Record.Get(f)
	if field == nil {
		return dst
	}
	from := int32(0)
	for u := forward.UnitsOf(field.Ends); ; {
		u.Next(index.Sentence)
		to := min(u.To, int32(len(field.Codes)))
		last := to >= int32(len(field.Codes))
		if f == index.RationaleText || last || u.End()&forward.EndKinds == forward.EntryEnd {
			if words := r.unit(field.Codes[from:to], f); words != nil {
				dst = append(dst, words)
			}
			from = to
		}
		if last {
			return dst
		}
	}
}

func (r *segmentReader) unit(codes []byte, f index.TextField) []contrast.Word {
	w := r.Segment.Words
	if f == index.RationaleText {
		var standard bool
		if standard, r.buf = r.sentences.Has(w, codes, r.buf); standard {
			return nil
		}
	}
	r.codes = w.Codes.Decode(codes, r.codes[:0])
	from := len(r.room)
	for _, c := range r.codes {
		r.room = append(r.room, r.word(c))
	}
	return r.room[from:len(r.room):len(r.room)]
}

func (r *segmentReader) word(code uint32) contrast.Word {
	if w, ok := r.words[code]; ok {
		return w
	}
	if r.lexical == nil {
		r.lexical = make([]uint32, len(r.Segment.Words.Code))
		for l, c := range r.Segment.Words.Code {
			r.lexical[c] = uint32(l)
		}
	}
	w := contrast.WordOf(r.Segment.Words.List.At(int(r.lexical[code])))
	r.words[code] = w
	return w
}
