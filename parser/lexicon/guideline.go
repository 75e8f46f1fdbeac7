package lexicon

import (
	"strconv"
	"strings"
	"sync"

	"imrsearch/parser/imr"
)

// A Guideline is one source that letters cite.
type Guideline struct {
	Family  imr.Family
	Title   string
	Chapter int   // of the ACOEM Practice Guidelines; 0 when none
	Years   []int // of its editions, earliest first; none when not dated
	// From and Until are the days on which it was part of the MTUS; zero
	// means never, or that the end is not known.
	From, Until imr.Date
	Aliases     []string

	topics []*Topic
}

// A GuidelineMatch is a wording of a guideline's title in a text.
type GuidelineMatch struct {
	Guideline *Guideline
	// Editions are all guidelines that the wording may mean, Guideline the
	// first of them: see Edition.
	Editions   []*Guideline
	Start, End int // byte offsets
}

type guidelineTable struct {
	rows []*Guideline
	trie *trie
}

var guidelines = sync.OnceValue(newGuidelines)

func newGuidelines() *guidelineTable {
	t := &guidelineTable{trie: newTrie()}
	for i, r := range readTable("guidelines") {
		g := &Guideline{
			Family: imr.Family(r.get("family")), Title: r.get("title"),
			Aliases: r.list("aliases"), Years: years(r.list("years")),
		}
		g.Chapter, _ = strconv.Atoi(r.get("chapter"))
		g.From, g.Until = inForce(r.get("in_force"))
		t.rows = append(t.rows, g)
		t.trie.addAll(int32(i), g.Title)
		t.trie.addAll(int32(i), g.Aliases...)
	}
	return t
}

func years(cells []string) []int {
	var ys []int
	for _, c := range cells {
		if y, err := strconv.Atoi(c); err == nil {
			ys = append(ys, y)
		}
	}
	return ys
}

// inForce reads "2009-07-18 to 2016-07-27 ...": what does not begin with a
// date was never part of the MTUS, an end that is no date is open.
func inForce(cell string) (from, until imr.Date) {
	first, rest, _ := strings.Cut(cell, " to ")
	from, err := imr.ParseDate(first)
	if err != nil {
		return imr.Date{}, imr.Date{}
	}
	if len(rest) >= 10 {
		until, _ = imr.ParseDate(rest[:10])
	}
	return from, until
}

// Guidelines returns all guidelines, in the order of the table.
func Guidelines() []*Guideline { return guidelines().rows }

// GuidelineNamed returns the guideline of this family whose title or alias
// is exactly s, apart from case, dashes and punctuation, or nil.
func GuidelineNamed(family imr.Family, s string) *Guideline {
	t := guidelines()
	for _, v := range t.trie.exact(fold(s)) {
		if t.rows[v].Family == family {
			return t.rows[v]
		}
	}
	return nil
}

// MatchGuidelines finds the titles in a text, leftmost first, the longest
// wording at each place, none overlapping another. accept tells which
// families count; nil takes all.
func MatchGuidelines(text string, accept func(imr.Family) bool) []GuidelineMatch {
	t := guidelines()
	words := fold(text)
	takes := func(v int32) bool { return accept == nil || accept(t.rows[v].Family) }
	var found []GuidelineMatch
	for i := 0; i < len(words); {
		values, n := t.trie.longest(words, i, takes)
		if n == 0 {
			i++
			continue
		}
		m := GuidelineMatch{Start: words[i].start, End: words[i+n-1].end}
		if strings.HasPrefix(text[m.End:], ")") && strings.Contains(text[m.Start:m.End], "(") {
			m.End++ // "(ODG)" ends with its bracket
		}
		for _, v := range values {
			if takes(v) {
				m.Editions = append(m.Editions, t.rows[v])
			}
		}
		m.Guideline = m.Editions[0]
		found = append(found, m)
		i += n
	}
	return found
}

// Edition picks among guidelines that share a wording: the one that has the
// printed year among its own (0: none printed), else the one in force on the
// day of the decision, else the first. Of none it returns nil.
func Edition(editions []*Guideline, year int, decided imr.Date) *Guideline {
	if len(editions) == 0 {
		return nil
	}
	for _, g := range editions {
		for _, y := range g.Years {
			if year != 0 && y == year {
				return g
			}
		}
	}
	for _, g := range editions {
		if !decided.IsZero() && !g.From.IsZero() && g.From.Number() <= decided.Number() &&
			(g.Until.IsZero() || decided.Number() <= g.Until.Number()) {
			return g
		}
	}
	return editions[0]
}
