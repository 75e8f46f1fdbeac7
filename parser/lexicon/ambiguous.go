package lexicon

import "sync"

// kinds of what a term may be
const (
	kindTreatment = "treatment"
	kindDrug      = "drug"
	kindBody      = "body part"
	kindBoth      = "both" // a treatment and the drug it gives
	kindNone      = "none"
)

// A reading is one thing that an ambiguous term may be.
type reading struct {
	kind string
	name string  // of the treatment, drug or body part
	cues []token // each a single word; none: the reading when no other fits
}

// readings maps an ambiguous term, folded, to its readings in their order.
type readingTable struct {
	terms []string
	rows  [][]reading
	trie  *trie
}

var ambiguous = sync.OnceValue(func() *readingTable {
	t := &readingTable{trie: newTrie()}
	at := map[string]int{}
	for _, r := range readTable("ambiguous") {
		term := r.get("term")
		i, ok := at[term]
		if !ok {
			i = len(t.rows)
			at[term] = i
			t.terms = append(t.terms, term)
			t.rows = append(t.rows, nil)
			t.trie.add(fold(term), int32(i))
		}
		read := reading{kind: r.get("kind"), name: r.get("reading")}
		for _, c := range r.list("words_beside_it") {
			read.cues = append(read.cues, fold(c)...)
		}
		t.rows[i] = append(t.rows[i], read)
	}
	return t
})

// readingsOf returns the readings of exactly these words, nil when they are
// not ambiguous.
func readingsOf(words []token) []reading {
	t := ambiguous()
	if v := t.trie.exact(words); len(v) > 0 {
		return t.rows[v[0]]
	}
	return nil
}

// pick returns the reading whose words stand most often in the context, in
// doubt the first, and where none stands the one that needs no words.
func pick(rs []reading, context []token) (reading, bool) {
	best, most := -1, 0
	for i, r := range rs {
		n := 0
		for _, c := range r.cues {
			for _, w := range context {
				if w.key == c.key {
					n++
					break
				}
			}
		}
		if n > most || best < 0 && len(r.cues) == 0 {
			best, most = i, n
		}
	}
	if best < 0 {
		return reading{}, false
	}
	return rs[best], true
}
