package match

import (
	"sort"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/text"
)

// A fieldView is a text field of the document that its evaluator has open,
// by the places of its words.
type fieldView struct {
	evaluator *Evaluator
	record    []byte
	codes     []uint32
	ends      []byte
	// Places of the ends, in words; read when first asked for.
	parsed     bool
	sentences  []int32 // words before each end
	paragraphs []int32
	entries    []int32
}

// read takes a field in.
func (v *fieldView) read(field *forward.Field) {
	v.record, v.codes = field.Codes, v.evaluator.Segment.Words.Codes.Decode(field.Codes, v.codes[:0])
	v.ends, v.parsed = field.Ends, false
	v.sentences, v.paragraphs, v.entries = v.sentences[:0], v.paragraphs[:0], v.entries[:0]
}

func (v *fieldView) parse() {
	if v.parsed {
		return
	}
	v.parsed = true
	at, stop := int32(0), byte(v.evaluator.Segment.Words.Codes.S)
	u := forward.UnitsOf(v.ends)
	for u.Next(index.Sentence); int(u.To) <= len(v.record); u.Next(index.Sentence) {
		at += forward.WordsIn(v.record[u.From:u.To], stop)
		v.sentences = append(v.sentences, at)
		if u.End()&forward.EndKinds >= forward.ParagraphEnd {
			v.paragraphs = append(v.paragraphs, at)
		}
		if u.End()&forward.EndKinds == forward.EntryEnd {
			v.entries = append(v.entries, at)
		}
	}
}

// gap is by how many positions an entry's end moves what follows.
const gap = text.EntryGap - 1

// Occurrences appends the positions of the words that m matches.
func (v *fieldView) Occurrences(m index.Matcher, dst []int32) []int32 {
	set := v.evaluator.Set(m)
	if len(set.Codes) == 0 {
		return dst
	}
	v.parse()
	from := len(dst)
	if len(set.Codes) == 1 {
		want := set.Codes[0]
		for i, c := range v.codes {
			if c == want {
				dst = append(dst, int32(i))
			}
		}
	} else {
		for i, c := range v.codes {
			if set.Has(c) {
				dst = append(dst, int32(i))
			}
		}
	}
	if len(v.entries) > 0 {
		for i := from; i < len(dst); i++ {
			dst[i] += gap * upTo(v.entries, dst[i])
		}
	}
	return dst
}

// upTo returns how many of the ends, ascending, are at or before word i.
func upTo(ends []int32, i int32) int32 {
	return int32(sort.Search(len(ends), func(k int) bool { return ends[k] > i }))
}

// word returns which word stands at a position.
func (v *fieldView) word(pos int32) int32 {
	k := int32(sort.Search(len(v.entries), func(k int) bool { return v.entries[k]+gap*int32(k+1) > pos }))
	return pos - gap*k
}

// Sentence numbers the sentence at a position.
func (v *fieldView) Sentence(pos int32) int32 { return upTo(v.sentences, v.word(pos)) }

// Paragraph numbers the paragraph at a position.
func (v *fieldView) Paragraph(pos int32) int32 { return upTo(v.paragraphs, v.word(pos)) }

// Stop ends a long evaluation inside one document when the search has no
// more time; see index.Stopper.
func (v *fieldView) Stop() bool { return v.evaluator.Deadline.Stop() }
