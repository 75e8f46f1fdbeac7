package interval

import (
	"slices"
	"sort"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/text"
)

// A Reader looks for the words of one plan in texts. It remembers what every
// word it met is to the plan, so that many texts cost one look-up a word. It
// is not safe for concurrent use.
type Reader struct {
	Matchers []index.Matcher
	number   map[index.Matcher]int // which of matchers
	exact    map[string][]int
	class    map[string][]int
	slow     []int            // patterns and fuzzy words
	known    map[string][]int // word → the matchers that match it
	finder   text.Finder      // of words that may match any

	found     []text.Found // these for reuse
	sentences []text.Sentence
	small     []byte
}

func NewReader(p *index.Plan) *Reader {
	r := &Reader{number: map[index.Matcher]int{}, exact: map[string][]int{}, class: map[string][]int{}, known: map[string][]int{}}
	p.Each(func(e index.Expr) {
		s, ok := e.(index.Sequence)
		if !ok {
			return
		}
		for _, m := range s.Words {
			if _, seen := r.number[m]; !seen {
				r.add(m)
			}
		}
	})
	return r
}

func (r *Reader) add(m index.Matcher) {
	at := len(r.Matchers)
	r.Matchers, r.number[m] = append(r.Matchers, m), at
	switch m.Kind {
	case index.Exact:
		r.exact[m.Text] = append(r.exact[m.Text], at)
	case index.Inflected:
		c := text.Class(m.Text)
		r.class[c] = append(r.class[c], at)
	default:
		r.slow = append(r.slow, at)
	}
	for _, b := range m.Beginnings() {
		r.finder.Add(b)
	}
}

// matching returns which matchers match a word as it stands in a text.
func (r *Reader) matching(word string) []int {
	r.small = r.small[:0]
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			r.small = append(r.small[:0], text.Fold(word)...)
			i = len(word)
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		r.small = append(r.small, c)
	}
	if found, ok := r.known[string(r.small)]; ok {
		return found
	}
	return r.learn(string(r.small))
}

func (r *Reader) learn(word string) []int {
	found := slices.Clone(r.exact[word])
	if len(r.class) > 0 {
		found = append(found, r.class[text.Class(word)]...)
	}
	for _, i := range r.slow {
		if r.Matchers[i].Matches(word) {
			found = append(found, i)
		}
	}
	r.known[word] = found
	return found
}

// A fieldView is a View of one text field by those of its words that the plan
// has. The zero fieldView is of no field yet.
type fieldView struct {
	reader  *Reader
	entries []text.Entry
	Places  []place // ascending
	units   bool    // sentences and paragraphs are numbered
}

// A place is where a word of the plan stands.
type place struct {
	of                  []int // the matchers that match it
	pos                 int32 // as in a text.Token
	sentence, paragraph int32 // once units are numbered
	Entry, Start, End   int
}

// read takes a field in. What it holds of another is dropped.
func (v *fieldView) read(r *Reader, entries []text.Entry) {
	v.reader, v.entries, v.Places = r, append(v.entries[:0], entries...), v.Places[:0]
	v.units = false
	before, gaps := 0, 0
	for n := range entries {
		s := entries[n].Text
		var words int
		r.found, words = r.finder.Find(r.found[:0], s)
		if words > 0 && before > 0 {
			gaps += text.EntryGap - 1
		}
		for _, w := range r.found {
			if of := r.matching(s[w.Start:w.End]); len(of) > 0 {
				v.Places = append(v.Places, place{of: of, pos: int32(before + w.N + gaps), Entry: n, Start: w.Start, End: w.End})
			}
		}
		before += words
	}
}

func (v *fieldView) Occurrences(m index.Matcher, dst []int32) []int32 {
	i, ok := v.reader.number[m]
	if !ok {
		return dst
	}
	for k := range v.Places {
		if slices.Contains(v.Places[k].of, i) {
			dst = append(dst, v.Places[k].pos)
		}
	}
	return dst
}

func (v *fieldView) has(m index.Matcher) bool {
	i, ok := v.reader.number[m]
	return ok && slices.ContainsFunc(v.Places, func(p place) bool { return slices.Contains(p.of, i) })
}

func (v *fieldView) Sentence(pos int32) int32 { return v.numbered(pos).sentence }

func (v *fieldView) Paragraph(pos int32) int32 { return v.numbered(pos).paragraph }

// numbered returns what stands at pos with its sentence and paragraph.
func (v *fieldView) numbered(pos int32) *place {
	if !v.units {
		v.units = true
		v.numberUnits()
	}
	return v.Place(pos)
}

// numberUnits gives the places their sentences and paragraphs.
func (v *fieldView) numberUnits() {
	places, sentence, paragraph := v.Places, 0, 0
	for n, e := range v.entries {
		list := text.Sentences(v.reader.sentences[:0], e)
		v.reader.sentences = list
		at := 0
		for len(places) > 0 && places[0].Entry == n {
			for at+1 < len(list) && list[at+1].First <= places[0].Start {
				at++
			}
			places[0].sentence, places[0].paragraph = int32(sentence+at), int32(paragraph+list[at].Paragraph)
			places = places[1:]
		}
		if len(list) > 0 {
			sentence, paragraph = sentence+len(list), paragraph+list[len(list)-1].Paragraph+1
		}
	}
}

// Place returns the word of the plan at pos.
func (v *fieldView) Place(pos int32) *place {
	return &v.Places[sort.Search(len(v.Places)-1, func(i int) bool { return v.Places[i].pos >= pos })]
}
