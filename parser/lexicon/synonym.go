package lexicon

import (
	"slices"
	"strings"
	"sync"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/fold"
)

// An Expansion is other ways to say a run of a query's words.
type Expansion struct {
	From       []string // the words that it covers
	Start, Len int      // the same as indexes into the words given
	To         []string // lower case; several words are a phrase
	// Kind is one of "brand", "generic", "spelling", "abbreviation", "long
	// form", "class", "lay word" and "wording": what From is, and so why To
	// was added.
	Kind string
	// Ambiguous says that From has several readings: then To is empty, they
	// stand in Readings, and none may be picked for the reader.
	Ambiguous bool
	Readings  []string
	Offered   bool // to be offered, not added
}

// limits on what is added to one run of words
const (
	maxWordings = 10
	maxMembers  = 40
)

type synonymTable struct {
	trie  *fold.Trie // from every form to its links, the surest kind first
	links []link
	// known caches the expansion of a form, by the address of the first of its
	// values in the trie.
	known sync.Map // *int32 → Expansion
}

// A link leads from a form to the wordings that may be meant by it.
type link struct {
	kind     string
	to       []string
	readings []string // of an ambiguous form
	offered  bool     // of a form that is misspelt: a query is never corrected unasked
}

var synonyms = sync.OnceValue(newSynonyms)

func newSynonyms() *synonymTable {
	t := &synonymTable{trie: fold.NewTrie()}
	t.addClasses()
	t.addAbbreviations()
	t.addDrugs()
	t.addLayWords()
	t.addTreatments()
	return t
}

// add makes l a link of each form.
func (t *synonymTable) add(l link, from ...string) {
	t.links = append(t.links, l)
	t.trie.AddNames(int32(len(t.links)-1), from...)
}

// addAbbreviations links short and long forms both ways; a long form of an
// ambiguous short one is not linked to it, for that would bring the other
// readings.
func (t *synonymTable) addAbbreviations() {
	for _, a := range abbreviations() {
		if a.ambiguous {
			t.add(link{kind: "abbreviation", readings: a.long}, a.short)
			continue
		}
		t.add(link{kind: "abbreviation", to: a.long}, a.short)
		t.add(link{kind: "long form", to: append([]string{a.short}, a.long...)}, a.long...)
	}
}

func (t *synonymTable) addClasses() {
	for _, c := range drugClasses() {
		if c.expands {
			t.add(link{kind: "class", to: append(c.words[:len(c.words):len(c.words)], members(c)...)}, c.words...)
		}
	}
}

// members are the generics of a class, the commonest first, then the chief
// brands of these. Drugs that such letters seldom name are left out where
// there are common ones enough.
func members(c drugClass) []string {
	const half = maxMembers/2 - 3 // leaves room for the other words of the class
	var generics, brands []string
	for _, d := range byUse() {
		if d.class != c.class || c.subclass != "*" && d.subclass != c.subclass || !expandable(d) ||
			d.rank == unranked && len(generics) >= 8 {
			continue
		}
		generics = append(generics, commonName(d))
		brands = append(brands, d.brands[:min(len(d.brands), 1)]...)
	}
	return append(generics[:min(len(generics), half)], usable(brands[:min(len(brands), half)])...)
}

// expandable keeps mixtures out of classes: their names are recipes.
func expandable(d *drug) bool { return !strings.Contains(d.subclass, "compounded") }

// addedToOpioids are what combinations with an opioid hold beside it.
var addedToOpioids = map[string]bool{
	"acetaminophen": true, "aspirin": true, "ibuprofen": true, "caffeine": true, "butalbital": true,
	"carisoprodol": true, "guaifenesin": true, "chlorpheniramine": true, "promethazine": true,
	"phenylephrine": true, "pseudoephedrine": true, "homatropine": true, "celecoxib": true,
}

// commonName is the name by which letters call a drug: of an opioid combined with
// acetaminophen or the like the opioid alone, else the generic without its
// form and without what our table adds in brackets.
func commonName(d *drug) string {
	name, _, _ := strings.Cut(d.generic, " (")
	name = strings.TrimSuffix(strings.TrimSuffix(name, " topical"), " ophthalmic")
	if d.class != "opioid" {
		return name
	}
	for part := range strings.SplitSeq(name, "/") {
		if !addedToOpioids[part] {
			return part
		}
	}
	return name
}

func (t *synonymTable) addDrugs() {
	var heads []string
	brandsOf, othersOf := map[string][][]string{}, map[string][][]string{}
	for _, d := range byUse() {
		h, brands, others, misspelt := commonName(d), usable(d.brands), usable(d.otherNames), usable(d.misspelt)
		t.add(link{kind: "brand", to: []string{h}}, brands...)
		t.add(link{kind: "spelling", to: append([]string{h}, brands[:min(len(brands), 4)]...)}, others...)
		t.add(link{kind: "spelling", to: []string{h}, offered: true}, misspelt...)
		if h != d.generic {
			t.add(link{kind: "generic", to: append([]string{h}, brands...)}, d.generic)
		}
		if brandsOf[h] == nil {
			heads = append(heads, h)
		}
		brandsOf[h] = append(brandsOf[h], brands)
		othersOf[h] = append(othersOf[h], append(others, misspelt...))
	}
	for _, h := range heads {
		t.add(link{kind: "generic", to: append(interleaved(brandsOf[h]), interleaved(othersOf[h])...)}, h)
	}
}

// interleaved takes the first of each list, then the second of each, and so on, so
// that every product of a substance is heard.
func interleaved(lists [][]string) []string {
	var all []string
	for i, more := 0, true; more; i++ {
		more = false
		for _, l := range lists {
			if i < len(l) {
				all, more = append(all, l[i]), true
			}
		}
	}
	return all
}

// usable are the names without readings of another kind.
func usable(names []string) []string {
	var room [16]fold.Word
	kept := make([]string, 0, len(names))
	for _, n := range names {
		if unambiguous(fold.AppendWords(room[:0], n)) {
			kept = append(kept, n)
		}
	}
	return kept
}

// unambiguous reports whether a name has no reading of another kind; one that
// is a treatment and the drug it gives is no such reading.
func unambiguous(words []fold.Word) bool {
	rs := readingsOf(words)
	return rs == nil || rs[0].kind == kindBoth
}

func (t *synonymTable) addLayWords() {
	for _, r := range readTable("lay_words") {
		t.add(link{kind: "lay word", to: r.list("letters_say")}, r.list("lay_word")...)
	}
}

// addTreatments links the wordings of one thing. What is only part of its
// name ("epidural"), a procedure code, or worded for one occasion
// ("additional sessions") leads to the others, but is not added.
func (t *synonymTable) addTreatments() {
	var whole, words []fold.Word
	for _, tr := range treatments() {
		if tr.group {
			continue
		}
		l := link{kind: "wording"}
		whole = fold.AppendWords(whole[:0], tr.name)
		for _, n := range append([]string{tr.name}, tr.aliases...) {
			words = fold.AppendWords(words[:0], n)
			if !unambiguous(words) || isProcedureCode(n) {
				continue
			}
			part := n != tr.name && fold.Contains(whole, words)
			if !part && len(words) <= 5 && !slices.ContainsFunc(words, func(w fold.Word) bool { return occasionWords[w.Key] }) {
				l.to = append(l.to, n)
			}
			t.trie.Add(words, int32(len(t.links)))
		}
		t.links = append(t.links, l)
		if len(tr.misspelt) > 0 {
			t.add(link{kind: "spelling", to: []string{tr.name}, offered: true}, tr.misspelt...)
		}
	}
}

var occasionWords = wordSet("additional session visit initial new repeat further continued more eval evaluate request requested unspecified unknown")

// isProcedureCode reports whether a name is a procedure code.
func isProcedureCode(s string) bool { return len(s) == 5 && ascii.IsDigit(s[1]) && ascii.IsDigit(s[4]) }

// expansion returns what the links of a form say. Its lists are shared.
func (t *synonymTable) expansion(values []int32, words []fold.Word) Expansion {
	if known, ok := t.known.Load(&values[0]); ok {
		return known.(Expansion)
	}
	var e Expansion
	t.expand(&e, values, words)
	e.To, e.Readings = slices.Clip(e.To), slices.Clip(e.Readings)
	t.known.Store(&values[0], e)
	return e
}

// expand fills e with what the links of its words say. The first kind is
// kept; an ambiguous form takes nothing from the others.
func (t *synonymTable) expand(e *Expansion, values []int32, words []fold.Word) {
	for _, v := range values {
		l := &t.links[v]
		if e.Kind == "" {
			e.Kind, e.Offered = l.kind, l.offered
		}
		if len(l.readings) > 0 {
			*e = Expansion{Kind: l.kind, Ambiguous: true, Offered: true, Readings: l.readings}
			return
		}
		most := maxWordings
		if e.Kind == "class" {
			most = maxMembers
		}
		for _, s := range l.to {
			if s = strings.ToLower(s); len(e.To) < most && !fold.Contains(fold.Words(s), words) && !containsWording(e.To, s) {
				e.To = append(e.To, s)
			}
		}
	}
}

// containsWording reports whether s, or a shorter run inside it, is in a list.
func containsWording(list []string, s string) bool {
	words := fold.Words(s)
	for _, have := range list {
		if fold.Contains(words, fold.Words(have)) {
			return true
		}
	}
	return false
}

// Synonyms returns the ways to say the words of a plain query, given in lower
// case and in their order, function words included: at each place for the
// longest run that the lexicon knows, runs not overlapping. Brand and generic,
// short and long form find each other; a class finds its members, a member
// never its class. The lists of wordings must not be changed.
func Synonyms(words []string) []Expansion {
	t := synonyms()
	var tokens []fold.Word
	var of []int // index of the word that a token comes from
	for i, w := range words {
		for _, tok := range fold.Words(w) {
			tokens = append(tokens, tok)
			of = append(of, i)
		}
	}
	var found []Expansion
	for i := 0; i < len(tokens); {
		values, n := t.trie.Longest(tokens, i, nil)
		if n == 0 || i > 0 && of[i-1] == of[i] || i+n < len(of) && of[i+n] == of[i+n-1] {
			i++
			continue
		}
		start, end := of[i], of[i+n-1]+1
		e := t.expansion(values, tokens[i:i+n])
		e.From, e.Start, e.Len = words[start:end], start, end-start
		if len(e.To)+len(e.Readings) > 0 {
			found = append(found, e)
		}
		i += n
	}
	return found
}

// An abbreviation is a short form with its readings, the commonest first.
type abbreviation struct {
	short     string
	long      []string
	ambiguous bool // the readings are different things
}

var abbreviations = sync.OnceValue(func() []abbreviation {
	var as []abbreviation
	for _, r := range readTable("abbreviations") {
		as = append(as, abbreviation{
			r.get("short"), r.list("long_forms"), r.get("ambiguous") == "yes",
		})
	}
	return as
})
