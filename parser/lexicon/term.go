package lexicon

import "sync"

// A term is a treatment or a drug as it may stand in a request.
type term struct {
	treatment int32 // index into treatments, -1 for a drug
	drug      int32
	weak      bool
}

type termTable struct {
	terms      []term
	trie       *trie // all but the weak
	weak       *trie
	treatments map[string]int32
	drugs      map[string]int32
}

var terms = sync.OnceValue(newTerms)

func newTerms() *termTable {
	t := &termTable{trie: newTrie(), weak: newTrie(), treatments: map[string]int32{}, drugs: map[string]int32{}}
	for i, tr := range Treatments() {
		t.treatments[tr.Name] = int32(len(t.terms))
		t.terms = append(t.terms, term{treatment: int32(i), drug: -1})
		v := int32(len(t.terms) - 1)
		t.trie.addAll(v, tr.Name)
		t.trie.addAll(v, tr.Aliases...)
		t.trie.addAll(v, tr.Misspelt...)
		t.weak.addAll(v, tr.Weak...)
	}
	for i, d := range Drugs() {
		v := int32(len(t.terms))
		t.drugs[d.Generic] = v
		t.terms = append(t.terms, term{treatment: -1, drug: int32(i)})
		t.trie.addAll(v, d.Generic)
		t.trie.addAll(v, d.Brands...)
		t.trie.addAll(v, d.OtherNames...)
		t.trie.addAll(v, d.Misspelt...)
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
func (t *termTable) find(words, context []token) []hit {
	if hits := t.findIn(t.trie, words, context, false); len(hits) > 0 {
		return hits
	}
	return t.findIn(t.weak, words, context, true)
}

func (t *termTable) findIn(tr *trie, words, context []token, weak bool) []hit {
	var hits []hit
	for i := 0; i < len(words); {
		values, n := tr.longest(words, i, nil)
		if n == 0 {
			i++
			continue
		}
		for _, v := range t.meant(words[i:i+n], values, context) {
			h := hit{t.terms[v], i, i + n}
			h.weak = weak
			hits = append(hits, h)
			if h.treatment >= 0 && gives[treatments()[h.treatment].Class] {
				hits = append(hits, t.given(words[i:i+n], i)...)
			}
		}
		i += n
	}
	return hits
}

// gives are the classes of treatments whose names may hold the drug that is
// given ("Kenalog injection", "ketamine infusion").
var gives = map[string]bool{"Injection": true, "Therapies": true}

// given returns the drugs named inside a treatment's name that begins at word
// from.
func (t *termTable) given(words []token, from int) []hit {
	var hits []hit
	for i := 0; i < len(words); i++ {
		values, n := t.trie.longest(words, i, func(v int32) bool { return t.terms[v].drug >= 0 })
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

// meant picks among the values of a run of words: all of them, unless the run
// is ambiguous and the context tells.
func (t *termTable) meant(run []token, values []int32, context []token) []int32 {
	rs := readingsOf(run)
	if rs == nil {
		return values
	}
	r, ok := pick(rs, context)
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
