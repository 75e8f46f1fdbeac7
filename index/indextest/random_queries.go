package indextest

import (
	"fmt"
	"strings"

	"imrsearch/index"
)

// A speaker writes random queries about a corpus.
type speaker struct {
	chance
	words []string // to ask for
	// deep says how far groups nest: brute force pays for common words.
	deep   int
	values map[string][]string // of facets
}

func newSpeaker(c chance, words []string, deep int, docs []*index.Document) *speaker {
	s := &speaker{chance: c, words: words, deep: deep, values: map[string][]string{}}
	for _, d := range docs {
		for _, det := range d.Determinations() {
			for _, f := range index.Fields() {
				if f.Facet && f.Kind != index.KindLabel && len(s.values[f.Name]) < 40 {
					s.values[f.Name] = append(s.values[f.Name], bucketsOf(f, &det)...)
				}
			}
		}
	}
	return s
}

func (s *speaker) word() string { return s.words[s.IntN(len(s.words))] }

// query writes a query of any kind.
func (s *speaker) query() string {
	switch k := s.IntN(14); {
	case k >= 10:
		return s.spoken()
	case k < 3:
		return s.plain()
	case k < 5:
		return s.plain() + " " + s.clause(1)
	case k == 5:
		return s.clause(2) + " % " + s.clause(1)
	}
	return s.clause(2)
}

func (s *speaker) plain() string {
	words := make([]string, 1+s.IntN(3))
	for i := range words {
		words[i] = s.word()
	}
	return strings.Join(words, " ")
}

// clause writes a Boolean expression.
func (s *speaker) clause(depth int) string {
	k := s.IntN(12)
	if depth == 0 && k < 4 {
		k += 4
	}
	switch k {
	case 0:
		return "(" + s.clause(depth-1) + " AND " + s.clause(depth-1) + ")"
	case 1:
		return "(" + s.clause(depth-1) + " OR " + s.clause(depth-1) + ")"
	case 2:
		return "NOT " + s.clause(depth-1)
	case 3:
		return "(" + s.clause(depth-1) + " " + s.clause(depth-1) + ")"
	case 4, 5:
		return s.group(s.deep)
	case 6:
		return fmt.Sprintf("ATLEAST%d(%s)", 1+s.IntN(4), s.group(1))
	case 7:
		field := s.pick("request", "heading", "rationale", "summary", "dx", "guideline", "ur", "reviewer_guideline", "text")
		return field + ":(" + s.group(s.deep) + ")"
	case 8, 9:
		return s.fact()
	}
	return s.leaf()
}

// group writes what may stand beside a connector.
func (s *speaker) group(depth int) string {
	if depth == 0 || s.yes(25) {
		return s.leaf()
	}
	if s.yes(25) {
		return "(" + s.group(depth-1) + " OR " + s.group(depth-1) + ")"
	}
	n := 1 + s.IntN(6)
	connector := s.pick(fmt.Sprintf("/%d", n), fmt.Sprintf("/%d", n), fmt.Sprintf("+%d", n), "/s", "+s", "/p", "+p")
	return "(" + s.group(depth-1) + " " + connector + " " + s.group(depth-1) + ")"
}

// leaf writes a word or what stands for one.
func (s *speaker) leaf() string {
	w := s.word()
	letters := strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' })
	switch k := s.IntN(12); {
	case k == 0:
		return "#" + w
	case k == 1:
		return `"` + w + " " + s.word() + `"`
	case k == 2:
		return `"` + w + " " + s.word() + " " + s.word() + `"` + fmt.Sprintf("~%d", 2+s.IntN(5))
	case letters >= 0 || len(w) < 4:
		return w
	case k == 3:
		return w[:3] + "*"
	case k == 4:
		return w[:3] + "?" + w[4:]
	case k == 5:
		return w[:2] + w[3:] + "~"
	case k == 6:
		return w[:3] + "*" + w[len(w)-1:]
	}
	return w
}

// fact writes a condition on a facet, a number or a date.
func (s *speaker) fact() string {
	switch s.IntN(10) {
	case 9:
		return s.cited()
	case 0:
		return fmt.Sprintf("age:%d..%d", 20+s.IntN(30), 50+s.IntN(40))
	case 1:
		return fmt.Sprintf("%s:%s201%d", s.pick("decided", "injured", "assigned"), s.pick("", ">", ">=", "<", "<="), 4+s.IntN(4))
	case 2:
		return fmt.Sprintf("decided:201%d-0%d..2017", 4+s.IntN(4), 1+s.IntN(9))
	case 3:
		return fmt.Sprintf("page:%d", 278+s.IntN(26))
	case 4:
		return fmt.Sprintf("items:%s%d", s.pick("", ">=", "<"), 1+s.IntN(4))
	}
	f, v := s.value()
	if s.yes(30) {
		f2, w := f, v
		for range 3 {
			if f2, w = s.value(); f2.Name == f.Name {
				break
			}
		}
		if f2.Name == f.Name {
			return fmt.Sprintf(`%s:("%s" OR "%s")`, f.Name, v, w)
		}
	}
	if s.yes(50) {
		return fmt.Sprintf("%s:%q", f.Name, v)
	}
	words := strings.Fields(index.FoldValue(v))
	return fmt.Sprintf(`%s:%s`, f.Name, words[s.IntN(len(words))])
}

// cited writes what is asked of one citation.
func (s *speaker) cited() string {
	parts := []string{}
	for range 1 + s.IntN(3) {
		part := s.citePart()
		switch s.IntN(8) {
		case 0:
			part = "-" + part
		case 1:
			part = "(" + part + " OR " + s.citePart() + ")"
		}
		parts = append(parts, part)
	}
	return "cite:(" + strings.Join(parts, " ") + ")"
}

// citePart writes a part of a citation.
func (s *speaker) citePart() string {
	switch s.IntN(9) {
	case 0:
		return s.pick("ur", "claims", "reviewer", "maximus", "side:ur")
	case 1:
		return s.pick("acoem", "odg", "mtus", `"mtus"`, `"acoem"`, "other", "opioids", `"chronic pain"`, "family:acoem")
	case 2:
		return fmt.Sprintf("chapter:%s%d", s.pick("", ">=", "<"), 11+s.IntN(4))
	case 3:
		return fmt.Sprintf("page:%d", 278+s.IntN(26))
	case 4:
		return fmt.Sprintf("page:%d..%d", 278+s.IntN(12), 290+s.IntN(12))
	case 5:
		return fmt.Sprintf("year:%d", 2003+s.IntN(5))
	case 6:
		return s.pick(`section:"special studies"`, "section:visits", "section:stud*", `title:"knee leg"`, "title:complaints")
	case 7:
		return s.pick(`"special studies"`, `"Knee brace"`, `"low back complaints"`)
	}
	return s.pick("knee", "studies", "back", "phys*", "pain")
}

// value draws a keyword facet with one of its values.
func (s *speaker) value() (*index.Field, string) {
	fields := index.Fields()
	for {
		f := fields[s.IntN(len(fields))]
		if vs := s.values[f.Name]; f.Kind == index.KindKeyword && len(vs) > 0 {
			return f, vs[s.IntN(len(vs))]
		}
	}
}

// Requests returns n random searches over letters, of every kind of query, with
// filters, orders, modes of matching and scopes, each of which asks for every
// hit without snippets; the same seed gives the same. Some are refused by every
// engine.
func Requests(seed uint64, docs []*index.Document, n int) []*index.Request {
	c := newChance(seed)
	s := newSpeaker(c, wordsOf(docs, c), 2, docs)
	out := make([]*index.Request, n)
	for i := range out {
		out[i] = s.request()
	}
	return out
}

// request draws a query with filters, order and match mode.
func (s *speaker) request() *index.Request {
	req := &index.Request{
		Query: s.query(), Limit: index.NoLimit, Snippets: -1, FacetLimit: index.MaxBuckets,
		Match:  index.Match(s.pick("", "auto", "all", "most")),
		Scope:  index.Scope(s.pick("", "", "", "all", "requested")),
		Facets: s.yes(60),
	}
	for range s.IntN(3) {
		f, _ := s.value()
		if s.yes(30) {
			f, _ = index.FieldNamed(s.pick("age", "decided", "injured", "items"))
		}
		for range 1 + s.IntN(2) {
			if vs := s.values[f.Name]; len(vs) > 0 && !s.yes(5) {
				req.Filters = append(req.Filters, index.Filter{Field: f.Name, Value: vs[s.IntN(len(vs))]})
			} else {
				req.Filters = append(req.Filters, index.Filter{Field: f.Name, Value: index.NotStated})
			}
		}
	}
	if s.yes(50) {
		req.Sort = index.Sort{Field: s.pick("decided", "injured", "age", "items", "received"), Ascending: s.yes(50)}
	}
	if s.yes(10) {
		req.FacetFields = []string{"family", "section", "drug_class", "assigned", "retrospective"}
	}
	req.Rates = req.Facets && s.yes(50)
	return req
}
