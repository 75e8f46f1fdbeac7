package lexicon

import (
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// A term is a treatment or a drug as it may stand in a request.
type term struct {
	treatment int32 // index into treatments, -1 for a drug
	drug      int32
	weak      bool
}

type termTable struct {
	terms      []term
	trie       *fold.Trie // all but the weak
	weak       *fold.Trie
	treatments map[string]int32
	drugs      map[string]int32
}

var terms = sync.OnceValue(newTerms)

func newTerms() *termTable {
	t := &termTable{trie: fold.NewTrie(), weak: fold.NewTrie(), treatments: map[string]int32{}, drugs: map[string]int32{}}
	for i, tr := range treatments() {
		t.treatments[tr.name] = int32(len(t.terms))
		t.terms = append(t.terms, term{treatment: int32(i), drug: -1})
		v := int32(len(t.terms) - 1)
		t.trie.AddNames(v, tr.name)
		t.trie.AddNames(v, tr.aliases...)
		t.trie.AddNames(v, tr.misspelt...)
		t.weak.AddNames(v, tr.weak...)
	}
	for i, d := range drugs() {
		v := int32(len(t.terms))
		t.drugs[d.generic] = v
		t.terms = append(t.terms, term{treatment: -1, drug: int32(i)})
		t.trie.AddNames(v, d.generic)
		t.trie.AddNames(v, d.brands...)
		t.trie.AddNames(v, d.otherNames...)
		t.trie.AddNames(v, d.misspelt...)
	}
	return t
}

// A hit is what a run of words in a request means.
type hit struct {
	term
	start, end int // words
}

// find returns the terms in a text in their order, the longest at each place.
// Weak words count only where nothing else was found.
func (t *termTable) find(words, context []fold.Word) []hit {
	if hits := t.findIn(t.trie, words, context, false); len(hits) > 0 {
		return hits
	}
	return t.findIn(t.weak, words, context, true)
}

func (t *termTable) findIn(tr *fold.Trie, words, context []fold.Word, weak bool) []hit {
	var hits []hit
	for i := 0; i < len(words); {
		values, n := tr.Longest(words, i, nil)
		if n == 0 {
			i++
			continue
		}
		for _, v := range t.chosen(words[i:i+n], values, context) {
			h := hit{t.terms[v], i, i + n}
			h.weak = weak
			hits = append(hits, h)
			if h.treatment >= 0 && giveDrugs[treatments()[h.treatment].class] {
				hits = append(hits, t.drugsIn(words[i:i+n], i)...)
			}
		}
		i += n
	}
	return hits
}

// giveDrugs are the classes of treatments whose names may contain the drug that
// is given ("Kenalog injection", "ketamine infusion").
var giveDrugs = map[string]bool{"Injection": true, "Therapies": true}

// drugsIn returns the drugs named inside a treatment's name that begins at word
// from.
func (t *termTable) drugsIn(words []fold.Word, from int) []hit {
	var hits []hit
	for i := 0; i < len(words); i++ {
		values, n := t.trie.Longest(words, i, func(v int32) bool { return t.terms[v].drug >= 0 })
		if n == 0 || n == len(words) || readingsOf(words[i:i+n]) != nil {
			continue
		}
		for _, v := range values {
			if t.terms[v].drug >= 0 {
				hits = append(hits, hit{t.terms[v], from + i, from + i + n})
			}
		}
		i += n - 1
	}
	return hits
}

// chosen picks among the values of a run of words: all of them, unless the run
// is ambiguous and the context tells.
func (t *termTable) chosen(run []fold.Word, values []int32, context []fold.Word) []int32 {
	rs := readingsOf(run)
	if rs == nil {
		return values
	}
	r, ok := chooseReading(rs, context)
	if !ok {
		return nil
	}
	switch r.kind {
	case kindTreatment:
		if v, ok := t.treatments[r.name]; ok {
			return []int32{v}
		}
	case kindDrug:
		if v, ok := t.drugs[r.name]; ok {
			return []int32{v}
		}
	case kindBoth:
		return values
	}
	return nil
}

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
	name string      // of the treatment, drug or body part
	cues []fold.Word // each a single word; none: the reading when no other fits
}

// readings maps an ambiguous term, folded, to its readings in their order.
type readingTable struct {
	terms []string
	rows  [][]reading
	trie  *fold.Trie
}

var ambiguous = sync.OnceValue(func() *readingTable {
	t := &readingTable{trie: fold.NewTrie()}
	at := map[string]int{}
	for _, r := range readTable("ambiguous") {
		term := r.get("term")
		i, ok := at[term]
		if !ok {
			i = len(t.rows)
			at[term] = i
			t.terms = append(t.terms, term)
			t.rows = append(t.rows, nil)
			t.trie.Add(fold.Words(term), int32(i))
		}
		read := reading{kind: r.get("kind"), name: r.get("reading")}
		for _, c := range r.list("words_beside_it") {
			read.cues = append(read.cues, fold.Words(c)...)
		}
		t.rows[i] = append(t.rows[i], read)
	}
	return t
})

// readingsOf returns the readings of exactly these words, nil when they are
// not ambiguous.
func readingsOf(words []fold.Word) []reading {
	t := ambiguous()
	if v := t.trie.Exact(words); len(v) > 0 {
		return t.rows[v[0]]
	}
	return nil
}

// chooseReading returns the reading whose words stand most often in the context, in
// doubt the first, and where none stands the one that needs no words.
func chooseReading(rs []reading, context []fold.Word) (reading, bool) {
	best, most := -1, 0
	for i, r := range rs {
		n := 0
		for _, c := range r.cues {
			for _, w := range context {
				if w.Key == c.Key {
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
