package indextest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// A sided citation is one of one side.
type sidedCitation struct {
	side index.Side
	imr.Citation
}

func citationsOf(d *index.Determination) []sidedCitation {
	var out []sidedCitation
	for _, c := range d.Item.ReviewerGuidelines.Citations {
		out = append(out, sidedCitation{index.ReviewerSide, c})
	}
	for _, c := range d.Item.ClaimsAdministrator.Citations {
		out = append(out, sidedCitation{index.ClaimsSide, c})
	}
	return out
}

// holdsCited reports whether any citation of d passes.
func holdsCited(t *index.CiteTest, d *index.Determination) bool {
	for _, c := range citationsOf(d) {
		if passes(t, c) {
			return true
		}
	}
	return false
}

func passes(t *index.CiteTest, c sidedCitation) bool {
	passed := 0
	for i := range t.Of {
		if passes(&t.Of[i], c) {
			passed++
		}
	}
	names := slices.Concat(c.Sections, c.Topics)
	if c.Title != "" && (t.Kind == index.CiteTitle || t.Kind == index.CiteWords) {
		names = append(names, c.Title)
	}
	if t.Kind == index.CiteTitle {
		names = names[len(c.Sections)+len(c.Topics):]
	}
	switch t.Kind {
	case index.CiteAll:
		return passed == len(t.Of)
	case index.CiteAny:
		return passed > 0
	case index.CiteNot:
		return passed == 0
	case index.CiteSide:
		return c.side == t.Side
	case index.CiteFamily:
		return slices.Contains(t.Families, c.Family)
	case index.CiteChapter:
		return c.Chapter != 0 && c.Chapter >= t.From && c.Chapter <= t.To
	case index.CiteYear:
		return c.Year != 0 && c.Year >= t.From && c.Year <= t.To
	case index.CitePage:
		for _, r := range c.Pages {
			for page := r[0]; page <= r[1]; page++ {
				if page >= t.From && page <= t.To {
					return true
				}
			}
		}
		return false
	}
	for _, name := range names {
		if isNamed(t, index.FoldValue(name)) {
			return true
		}
	}
	return false
}

func isNamed(t *index.CiteTest, name string) bool {
	if t.Exact != "" {
		return name == t.Exact
	}
	for _, w := range t.Words {
		pattern := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(w))
		word := regexp.MustCompile("^(?:" + pattern + ")$")
		if !slices.ContainsFunc(strings.Split(name, " "), word.MatchString) {
			return false
		}
	}
	return true
}

// runCited compares what is asked of one citation, alone and beside words.
func runCited(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher, seed uint64) {
	c := newChance(seed + 50)
	docs := c.letters(60)
	engine, scan, s := open(t, docs), NewScan(docs), newSpeaker(c, vocabulary, 1, docs)
	asked, matched := 0, 0
	for asked < times(300) {
		req := &index.Request{Query: s.cited(), Limit: index.NoLimit, Snippets: -1}
		switch s.IntN(4) {
		case 0:
			req.Query = s.word() + " " + req.Query
		case 1:
			req.Query += " " + s.pick("", "-", "NOT ") + s.cited()
		}
		if _, _, err := resolve.Resolve(req); err != nil {
			continue // of two sides, or two chapters
		}
		asked++
		if check(t, engine, scan, req) {
			matched++
		}
	}
	if matched < asked/3 {
		t.Errorf("only %d of %d searches found anything", matched, asked)
	}
	t.Logf("%d searches of citations, %d with hits", asked, matched)
}
