package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"imrsearch/index"
)

// The words of the table that engines are compared by. The generator writes
// them in both profiles; how many items have them is measured.
var (
	triples = [][]string{
		{"epidural", "steroid", "radiculopathy"}, {"opioid", "taper", "withdrawal"}, {"lumbar", "fusion", "instability"},
		{"acupuncture", "functional", "improvement"}, {"carpal", "tunnel", "release"}, {"urine", "drug", "compliance"},
		{"shoulder", "arthroscopic", "cortisone"}, {"gabapentin", "neuropathic", "pain"},
		{"knee", "hyaluronic", "osteoarthritis"}, {"trigger", "point", "twitch"},
	}
	phrases = []string{"functional improvement", "home exercise program", "proton pump inhibitor", "range of motion",
		"epidural steroid injections", "objective functional improvement", "spinal cord stimulators"}
	commonWord   = "necessary"
	commonPhrase = "medically necessary"
	prefixes     = []string{"radicul", "neuro", "acup", "electro", "osteo", "chiro", "fus", "inject"}
	patterns     = []string{"*opathy", "neuro*pathic", "electro*", "a?tive", "gaba*", "*ectomy"}
	inflected    = []string{"injection", "taper", "document", "require", "recommend", "treat", "improve", "request"}
	synonyms     = []string{"uds", "esi", "nsaid", "mri", "tens", "norco", "ppi", "emg"}
)

// A vocabulary is what the queries are made of beside the fixed words: words
// by how common they are and values by how many items have them, all of this
// index.
type vocabulary struct {
	near   [][]string          // words in 0.5 to 10 % of the items that stand close together
	pairs  [][]string          // words of one item, in 2 to 40 % of the items
	values map[string][]string // of facet fields, most frequent first
	ids    []string            // of some items
}

// sampleLetters is how many letters candidates are taken from.
const sampleLetters = 400

// maxWords is the most of each kind.
const maxWords = 40

func readVocabulary(ctx context.Context, s index.Searcher, c *corpus, letters int) (*vocabulary, error) {
	v := &vocabulary{}
	w := &weigher{ctx: ctx, searcher: s, share: map[string]float64{}}
	all, err := s.Search(ctx, &index.Request{Limit: 40, Snippets: -1, Facets: true, FacetFields: facets8, FacetLimit: 20})
	if err != nil {
		return nil, err
	}
	w.items = all.Total.Items
	v.readPage(all)
	for i := range min(sampleLetters, letters) {
		d := c.document(i, 1)
		for _, det := range d.Determinations() {
			v.readItem(w, wordsOf(det.Item.Rationale.Text))
		}
	}
	if w.err == nil && (len(v.pairs) == 0 || len(v.near) == 0) {
		return nil, fmt.Errorf("%d items hold too few words to make queries of", w.items)
	}
	return v, w.err
}

func (v *vocabulary) readPage(r *index.Result) {
	v.values = map[string][]string{}
	for _, f := range r.Facets {
		for _, b := range f.Buckets {
			v.values[f.Field] = append(v.values[f.Field], b.Value)
		}
	}
	for _, h := range r.Hits {
		v.ids = append(v.ids, h.ID)
	}
}

// readItem takes at most one pair and one close pair from an item.
func (v *vocabulary) readItem(w *weigher, words []string) {
	find := func(far int, low, high float64) []string {
		for i := range words {
			j := i + far
			if j < len(words) && words[i] != words[j] && w.within(words[i], low, high) && w.within(words[j], low, high) {
				return []string{words[i], words[j]}
			}
		}
		return nil
	}
	if p := find(11, 0.02, 0.4); p != nil && len(v.pairs) < maxWords {
		v.pairs = append(v.pairs, p)
	}
	if p := find(3, 0.005, 0.1); p != nil && len(v.near) < maxWords {
		v.near = append(v.near, p)
	}
}

// wordsOf cuts text into lower-case words of four letters at least.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 4 })
}

// A weigher finds out in what share of the items' rationales a word stands.
type weigher struct {
	ctx      context.Context
	searcher index.Searcher
	items    int
	share    map[string]float64
	err      error
}

func (w *weigher) within(word string, low, high float64) bool {
	share, ok := w.share[word]
	if !ok {
		r, err := w.searcher.Search(w.ctx, &index.Request{Query: "rationale:(#" + word + ")"})
		if err != nil {
			w.err = err
			return false
		}
		share = float64(r.Total.Items) / float64(max(1, w.items))
		w.share[word] = share
	}
	return share >= low && share < high
}
