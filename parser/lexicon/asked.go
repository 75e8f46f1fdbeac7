package lexicon

import (
	"slices"
	"strings"
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

	Names      []string // of treatments, as in imr.Treatment: those said, then kinds of them
	Said       []string // those of Names that the words themselves name
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
	q.hits = terms().find(q.tokens, q.tokens)
	q.bodies()
	said := q.expansions(words)
	for _, e := range said {
		q.longer(e)
	}
	q.terms()
	for _, e := range said {
		q.lay(e)
	}
	q.classes()
	q.sides()
	q.kinds()
	q.asked.Whole = len(q.asked.Treatments) > 0 && !q.specific
	return q.asked
}

// An asking reads one query.
type asking struct {
	tokens   []fold.Word
	of       []int    // word that a token comes from
	hits     []hit    // terms among the tokens
	taken    []bool   // tokens that have their reading
	specific bool     // a treatment or a drug is named, not just a class
	phrases  [][2]int // tokens of lay words that were read before the terms inside them
	runs     [][2]int // tokens of names of treatments
	general  []string // names of treatments that may stand for kinds of them
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
	q.asked.BodyParts = bodyParts(q.tokens, q.hits)
	for i := 0; i < len(q.tokens); {
		values, n := bodies().trie.Longest(q.tokens, i, nil)
		if n == 0 {
			i++
			continue
		}
		h := hitAt(q.hits, i)
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

// terms finds treatments and drugs by their names, where no longer lay word
// stands ("surgery" in "therapy after surgery").
func (q *asking) terms() {
	for _, h := range q.hits {
		if slices.ContainsFunc(q.phrases, func(r [2]int) bool { return r[0] <= h.start && h.end <= r[1] }) {
			continue
		}
		q.name(h)
		q.specific = q.specific || h.drug >= 0 || len(levels().Exact(q.tokens[h.start:h.end])) == 0
		for i := h.start; i < h.end; i++ { // "shoulder surgery": which kind, letters divide, not people
			q.leaves(leavesNamed(q.tokens[i : i+1]))
		}
		if q.free(h.start, h.end) {
			q.asked.Treatments = append(q.asked.Treatments, q.run(h.start, h.end))
			q.runs = append(q.runs, [2]int{h.start, h.end})
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
	name := treatments()[h.treatment].name
	q.asked.Names = appendNew(q.asked.Names, name)
	if len(levels().Exact(fold.Words(name))) == 0 {
		q.general = appendNew(q.general, name)
	}
	q.asked.Subclasses = appendNew(q.asked.Subclasses, treatments()[h.treatment].subclass)
}

// leaves adds leaves of the tree, and reports whether there are any.
func (q *asking) leaves(names []string) bool {
	for _, leaf := range names {
		q.asked.Subclasses = appendNew(q.asked.Subclasses, leaf)
	}
	return len(names) > 0
}

// An askedExpansion is what a run of tokens, from start to end, stands for.
type askedExpansion struct {
	Expansion
	start, end int
}

// expansions finds the lay words and short forms, but for those that are
// ambiguous or part of a word.
func (q *asking) expansions(words []string) []askedExpansion {
	var all []askedExpansion
	for _, e := range Synonyms(words) {
		start := slices.Index(q.of, e.Start)
		end := start
		for end < len(q.of) && q.of[end] < e.Start+e.Len {
			end++
		}
		if !e.Ambiguous && start >= 0 {
			all = append(all, askedExpansion{e, start, end})
		}
	}
	return all
}

// longer reads a lay word that holds the name of a treatment and more words.
func (q *asking) longer(e askedExpansion) {
	if e.Kind != "lay word" {
		return
	}
	inside := slices.ContainsFunc(q.hits, func(h hit) bool {
		return e.start <= h.start && h.end <= e.end && h.end-h.start < e.end-e.start
	})
	outside := slices.ContainsFunc(q.hits, func(h hit) bool {
		return h.start < e.end && e.start < h.end && (h.start < e.start || e.end < h.end || h.end-h.start == e.end-e.start)
	})
	if inside && !outside && q.lay(e) {
		q.phrases = append(q.phrases, [2]int{e.start, e.end})
	}
}

// lay names what a lay word or short form stands for, and reports whether that
// is a treatment or class. What is the name of a treatment itself stands for
// others besides where it is a lay word.
func (q *asking) lay(e askedExpansion) bool {
	free := q.free(e.start, e.end)
	if !free && (e.Kind != "lay word" || !slices.Contains(q.runs, [2]int{e.start, e.end})) {
		return false
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
	if named && free {
		q.asked.Treatments = append(q.asked.Treatments, q.run(e.start, e.end))
	}
	return named
}

// kinds adds the kinds of the treatments that are named. A word for a whole
// level of the tree has none: its leaves are asked for.
func (q *asking) kinds() {
	q.asked.Said = q.asked.Names[:len(q.asked.Names):len(q.asked.Names)]
	for _, name := range q.general {
		for _, kind := range kindsOf()[name] {
			q.asked.Names = appendNew(q.asked.Names, kind)
		}
	}
}

// kindsOf holds for the name of a treatment those of its kinds: rows of the
// same class, or that go along with surgery, whose names end in its own or in
// the beginning of it that is a wording of it ("cold therapy" of "cold therapy
// unit": "postoperative cold therapy"), and that are for no other part of the
// body.
var kindsOf = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	ends := fold.NewTrie()
	for i, t := range treatments() {
		if t.group || strings.HasSuffix(t.name, "(unnamed)") {
			continue
		}
		own := fold.Words(t.name)
		ends.Add(own, int32(i))
		for _, a := range t.aliases {
			if words := fold.Words(a); len(words) < len(own) && fold.At(own, 0, words) && mayBe(words, t.name) {
				ends.Add(words, int32(i))
			}
		}
	}
	for k, t := range treatments() {
		words := fold.Words(t.name)
		for from := 1; from < len(words); from++ {
			if joins[words[from-1].Key] {
				continue
			}
			for _, i := range ends.Exact(words[from:]) {
				g := &treatments()[i]
				along := t.class == g.class || adjuncts[t.subclass]
				if int(i) != k && along && (t.bodyPart == g.bodyPart || g.bodyPart == "" || t.bodyPart == "") {
					all[g.name] = appendNew(all[g.name], t.name)
				}
			}
		}
	}
	return all
})

// mayBe reports whether a run of words may be read as the treatment.
func mayBe(words []fold.Word, name string) bool {
	rs := readingsOf(words)
	return rs == nil || slices.ContainsFunc(rs, func(r reading) bool { return r.kind == kindTreatment && r.name == name })
}

// joins are words behind which a name goes on with what it is for.
var joins = wordSet("after under for of with before")

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
