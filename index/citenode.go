package index

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"imrsearch/parser/imr"
)

// A CiteNode is a place in the tree of guidelines: family, then title or
// chapter, year, section, page. The zero CiteNode is the root. Nodes are
// compared with ==.
type CiteNode struct {
	// Family is "mtus" or "acoem" for all families with that word, else the name
	// of one family as FoldValue gives it, of the families MTUS and ACOEM alone
	// with " only" behind it.
	Family  string
	Chapter int    // of the ACOEM guidelines; then Title is ""
	Title   string // as FoldValue gives it; in families with chapters, of those without a number
	Year    int
	Section string // as FoldValue gives it: a section or topic
	Page    int    // inside a cited range
}

const onlyFamily = " only"

// familyNodes are the nodes of all families.
var familyNodes = sync.OnceValue(func() map[imr.Family]CiteNode {
	nodes := map[imr.Family]CiteNode{}
	for _, f := range Families() {
		nodes[f] = familyNode(f)
	}
	return nodes
})

// FamilyNode returns the node of one family.
func FamilyNode(f imr.Family) CiteNode {
	if n, ok := familyNodes()[f]; ok {
		return n
	}
	return familyNode(f)
}

func familyNode(f imr.Family) CiteNode {
	name := FoldValue(string(f))
	if len(FamiliesNamed(name, false)) > 1 {
		name += onlyFamily
	}
	return CiteNode{Family: name}
}

// Families returns the families of the node; of the root, all.
func (n CiteNode) Families() []imr.Family {
	if n.Family == "" {
		return Families()
	}
	name, only := strings.CutSuffix(n.Family, onlyFamily)
	return FamiliesNamed(name, only)
}

// IsRoot reports whether n is the root.
func (n CiteNode) IsRoot() bool { return n == CiteNode{} }

// HasWork reports whether n names a title or a chapter.
func (n CiteNode) HasWork() bool { return n.Title != "" || n.Chapter > 0 }

// Work returns the part of n down to title or chapter.
func (n CiteNode) Work() CiteNode {
	return CiteNode{Family: n.Family, Chapter: n.Chapter, Title: n.Title}
}

// WorkOf returns the title or chapter that a citation is of, under the family of
// n, and whether it names one.
func (n CiteNode) WorkOf(u *CiteUnit) (CiteNode, bool) {
	n = CiteNode{Family: n.Family}
	if u.Chapter > 0 && n.chaptered() {
		n.Chapter = u.Chapter
	} else {
		n.Title = u.title
	}
	return n, n.HasWork()
}

// Above returns the places above n, the root first.
func (n CiteNode) Above() []CiteNode {
	var out []CiteNode
	for up := n; !up.IsRoot(); {
		switch {
		case up.Page > 0:
			up.Page = 0
		case up.Section != "":
			up.Section = ""
		case up.Year > 0:
			up.Year = 0
		case up.HasWork():
			up = CiteNode{Family: up.Family}
		default:
			up = CiteNode{}
		}
		out = append(out, up)
	}
	slices.Reverse(out)
	return out
}

// Test returns what a citation of the side is asked for to stand at n.
func (n CiteNode) Test(side Side) CiteTest {
	t := CiteTest{Kind: CiteAll}
	add := func(is bool, part CiteTest) {
		if is {
			t.Of = append(t.Of, part)
		}
	}
	add(side != EitherSide, CiteTest{Kind: CiteSide, Side: side})
	add(n.Family != "", CiteTest{Kind: CiteFamily, Families: n.Families()})
	add(n.Chapter > 0, CiteTest{Kind: CiteChapter, From: n.Chapter, To: n.Chapter})
	add(n.Title != "", CiteTest{Kind: CiteTitle, Exact: n.Title})
	add(n.Title != "" && n.chaptered(), CiteTest{Kind: CiteNot, Of: []CiteTest{{Kind: CiteChapter, From: 1, To: math.MaxInt32}}})
	add(n.Year > 0, CiteTest{Kind: CiteYear, From: n.Year, To: n.Year})
	add(n.Section != "", CiteTest{Kind: CiteSection, Exact: n.Section})
	add(n.Page > 0, CiteTest{Kind: CitePage, From: n.Page, To: n.Page})
	return t
}

// Query writes the same in the language.
func (n CiteNode) Query(side Side) string {
	if n.IsRoot() && side == EitherSide {
		return "cite:(ur OR reviewer)"
	}
	var parts []string
	if side != EitherSide {
		parts = append(parts, side.String())
	}
	if name, only := strings.CutSuffix(n.Family, onlyFamily); only || strings.Contains(name, " ") {
		parts = append(parts, `"`+name+`"`)
	} else if name != "" {
		parts = append(parts, name)
	}
	quoted := func(name, value string) {
		if value != "" {
			parts = append(parts, name+`:"`+value+`"`)
		}
	}
	number := func(name string, value int) {
		if value > 0 {
			parts = append(parts, name+":"+strconv.Itoa(value))
		}
	}
	number("chapter", n.Chapter)
	quoted("title", n.Title)
	if n.Title != "" && n.chaptered() {
		parts = append(parts, "-chapter:>=1")
	}
	number("year", n.Year)
	quoted("section", n.Section)
	number("page", n.Page)
	return "cite:(" + strings.Join(parts, " ") + ")"
}

// chaptered are the families whose guidelines have numbered chapters, by their
// names in nodes.
var chaptered = []string{"acoem", "mtus acoem", "acoem only", "mtus", "mtus only"}

// chaptered reports whether guidelines of the family have numbered chapters: then
// a title is one of those without a number.
func (n CiteNode) chaptered() bool { return slices.Contains(chaptered, n.Family) }

// anyWork stands in a path for the title where none is chosen; what begins with
// named is a name even where it looks like a number.
const (
	anyWork = "-"
	named   = "="
)

// Path writes n as addresses have it: "acoem/12/287", "odg/low-back/-". The root
// is "".
func (n CiteNode) Path() string {
	if n.IsRoot() {
		return ""
	}
	parts := []string{slug(n.Family)}
	switch {
	case n.Chapter > 0:
		parts = append(parts, strconv.Itoa(n.Chapter))
	case n.Title != "":
		parts = append(parts, nameSlug(n.Title))
	case n.Year > 0 || n.Section != "" || n.Page > 0:
		parts = append(parts, anyWork)
	}
	if n.Year > 0 {
		parts = append(parts, "y"+strconv.Itoa(n.Year))
	}
	if n.Section != "" {
		parts = append(parts, nameSlug(n.Section))
	}
	if n.Page > 0 {
		parts = append(parts, strconv.Itoa(n.Page))
	}
	return strings.Join(parts, "/")
}

func slug(folded string) string { return strings.ReplaceAll(folded, " ", "-") }

// nameSlug writes a name so that it does not read as a number or a year.
func nameSlug(folded string) string {
	s := slug(folded)
	if _, kind := numberIn(s); kind != 0 {
		return named + s
	}
	return s
}

// numberIn reads 287, p287, ch12 and y2004; kind is 'n', 'p', 'c' or 'y', 0 for
// what is none of these.
func numberIn(s string) (n int, kind byte) {
	kind = 'n'
	for prefix, k := range map[string]byte{"ch": 'c', "p": 'p', "y": 'y'} {
		if rest, ok := strings.CutPrefix(s, prefix); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
			s, kind = rest, k
		}
	}
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || n > 1_000_000 {
		return 0, 0
	}
	return n, kind
}

// ReadCiteNode reads a path, as Path writes it or as people do: "acoem/12/287",
// "ACOEM/chapter 12", "odg/18", "chronic-pain/-/p18". The first number behind a
// family with chapters is a chapter, any other a page. The error is a
// *RequestError.
func ReadCiteNode(path string) (CiteNode, error) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) == 1 && parts[0] == "" {
		return CiteNode{}, nil
	}
	family := FoldValue(parts[0])
	name, only := strings.CutSuffix(family, onlyFamily)
	families := FamiliesNamed(name, only)
	n := CiteNode{Family: family}
	switch {
	case len(families) == 0:
		names := []string{"acoem", "mtus", "odg", "mtus-acoem", "mtus-chronic-pain", "mtus-opioids", "mtus-acupuncture", "mtus-postsurgical", "other"}
		return n, &RequestError{Param: "guideline", Msg: fmt.Sprintf("there is no family of guidelines %q%s", parts[0], DidYouMean(slug(family), names))}
	case len(families) == 1:
		n = FamilyNode(families[0])
	case family != "mtus" && family != "acoem":
		return n, &RequestError{Param: "guideline", Msg: fmt.Sprintf("%q are several families: write one of them", parts[0])}
	}
	work := false // a title, a chapter or a dash was read
	for _, part := range parts[1:] {
		number, kind := numberIn(part)
		name := FoldValue(strings.TrimPrefix(part, named))
		if rest, ok := strings.CutPrefix(name, "chapter "); ok && kind == 0 {
			if c, k := numberIn(rest); k == 'n' {
				number, kind = c, 'c'
			}
		}
		switch {
		case part == anyWork && !work && !n.Below():
			work = true
		case kind == 'c' && !work && !n.Below(), kind == 'n' && !work && !n.Below() && n.chaptered():
			n.Chapter, work = number, true
		case kind == 'y' && n.Year == 0 && n.Section == "" && n.Page == 0:
			n.Year = number
		case (kind == 'n' || kind == 'p') && n.Page == 0:
			n.Page = number
		case kind == 0 && name != "" && !work && !n.Below():
			n.Title, work = name, true
		case kind == 0 && name != "" && n.Section == "" && n.Page == 0:
			n.Section = name
		default:
			return n, &RequestError{Param: "guideline", Msg: fmt.Sprintf("%q has no place in %s: write family, title or chapter, year, section, page, as in acoem/12/287", part, path)}
		}
	}
	return n, nil
}

// Below reports whether anything below a title is chosen.
func (n CiteNode) Below() bool { return n.Year > 0 || n.Section != "" || n.Page > 0 }

// Name says what n is, beside the places above it: "Chapter 12", "Page 287".
// Names of titles and sections are as FoldValue gives them; Cites has them as
// letters print them.
func (n CiteNode) Name() string {
	switch {
	case n.IsRoot():
		return "All guidelines"
	case n.Page > 0:
		return "Page " + strconv.Itoa(n.Page)
	case n.Section != "":
		return n.Section
	case n.Year > 0:
		return strconv.Itoa(n.Year)
	case n.Chapter > 0:
		return "Chapter " + strconv.Itoa(n.Chapter)
	case n.Title != "":
		return n.Title
	}
	switch list := n.Families(); {
	case n.Family == "mtus":
		return "MTUS, all parts"
	case len(list) > 1:
		return "ACOEM, in the MTUS or outside of it"
	case n.Family == "mtus only":
		return "MTUS, no part named"
	case n.Family == "acoem only":
		return "ACOEM outside the MTUS"
	case list[0] == imr.OtherFamily:
		return "Other sources"
	default:
		return string(list[0])
	}
}

// Lists returns the ready lists of a node, with their queries and without
// counts. base is the query that restricts them, which may be empty; narrowed
// adds a condition to it.
func (n CiteNode) Lists(narrowed func(condition string) string) []CiteList {
	at := func(conditions ...string) string {
		if !n.IsRoot() {
			conditions = append([]string{n.Query(EitherSide)}, conditions...)
		}
		return narrowed(strings.Join(conditions, " "))
	}
	return []CiteList{
		{Name: "sides differ", Label: "Sides differ: both cite, and not the same families", Query: at("sides:differ")},
		{Name: "claims administrator cites more", Label: "The claims administrator cites a family that the reviewer does not", Query: at(`sides:"` + ClaimsMore + `"`)},
		{Name: "reviewer cites more", Label: "The reviewer cites a family that the claims administrator does not", Query: at(`sides:"` + ReviewerMore + `"`)},
		{Name: "reviewer cites none", Label: "The reviewer cites none", Query: at(`reviewer_family:"` + NoneCited + `"`)},
		{Name: "claims administrator cites none", Label: "The claims administrator cites none", Query: at(`claims_family:"` + NoneCited + `"`)},
	}
}

// Column returns the condition of a column of a node's row.
func (n CiteNode) Column(c CiteColumn) string {
	claims, reviewer := n.Query(ClaimsSide), n.Query(ReviewerSide)
	switch c {
	case OnlyClaims:
		return claims + " -" + reviewer
	case OnlyReviewer:
		return reviewer + " -" + claims
	case BothSides:
		return claims + " " + reviewer
	case OneSide:
		return n.Query(EitherSide) + " -(" + claims + " " + reviewer + ")"
	}
	return n.Query(EitherSide)
}

// A CiteColumn is a column of the citation index.
type CiteColumn uint8

// The columns that count sides.
const (
	AnySide CiteColumn = iota
	OnlyClaims
	OnlyReviewer
	BothSides
	OneSide
)
