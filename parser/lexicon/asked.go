package lexicon

import (
	"slices"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// Asked is what the words of a query ask for, as far as the lexicon knows
// them. Indexes are into the words given. The zero Asked names nothing.
type Asked struct {
	// Treatments holds for each treatment, drug or class that is named the
	// words that name it.
	Treatments [][]int
	// Body holds the words that name parts of the body, Side those that name
	// a side.
	Body, Side []int

	Names      []string // of treatments, as in imr.Treatment
	Drugs      []string // generics, as in imr.Treatment
	Subclasses []string // leaves of the tree, of what is named
	BodyParts  []string // as in imr.Treatment
	Whole      bool     // only a class was named: whatever belongs to it is as good
}

// Ask says what the words of a query ask for, given in lower case and in
// their order. Lay words and short forms count as what they stand for, unless
// they are ambiguous. Runs of words do not overlap; the longest counts.
func Ask(words []string) Asked {
	q := asking{}
	for i, w := range words {
		for _, tok := range fold.Words(w) {
			q.tokens = append(q.tokens, tok)
			q.of = append(q.of, i)
		}
	}
	q.taken = make([]bool, len(q.tokens))
	q.bodies()
	q.terms()
	q.lay(words)
	q.classes()
	q.sides()
	q.asked.Whole = len(q.asked.Treatments) > 0 && !q.specific
	return q.asked
}

// An asking reads one query.
type asking struct {
	tokens   []fold.Word
	of       []int  // word that a token comes from
	taken    []bool // tokens that have their reading
	specific bool   // a treatment or a drug is named, not just a class
	asked    Asked
}

// run returns the words of tokens, and takes them.
func (q *asking) run(start, end int) []int {
	var words []int
	for i := start; i < end; i++ {
		q.taken[i] = true
		if !slices.Contains(words, q.of[i]) {
			words = append(words, q.of[i])
		}
	}
	return words
}

func (q *asking) free(start, end int) bool { return !slices.Contains(q.taken[start:end], true) }

// bodies finds the parts of the body; those inside a treatment's name are
// words of both, so that nothing is taken here.
func (q *asking) bodies() {
	hits := terms().find(q.tokens, q.tokens)
	q.asked.BodyParts = bodyParts(q.tokens, hits)
	for i := 0; i < len(q.tokens); {
		values, n := bodies().trie.Longest(q.tokens, i, nil)
		if n == 0 {
			i++
			continue
		}
		h := hitAt(hits, i)
		inside := h != nil && (h.drug >= 0 || bodyPartInside(h, bodies().rows[values[0]].Name) == "")
		if bodyPartOf(bodies(), values[0], q.tokens, i, n) != "" && !inside {
			for _, w := range q.of[i : i+n] {
				if !slices.Contains(q.asked.Body, w) {
					q.asked.Body = append(q.asked.Body, w)
				}
			}
		}
		i += n
	}
}

// terms finds treatments and drugs by their names.
func (q *asking) terms() {
	for _, h := range terms().find(q.tokens, q.tokens) {
		q.name(h)
		q.specific = q.specific || h.drug >= 0 || len(levels().Exact(q.tokens[h.start:h.end])) == 0
		for i := h.start; i < h.end; i++ { // "shoulder surgery": which kind, letters divide, not people
			q.leaves(leavesNamed(q.tokens[i : i+1]))
		}
		if q.free(h.start, h.end) {
			q.asked.Treatments = append(q.asked.Treatments, q.run(h.start, h.end))
		}
	}
}

// name adds what a hit names.
func (q *asking) name(h hit) {
	if h.drug >= 0 {
		d := &drugs()[h.drug]
		q.asked.Drugs = appendNew(q.asked.Drugs, d.generic)
		q.asked.Subclasses = appendNew(q.asked.Subclasses, d.leaf())
		return
	}
	q.asked.Names = appendNew(q.asked.Names, treatments()[h.treatment].name)
	q.asked.Subclasses = appendNew(q.asked.Subclasses, treatments()[h.treatment].subclass)
}

// leaves adds leaves of the tree, and reports whether there are any.
func (q *asking) leaves(names []string) bool {
	for _, leaf := range names {
		q.asked.Subclasses = appendNew(q.asked.Subclasses, leaf)
	}
	return len(names) > 0
}

// lay finds lay words and short forms that stand for treatments or classes.
func (q *asking) lay(words []string) {
	for _, e := range Synonyms(words) {
		start := slices.Index(q.of, e.Start)
		end := start
		for end < len(q.of) && q.of[end] < e.Start+e.Len {
			end++
		}
		if e.Ambiguous || start < 0 || !q.free(start, end) {
			continue
		}
		named := false
		for _, form := range e.To {
			tokens := fold.Words(form)
			for _, h := range terms().findIn(terms().trie, tokens, tokens, false) {
				if h.start == 0 && h.end == len(tokens) {
					q.name(h)
					named = true
					q.specific = q.specific || e.Kind != "class"
				}
			}
			named = q.leaves(leavesNamed(tokens)) || named
		}
		if named {
			q.asked.Treatments = append(q.asked.Treatments, q.run(start, end))
		}
	}
}

// classes finds names of classes.
func (q *asking) classes() {
	for i := 0; i < len(q.tokens); {
		n := min(len(q.tokens)-i, longestClass)
		for ; n > 0; n-- {
			if !q.free(i, i+n) {
				continue
			}
			if q.leaves(leavesNamed(q.tokens[i : i+n])) {
				q.asked.Treatments = append(q.asked.Treatments, q.run(i, i+n))
				break
			}
		}
		i += max(n, 1)
	}
}

// longestClass is the number of words in the longest names of classes.
const longestClass = 5

// sides finds the words that name a side.
func (q *asking) sides() {
	for i, tok := range q.tokens {
		if sideWords[tok.Key] != "" && !q.taken[i] {
			q.asked.Side = append(q.asked.Side, q.of[i])
		}
	}
}

// leavesNamed returns the leaves of the tree that a run of words names: a
// leaf, a class of drugs, or an upper level with all its leaves but adjuncts.
func leavesNamed(run []fold.Word) []string {
	if len(run) == 1 && run[0].Key == therapyKey {
		return nil
	}
	if v := classes().trie.Exact(run); len(v) > 0 && len(bodies().trie.Exact(run)) == 0 {
		return []string{classes().rows[v[0]].subclass}
	}
	var leaves []string
	for _, v := range levels().Exact(run) {
		if leaf := classes().rows[v].subclass; !adjuncts[leaf] {
			leaves = append(leaves, leaf)
		}
	}
	return leaves
}

// therapyKey is the word that names a leaf and an upper level, and says
// nothing.
var therapyKey = fold.Words("therapy")[0].Key

// adjuncts are leaves that are not meant when the level above is named.
var adjuncts = map[string]bool{"Surgery adjunct": true, "Surgical consultation": true}

// levels finds the upper levels of the tree, and the classes of drugs by the
// words of drug_classes.tsv.
var levels = sync.OnceValue(func() *fold.Trie {
	t := fold.NewTrie()
	byLeaf := map[string]int32{}
	for i, c := range classes().rows {
		t.AddNames(int32(i), c.name)
		byLeaf[c.subclass] = int32(i)
	}
	for _, c := range drugClasses() {
		if i, ok := byLeaf[c.leaf]; ok {
			t.AddNames(i, c.words...)
		}
	}
	return t
})
