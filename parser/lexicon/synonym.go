package lexicon

import (
	"strings"
	"sync"
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
	maxWordings = 12
	maxMembers  = 40
)

type synonymTable struct {
	trie *trie
	rows []Expansion // From, To, Kind, Ambiguous, Readings
	at   map[string]int32
}

var synonyms = sync.OnceValue(func() *synonymTable {
	t := &synonymTable{trie: newTrie(), at: map[string]int32{}}
	t.addAmbiguous()
	t.addClasses()
	t.addDrugs()
	t.addAbbreviations()
	t.addLayWords()
	t.addTreatments()
	return t
})

// link makes to a way of saying from. The first kind given to a run of words
// is kept; an ambiguous run takes nothing more.
func (t *synonymTable) link(from, kind string, to ...string) {
	from = strings.ToLower(from)
	words := fold(from)
	if len(words) == 0 {
		return
	}
	key := keyOf(words)
	v, ok := t.at[key]
	if !ok {
		v = int32(len(t.rows))
		t.at[key] = v
		t.rows = append(t.rows, Expansion{Kind: kind})
		t.trie.add(words, v)
	}
	e := &t.rows[v]
	if e.Ambiguous {
		return
	}
	most := maxWordings
	if e.Kind == "class" {
		most = maxMembers
	}
	for _, s := range to {
		s = strings.ToLower(s)
		if len(e.To) < most && !covers(fold(s), words) && !says(e.To, s) {
			e.To = append(e.To, s)
		}
	}
}

// keyOf makes a run of words comparable.
func keyOf(words []token) string {
	var b strings.Builder
	for _, w := range words {
		for s := 0; s < 64; s += 8 {
			b.WriteByte(byte(w.key >> s))
		}
	}
	return b.String()
}

// covers reports whether the run stands inside words: whoever looks for the
// run finds the words already.
func covers(words, run []token) bool {
	for i := range words {
		if runAt(words, i, run) {
			return true
		}
	}
	return false
}

// says reports whether a list holds s or, inside another entry's reach, a
// shorter run that finds s as well.
func says(list []string, s string) bool {
	words := fold(s)
	for _, have := range list {
		if covers(words, fold(have)) {
			return true
		}
	}
	return false
}

func (t *synonymTable) addAmbiguous() {
	for _, a := range Abbreviations() {
		if !a.Ambiguous {
			continue
		}
		words := fold(a.Short)
		if _, ok := t.at[keyOf(words)]; ok || len(words) == 0 {
			continue
		}
		t.at[keyOf(words)] = int32(len(t.rows))
		t.trie.add(words, int32(len(t.rows)))
		t.rows = append(t.rows, Expansion{Kind: "abbreviation", Ambiguous: true, Offered: true, Readings: a.Long})
	}
}

func (t *synonymTable) addClasses() {
	for _, c := range drugClasses() {
		if !c.expands {
			continue
		}
		for _, w := range c.words {
			t.link(w, "class", c.words...)
			t.link(w, "class", members(c)...)
		}
	}
}

// members are the generics of a class, the commonest first, then the chief
// brands of these.
func members(c drugClass) []string {
	var generics, brands []string
	for _, d := range byUse() {
		if d.Class != c.class || c.subclass != "*" && d.Subclass != c.subclass || !expandable(d) {
			continue
		}
		generics = append(generics, head(d))
		if len(d.Brands) > 0 {
			brands = append(brands, d.Brands[0])
		}
	}
	const half = maxMembers / 2
	return append(generics[:min(len(generics), half)], brands[:min(len(brands), half)]...)
}

// expandable keeps mixtures out of classes: their names are recipes.
func expandable(d *Drug) bool { return !strings.Contains(d.Subclass, "compounded") }

// head is the name by which letters call a drug: of an opioid combined with
// acetaminophen or the like the opioid alone, else the generic.
func head(d *Drug) string {
	if d.Class == "opioid" {
		first, _, _ := strings.Cut(d.Generic, "/")
		return first
	}
	return d.Generic
}

func (t *synonymTable) addDrugs() {
	for _, d := range byUse() {
		for _, b := range d.Brands {
			if unambiguous(b) {
				t.link(b, "brand", head(d))
			}
		}
		for _, o := range d.OtherNames {
			if unambiguous(o) {
				t.link(o, "spelling", head(d))
			}
		}
		t.link(head(d), "generic", usable(d.Brands)...)
		if head(d) != d.Generic {
			t.link(d.Generic, "generic", usable(d.Brands)...)
		}
		t.link(head(d), "generic", usable(d.OtherNames)...)
	}
}

func unambiguous(s string) bool { return readingsOf(fold(s)) == nil }

func usable(names []string) []string {
	var kept []string
	for _, n := range names {
		if unambiguous(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

func (t *synonymTable) addAbbreviations() {
	for _, a := range Abbreviations() {
		if a.Ambiguous {
			continue
		}
		t.link(a.Short, "abbreviation", a.Long...)
		for _, l := range a.Long {
			t.link(l, "long form", a.Short)
			t.link(l, "long form", a.Long...)
		}
	}
}

func (t *synonymTable) addLayWords() {
	for _, r := range readTable("lay_words") {
		t.link(r.get("lay_word"), "lay word", r.list("letters_say")...)
	}
}

func (t *synonymTable) addTreatments() {
	for _, tr := range Treatments() {
		if tr.Group {
			continue
		}
		names := usable(append([]string{tr.Name}, tr.Aliases...))
		for _, n := range names {
			if !code(n) {
				t.link(n, "wording", withoutCodes(names)...)
			}
		}
	}
}

// code reports whether a name is a procedure code.
func code(s string) bool { return len(s) == 5 && digit(s[1]) && digit(s[4]) }

func withoutCodes(names []string) []string {
	var kept []string
	for _, n := range names {
		if !code(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// Synonyms returns the ways to say the words of a plain query, given in lower
// case and in their order, function words included: at each place for the
// longest run that the lexicon knows, runs not overlapping. Brand and generic,
// short and long form find each other; a class finds its members, a member
// never its class.
func Synonyms(words []string) []Expansion {
	t := synonyms()
	var tokens []token
	var of []int // index of the word that a token comes from
	for i, w := range words {
		for _, tok := range fold(w) {
			tokens = append(tokens, tok)
			of = append(of, i)
		}
	}
	var found []Expansion
	for i := 0; i < len(tokens); {
		values, n := t.trie.longest(tokens, i, func(v int32) bool { return len(t.rows[v].To)+len(t.rows[v].Readings) > 0 })
		if n == 0 || i > 0 && of[i-1] == of[i] || i+n < len(of) && of[i+n] == of[i+n-1] {
			i++
			continue
		}
		e := t.rows[values[0]]
		e.Start, e.Len = of[i], of[i+n-1]-of[i]+1
		e.From = words[e.Start : e.Start+e.Len]
		found = append(found, e)
		i += n
	}
	return found
}
