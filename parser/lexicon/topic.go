package lexicon

import (
	"strconv"
	"strings"
	"sync"

	"imrsearch/parser/imr"
)

// A Topic is a heading inside a guideline.
type Topic struct {
	Guideline *Guideline
	Name      string
	Pages     [][2]int // ranges, from and to; none when not known
	Doubtful  bool     // pages, or the topic itself, are from memory
	Aliases   []string
}

// A TopicMatch is a wording of a topic in a text.
type TopicMatch struct {
	Topic      *Topic
	Start, End int // byte offsets
}

type topicTable struct {
	rows []*Topic
	trie *trie
}

var topics = sync.OnceValue(func() *topicTable {
	t := &topicTable{trie: newTrie()}
	for i, r := range readTable("topics") {
		g := guidelineOf(imr.Family(r.get("family")), r.get("title"), r.get("years"))
		if g == nil {
			panic("lexicon: topic " + r.get("topic") + " of unknown guideline " + r.get("title") + " " + r.get("years"))
		}
		topic := &Topic{
			Guideline: g, Name: r.get("topic"), Pages: pageRanges(r.get("pages")),
			Doubtful: r.get("doubtful") == "yes", Aliases: r.list("aliases"),
		}
		g.topics = append(g.topics, topic)
		t.rows = append(t.rows, topic)
		t.trie.addAll(int32(i), topic.Name)
		t.trie.addAll(int32(i), topic.Aliases...)
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

// pageRanges reads "12, 15-18".
func pageRanges(cell string) [][2]int {
	var ranges [][2]int
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ',' || r == '|' || r == ';' || r == ' ' }) {
		first, last, isRange := strings.Cut(part, "-")
		from, err := strconv.Atoi(first)
		if err != nil {
			continue
		}
		to := from
		if isRange {
			if to, err = strconv.Atoi(last); err != nil {
				continue
			}
		}
		ranges = append(ranges, [2]int{from, to})
	}
	return ranges
}

// Topics returns the headings of a guideline, in the order of the table.
func Topics(g *Guideline) []*Topic {
	topics()
	return g.topics
}

// MatchTopics finds headings of the given guidelines (of all, when none is
// given) in a text: leftmost first, the longest wording at each place. A
// heading that several of them have is taken from the one given first.
func MatchTopics(text string, in ...*Guideline) []TopicMatch {
	t := topics()
	rank := func(v int32) int {
		for i, g := range in {
			if t.rows[v].Guideline == g {
				return i
			}
		}
		return len(in)
	}
	takes := func(v int32) bool { return len(in) == 0 || rank(v) < len(in) }
	words := fold(text)
	var found []TopicMatch
	for i := 0; i < len(words); {
		values, n := t.trie.longest(words, i, takes)
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
		found = append(found, TopicMatch{t.rows[best], words[i].start, words[i+n-1].end})
		i += n
	}
	return found
}

// Sisters returns the guidelines whose headings may be meant when the cited
// one has none of that name: the other editions of its title, and for chronic
// pain, opioids and ODG's chapter on pain each other.
func Sisters(g *Guideline) []*Guideline {
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
