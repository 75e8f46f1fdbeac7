// Package cited answers one question: what does cite:( ) ask of a citation? It
// reads the words and fields inside it into an index.CiteTest, all of which one
// citation must pass. It knows no engine, and of a query nothing but this field.
//
//	cite:(ur acoem chapter:12 page:287)
//
// asks for one citation by the claims administrator, of a family with the word
// ACOEM, of chapter 12, that cites page 287.
package cited

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// A Fault says what cannot be, where, and what may be written in the place of
// the whole field instead; With is "" where that is not clear.
type Fault struct {
	At   query.Span
	Msg  string
	With string
}

// sides are the words for who cites. Maximus is the organization whose
// reviewers write the letters.
var sides = map[string]index.Side{
	"ur": index.ClaimsSide, "claims": index.ClaimsSide, "utilization": index.ClaimsSide,
	"reviewer": index.ReviewerSide, "imr": index.ReviewerSide, "maximus": index.ReviewerSide,
}

// alwaysFamilies are words that name a family wherever they stand;
// sometimesFamilies name a part of the MTUS, unless a family outside of it is
// named beside them: in cite:(odg acupuncture) the word is a topic of ODG.
var (
	alwaysFamilies    = []string{"acoem", "odg", "mtus", "other"}
	sometimesFamilies = []string{"chronic pain", "opioids", "acupuncture", "postsurgical"}
)

// A part is a field that may stand inside cite.
type part struct {
	kind   index.CiteKind
	names  []string
	number *index.Field // reads the values of parts that are numbers
}

var parts = []part{
	{index.CiteSide, []string{"side"}, nil},
	{index.CiteFamily, []string{"family"}, nil},
	{index.CiteTitle, []string{"title"}, nil},
	{index.CiteSection, []string{"section", "sections", "topic"}, nil},
	{index.CiteChapter, []string{"chapter", "ch"}, &index.Field{Name: "chapter", Kind: index.KindNumber}},
	{index.CiteYear, []string{"year"}, &index.Field{Name: "year", Kind: index.KindNumber}},
	{index.CitePage, []string{"page", "pages", "p"}, &index.Field{Name: "page", Kind: index.KindNumber}},
}

const wantParts = "side, family, title, section, chapter, year and page"

// Read reads the field f, which is cite, of a query's text.
func Read(f query.Field, text string) (index.Cited, *Fault) {
	r := reader{field: f, text: text}
	r.outside = r.namesOutside(f.X)
	nodes := conjuncts(f.X)
	tests := make([]index.CiteTest, 0, len(nodes))
	var of []query.Node // of each test
	for i := 0; i < len(nodes); i++ {
		n := nodes[i]
		if i+1 < len(nodes) && r.pair(n, nodes[i+1], "chronic", "pain") && !r.outside {
			at := query.Span{Start: n.Span().Start, End: nodes[i+1].Span().End}
			n = query.Phrase{At: at, Text: "chronic pain"}
			i++
		} else if i+1 < len(nodes) && (r.pair(n, nodes[i+1], "claims", "administrator") || r.pair(n, nodes[i+1], "utilization", "review")) {
			i++
		}
		t, fault := r.node(n)
		if fault != nil {
			return index.Cited{}, fault
		}
		tests, of = append(tests, t), append(of, n)
	}
	if fault := r.meet(tests, of); fault != nil {
		return index.Cited{}, fault
	}
	return index.Cited{Test: index.CiteTest{Kind: index.CiteAll, Of: tests}}, nil
}

// conjuncts returns what must all hold.
func conjuncts(n query.Node) []query.Node {
	if and, ok := n.(query.And); ok {
		var out []query.Node
		for _, x := range and.Of {
			out = append(out, conjuncts(x)...)
		}
		return out
	}
	return []query.Node{n}
}

type reader struct {
	field   query.Field
	text    string
	outside bool // a family is named that has no part of the MTUS's names
}

// pair reports whether two nodes are these words.
func (r *reader) pair(a, b query.Node, first, second string) bool {
	x, ok := a.(query.Word)
	y, is := b.(query.Word)
	return ok && is && index.FoldValue(x.Text) == first && index.FoldValue(y.Text) == second
}

// namesOutside reports whether ODG, ACOEM or another family without parts is
// named anywhere in n.
func (r *reader) namesOutside(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n.Of, r.namesOutside)
	case query.Or:
		return slices.ContainsFunc(n.Of, r.namesOutside)
	case query.Word:
		w := index.FoldValue(n.Text)
		return w != "mtus" && slices.Contains(alwaysFamilies, w)
	case query.Phrase:
		w := index.FoldValue(n.Text)
		return w != "mtus" && slices.Contains(alwaysFamilies, w) || w == "mtus acoem"
	}
	return false
}

// node reads what one citation is asked for.
func (r *reader) node(n query.Node) (index.CiteTest, *Fault) {
	return r.boolean(n, r.leaf)
}

// boolean reads AND, OR and NOT, and what stands between them with leaf.
func (r *reader) boolean(n query.Node, leaf func(query.Node) (index.CiteTest, *Fault)) (index.CiteTest, *Fault) {
	each := func(kind index.CiteKind, of ...query.Node) (index.CiteTest, *Fault) {
		t := index.CiteTest{Kind: kind}
		for _, x := range of {
			part, fault := r.boolean(x, leaf)
			if fault != nil {
				return t, fault
			}
			t.Of = append(t.Of, part)
		}
		return t, nil
	}
	switch n := n.(type) {
	case query.And:
		return each(index.CiteAll, n.Of...)
	case query.Or:
		return each(index.CiteAny, n.Of...)
	case query.Not:
		return each(index.CiteNot, n.X)
	case query.ButNot:
		t, fault := each(index.CiteAll, n.X, n.Y)
		if fault == nil {
			t.Of[1] = index.CiteTest{Kind: index.CiteNot, Of: []index.CiteTest{t.Of[1]}}
		}
		return t, fault
	case query.Near, query.AtLeast, query.Fuzzy, query.ID:
		return index.CiteTest{}, r.fault(n, fmt.Sprintf("%s is no part of a citation: words, quotes, OR, NOT and %s stand in cite", n, wantParts), "")
	}
	return leaf(n)
}

// leaf reads a word, quotes, or a field inside cite.
func (r *reader) leaf(n query.Node) (index.CiteTest, *Fault) {
	switch n := n.(type) {
	case query.Field:
		return r.partField(n)
	case query.Range:
		return index.CiteTest{}, r.bareNumber(n)
	case query.Phrase:
		if families := index.FamiliesNamed(n.Text, true); families != nil {
			return index.CiteTest{Kind: index.CiteFamily, Families: families}, nil
		}
	case query.Word:
		if side, ok := sides[index.FoldValue(n.Text)]; ok {
			return index.CiteTest{Kind: index.CiteSide, Side: side}, nil
		}
	}
	name := index.FoldValue(plain(n))
	if slices.Contains(alwaysFamilies, name) || !r.outside && slices.Contains(sometimesFamilies, name) {
		return index.CiteTest{Kind: index.CiteFamily, Families: index.FamiliesNamed(name, false)}, nil
	}
	return r.named(n, index.CiteWords)
}

// named reads a name: quotes are all of it, bare words stand in it.
func (r *reader) named(n query.Node, kind index.CiteKind) (index.CiteTest, *Fault) {
	t := index.CiteTest{Kind: kind}
	switch n := n.(type) {
	case query.Phrase:
		t.Exact = index.FoldValue(n.Text)
	case query.Wildcard:
		t.Words = []string{strings.ToLower(n.Pattern)}
	case query.Field:
		return t, r.fault(n, "a field stands here inside another part of the citation", "")
	default:
		t.Words = strings.Fields(index.FoldValue(plain(n)))
	}
	if t.Exact == "" && len(t.Words) == 0 {
		return t, r.fault(n, "there is no word in "+n.String(), "")
	}
	return t, nil
}

// plain returns what was typed of a leaf.
func plain(n query.Node) string {
	switch n := n.(type) {
	case query.Word:
		return n.Text
	case query.Exact:
		return n.Text
	case query.Phrase:
		return n.Text
	}
	return n.String()
}

// partField reads name:value inside cite.
func (r *reader) partField(f query.Field) (index.CiteTest, *Fault) {
	name := strings.ToLower(f.Name)
	at := slices.IndexFunc(parts, func(p part) bool { return slices.Contains(p.names, name) })
	if at < 0 {
		with := ""
		if _, known := index.FieldNamed(name); known && !nested(name) { // it may stand beside
			with = strings.TrimSpace(r.without(f) + " " + f.String())
		}
		return index.CiteTest{}, r.fault(f, f.Name+" is no part of a citation; its parts are "+wantParts, with)
	}
	p := parts[at]
	return r.boolean(f.X, func(n query.Node) (index.CiteTest, *Fault) {
		switch p.kind {
		case index.CiteSide:
			if side, ok := sides[index.FoldValue(plain(n))]; ok {
				return index.CiteTest{Kind: p.kind, Side: side}, nil
			}
			return index.CiteTest{}, r.fault(n, "the sides are ur and reviewer", "")
		case index.CiteFamily:
			_, exact := n.(query.Phrase)
			families := index.FamiliesNamed(plain(n), exact)
			if families == nil {
				return index.CiteTest{}, r.fault(n, "there is no family "+plain(n)+"; there are "+strings.Join(names(index.Families()), ", "), "")
			}
			return index.CiteTest{Kind: p.kind, Families: families}, nil
		case index.CiteTitle, index.CiteSection:
			return r.named(n, p.kind)
		}
		return r.number(n, p)
	})
}

func nested(name string) bool { return name == "cite" || name == "cites" }

func names(families []imr.Family) []string {
	out := make([]string, len(families))
	for i, f := range families {
		out[i] = string(f)
	}
	return out
}

// number reads a number or a range of them.
func (r *reader) number(n query.Node, p part) (index.CiteTest, *Fault) {
	b := index.ReadBounds(plain(n))
	if g, ok := n.(query.Range); ok {
		b = index.Bounds{From: g.From, To: g.To, FromOpen: g.FromOpen, ToOpen: g.ToOpen}
	}
	from, to, fault := p.number.Span(b)
	if fault != nil {
		with := ""
		if fault.Repair != "" {
			with = r.replaced(n.Span(), fault.Repair)
		}
		return index.CiteTest{}, r.fault(n, fault.Msg, with)
	}
	return index.CiteTest{Kind: p.kind, From: max(from, 0), To: min(to, math.MaxInt32)}, nil
}

// chapters is the number of chapters of the ACOEM guidelines, 2nd edition.
const chapters = 16

// bareNumber refuses a number that does not say what it counts. The repair names
// all of them: the first that can be one is the chapter, a year is a year, and
// the others are pages.
func (r *reader) bareNumber(n query.Range) *Fault {
	named := strings.Contains(index.FoldValue(r.field.X.String()), "chapter")
	with, shift := r.text[r.field.At.Start:r.field.At.End], r.field.At.Start
	for _, x := range conjuncts(r.field.X) {
		g, ok := x.(query.Range)
		if !ok {
			continue
		}
		name := "page"
		if t, fault := r.number(g, parts[4]); fault == nil {
			switch {
			case 1990 <= t.From && t.To < 2100:
				name = "year"
			case t.To <= chapters && !named:
				name, named = "chapter", true
			}
		}
		at := g.At.Start - shift
		with = with[:at] + name + ":" + with[at:]
		shift -= len(name) + 1
	}
	return r.fault(n, "a number in cite needs a name: chapter, page or year", with)
}

// fault refuses n; with is what may stand instead of the whole field.
func (r *reader) fault(n query.Node, msg, with string) *Fault {
	return &Fault{At: n.Span(), Msg: msg, With: with}
}

// replaced returns the text of the whole field with a place in it replaced.
func (r *reader) replaced(at query.Span, with string) string {
	f := r.field.At
	if at.Start < f.Start || at.End > f.End || f.End > len(r.text) {
		return ""
	}
	return r.text[f.Start:at.Start] + with + r.text[at.End:f.End]
}

// without writes the field without one of its parts, "" where nothing is left.
func (r *reader) without(drop ...query.Node) string {
	return r.rewritten("", drop...)
}

// rewritten writes the field with a part first and others left out.
func (r *reader) rewritten(first string, drop ...query.Node) string {
	var rest []string
	if first != "" {
		rest = append(rest, first)
	}
	for _, n := range conjuncts(r.field.X) {
		if !slices.ContainsFunc(drop, func(d query.Node) bool { return within(n.Span(), d.Span()) }) {
			rest = append(rest, bracketed(n))
		}
	}
	if rest == nil {
		return ""
	}
	if all := strings.Join(rest, " "); len(rest) == 1 && strings.HasPrefix(all, "(") {
		return r.field.Name + ":" + all
	}
	return r.field.Name + ":(" + strings.Join(rest, " ") + ")"
}

func within(in, out query.Span) bool { return out.Start <= in.Start && in.End <= out.End }

func bracketed(n query.Node) string {
	switch n.(type) {
	case query.Or, query.ButNot:
		return "(" + n.String() + ")"
	}
	return n.String()
}

// meet refuses parts that no one citation has together.
func (r *reader) meet(tests []index.CiteTest, of []query.Node) *Fault {
	for i := range tests {
		for j := range i {
			a, b := &tests[j], &tests[i]
			if a.Kind != b.Kind {
				continue
			}
			msg, with := "", r.rewritten("("+bracketed(of[j])+" OR "+bracketed(of[i])+")", of[i], of[j])
			switch {
			case a.Kind == index.CiteSide && a.Side != b.Side:
				msg = "one citation is of one side: " + of[j].String() + " or " + of[i].String()
				with = r.rewritten(of[j].String(), of[i], of[j]) + " " + r.rewritten(of[i].String(), of[i], of[j])
			case a.Kind == index.CiteFamily && !slices.ContainsFunc(a.Families, func(f imr.Family) bool { return slices.Contains(b.Families, f) }):
				msg = "one citation is of one guideline: " + of[j].String() + " or " + of[i].String()
			case (a.Kind == index.CiteChapter || a.Kind == index.CiteYear) && (a.To < b.From || b.To < a.From):
				msg = "one citation has one chapter and one year: " + of[j].String() + " or " + of[i].String()
			}
			if msg != "" {
				return r.fault(of[i], msg, with)
			}
		}
	}
	return nil
}
