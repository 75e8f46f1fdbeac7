package lexicon

import (
	"strconv"
	"strings"
	"sync"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"
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
	trie *fold.Trie
}

var guidelines = sync.OnceValue(newGuidelines)

func newGuidelines() *guidelineTable {
	t := &guidelineTable{trie: fold.NewTrie()}
	for i, r := range readTable("guidelines") {
		g := &Guideline{
			Family: imr.Family(r.get("family")), Title: r.get("title"),
			Aliases: r.list("aliases"), Years: years(r.list("years")),
		}
		g.Chapter, _ = strconv.Atoi(r.get("chapter"))
		g.From, g.Until = inForce(r.get("in_force"))
		t.rows = append(t.rows, g)
		t.trie.AddNames(int32(i), g.Title)
		t.trie.AddNames(int32(i), g.Aliases...)
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
	for _, v := range t.trie.Exact(fold.Words(s)) {
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
	words := fold.Words(text)
	takes := func(v int32) bool { return accept == nil || accept(t.rows[v].Family) }
	var found []GuidelineMatch
	for i := 0; i < len(words); {
		values, n := t.trie.Longest(words, i, takes)
		if n == 0 {
			i++
			continue
		}
		m := GuidelineMatch{Start: words[i].Start, End: words[i+n-1].End}
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

// A topic is a heading inside a guideline.
type topic struct {
	guideline *Guideline
	name      string
	aliases   []string
}

// A TopicMatch is a wording of a topic in a text.
type TopicMatch struct {
	topic      *topic
	Start, End int // byte offsets
}

type topicTable struct {
	rows []*topic
	trie *fold.Trie
}

var topics = sync.OnceValue(func() *topicTable {
	t := &topicTable{trie: fold.NewTrie()}
	for i, r := range readTable("topics") {
		g := guidelineOf(imr.Family(r.get("family")), r.get("title"), r.get("years"))
		if g == nil {
			panic("lexicon: topic " + r.get("topic") + " of unknown guideline " + r.get("title") + " " + r.get("years"))
		}
		topic := &topic{guideline: g, name: r.get("topic"), aliases: r.list("aliases")}
		t.rows = append(t.rows, topic)
		t.trie.AddNames(int32(i), topic.name)
		t.trie.AddNames(int32(i), topic.aliases...)
	}
	return t
})

// guidelineOf finds a row of guidelines.tsv by family, title and one year.
func guidelineOf(family imr.Family, title, year string) *Guideline {
	y, _ := strconv.Atoi(year)
	for _, g := range Guidelines() {
		if g.Family != family || g.Title != title {
			continue
		}
		if y == 0 || len(g.Years) == 0 {
			return g
		}
		for _, have := range g.Years {
			if have == y {
				return g
			}
		}
	}
	return nil
}

// MatchTopics finds headings of the given guidelines (of all, when none is
// given) in a text: leftmost first, the longest wording at each place. A
// heading that several of them have is taken from the one given first.
func MatchTopics(text string, in ...*Guideline) []TopicMatch {
	t := topics()
	rank := func(v int32) int {
		for i, g := range in {
			if t.rows[v].guideline == g {
				return i
			}
		}
		return len(in)
	}
	takes := func(v int32) bool { return len(in) == 0 || rank(v) < len(in) }
	words := fold.Words(text)
	var found []TopicMatch
	for i := 0; i < len(words); {
		values, n := t.trie.Longest(words, i, takes)
		if n == 0 {
			i++
			continue
		}
		best := values[0]
		for _, v := range values[1:] {
			if rank(v) < rank(best) {
				best = v
			}
		}
		found = append(found, TopicMatch{t.rows[best], words[i].Start, words[i+n-1].End})
		i += n
	}
	return found
}

// RelatedGuidelines returns the guidelines whose headings may be meant when the cited
// one has none of that name: the other editions of its title, and for chronic
// pain, opioids and ODG's chapter on pain each other.
func RelatedGuidelines(g *Guideline) []*Guideline {
	var found []*Guideline
	for _, o := range Guidelines() {
		if o != g && (o.Family == g.Family && o.Title == g.Title || aboutPain(o) && aboutPain(g)) {
			found = append(found, o)
		}
	}
	return found
}

func aboutPain(g *Guideline) bool {
	return g.Family == imr.MTUSChronicPain || g.Family == imr.MTUSOpioids ||
		g.Family == imr.ODG && strings.HasPrefix(g.Title, "Pain ")
}
