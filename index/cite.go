package index

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
)

// A Side is who cites a guideline for an item.
type Side uint8

// The sides. The zero Side is either of them.
const (
	EitherSide   Side = iota
	ClaimsSide        // the claims administrator, in utilization review
	ReviewerSide      // the reviewer of the independent medical review
)

// String returns the word for the side in the language, "" for either.
func (s Side) String() string { return [...]string{"", "ur", "reviewer"}[s] }

// A CiteUnit is one citation of one side, as engines keep and count it: without
// the words in which the letter puts it.
type CiteUnit struct {
	Side Side
	imr.Citation
	title string   // folded
	names []string // sections and topics, folded
}

// NewCiteUnit returns a citation of a side as a unit.
func NewCiteUnit(side Side, c imr.Citation) CiteUnit {
	c.As = ""
	u := CiteUnit{Side: side, Citation: c, title: FoldValue(c.Title)}
	for _, list := range [...][]string{c.Sections, c.Topics} {
		for _, s := range list {
			u.names = append(u.names, FoldValue(s))
		}
	}
	return u
}

// CiteUnits returns the citations of an item, the claims administrator's first,
// in the order of the letter.
func CiteUnits(d *Determination) []CiteUnit {
	var out []CiteUnit
	for _, c := range d.Item.ClaimsAdministrator.Citations {
		out = append(out, NewCiteUnit(ClaimsSide, c))
	}
	for _, c := range d.Item.ReviewerGuidelines.Citations {
		out = append(out, NewCiteUnit(ReviewerSide, c))
	}
	return out
}

// Parts of a unit's key, and entries of a part, stand apart by control
// characters, which no text of a letter has.
const (
	partEnd  = "\x1f"
	entryEnd = "\x1e"
)

// Key writes the unit as a string, from which ReadCiteUnit reads it again; equal
// units have equal keys. Parts are side, family, title, chapter, year, sections,
// topics and pages:
//
//	"2␟MTUS ACOEM␟Low Back Complaints␟12␟2004␟Physical Methods␟␟298-301"
func (u *CiteUnit) Key() string {
	pages := make([]string, 0, len(u.Pages))
	for _, r := range u.Pages {
		if len(r) == 2 {
			pages = append(pages, strconv.Itoa(r[0])+"-"+strconv.Itoa(r[1]))
		}
	}
	parts := []string{
		strconv.Itoa(int(u.Side)), string(u.Family), u.Title, strconv.Itoa(u.Chapter), strconv.Itoa(u.Year),
		strings.Join(u.Sections, entryEnd), strings.Join(u.Topics, entryEnd), strings.Join(pages, entryEnd),
	}
	return strings.Join(parts, partEnd)
}

var errUnit = errors.New("this is no citation of an index")

// ReadCiteUnit reads what Key writes.
func ReadCiteUnit(key string) (CiteUnit, error) {
	parts := strings.Split(key, partEnd)
	if len(parts) != 8 {
		return CiteUnit{}, errUnit
	}
	side, err1 := strconv.Atoi(parts[0])
	chapter, err2 := strconv.Atoi(parts[3])
	year, err3 := strconv.Atoi(parts[4])
	if err := errors.Join(err1, err2, err3); err != nil || side < 0 || side > int(ReviewerSide) {
		return CiteUnit{}, errUnit
	}
	c := imr.Citation{Family: imr.Family(parts[1]), Title: parts[2], Chapter: chapter, Year: year, Sections: entries(parts[5]), Topics: entries(parts[6])}
	for _, r := range entries(parts[7]) {
		from, to, _ := strings.Cut(r, "-")
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil {
			return CiteUnit{}, errUnit
		}
		c.Pages = append(c.Pages, []int{a, b})
	}
	return NewCiteUnit(Side(side), c), nil
}

func entries(part string) []string {
	if part == "" {
		return nil
	}
	return strings.Split(part, entryEnd)
}

// EachName calls f with every section and topic, as printed and as FoldValue
// gives it.
func (u *CiteUnit) EachName(f func(printed, folded string)) {
	for i, name := range u.Sections {
		f(name, u.names[i])
	}
	for i, name := range u.Topics {
		f(name, u.names[len(u.Sections)+i])
	}
}

// CitedPages returns every page inside a cited range, each once; of a range that
// is a misprint its ends.
func (u *CiteUnit) CitedPages() []int { return pagesOf(u.Pages) }

// A CiteTest is what a citation is asked for: a condition of one Kind, or
// several of them.
type CiteTest struct {
	Kind CiteKind
	Of   []CiteTest // of CiteAll, CiteAny and CiteNot

	Side     Side         // of CiteSide
	Families []imr.Family // of CiteFamily: any of them
	From, To int          // of CiteChapter, CiteYear, CitePage: both included
	Exact    string       // of CiteTitle, CiteSection, CiteWords: the whole of it, as FoldValue gives it
	Words    []string     // or whole words that stand in it, * and ? in them as in queries
}

// A CiteKind says what a CiteTest tests.
type CiteKind uint8

// The kinds of test.
const (
	CiteAll     CiteKind = iota // passes all of Of; with none, any citation
	CiteAny                     // passes any of Of
	CiteNot                     // does not pass the one of Of
	CiteSide                    // of this side
	CiteFamily                  // of one of these families
	CiteChapter                 // of a chapter in the range
	CiteYear                    // of a year in the range
	CitePage                    // cites a page in the range
	CiteTitle                   // of this title
	CiteSection                 // cites this section or topic
	CiteWords                   // of this title, or cites this section or topic
)

// Cited matches the items where one citation of one side passes the test. All
// parts of the test meet in that citation.
type Cited struct{ Test CiteTest }

func (Cited) expr() {}

// Holds reports whether a citation of d passes the test.
func (x Cited) Holds(d *Determination) bool {
	return slices.ContainsFunc(CiteUnits(d), func(u CiteUnit) bool { return x.Test.Passes(&u) })
}

// Passes reports whether a citation passes the test.
func (t *CiteTest) Passes(u *CiteUnit) bool {
	switch t.Kind {
	case CiteAll:
		for i := range t.Of {
			if !t.Of[i].Passes(u) {
				return false
			}
		}
		return true
	case CiteAny:
		for i := range t.Of {
			if t.Of[i].Passes(u) {
				return true
			}
		}
		return false
	case CiteNot:
		return !t.Of[0].Passes(u)
	case CiteSide:
		return u.Side == t.Side
	case CiteFamily:
		return slices.Contains(t.Families, u.Family)
	case CiteChapter:
		return u.Chapter > 0 && t.From <= u.Chapter && u.Chapter <= t.To
	case CiteYear:
		return u.Year > 0 && t.From <= u.Year && u.Year <= t.To
	case CitePage:
		return slices.ContainsFunc(u.Pages, t.reaches)
	case CiteTitle:
		return u.title != "" && t.names(u.title)
	case CiteSection:
		return slices.ContainsFunc(u.names, t.names)
	}
	return u.title != "" && t.names(u.title) || slices.ContainsFunc(u.names, t.names)
}

// names reports whether a folded name is the one asked for.
func (t *CiteTest) names(folded string) bool {
	if len(t.Words) == 0 {
		return folded == t.Exact
	}
	have := strings.Fields(folded)
	return !slices.ContainsFunc(t.Words, func(w string) bool { return !hasWord(have, w) })
}

// reaches reports whether a cited range of pages has one of the pages asked
// for. Of a range that is a misprint its ends count alone, as in the field page.
func (t *CiteTest) reaches(r []int) bool {
	switch {
	case len(r) != 2:
		return false
	case r[1]-r[0] > maxCitedRange || r[1] < r[0]:
		return t.From <= r[0] && r[0] <= t.To || t.From <= r[1] && r[1] <= t.To
	}
	return r[0] <= t.To && t.From <= r[1]
}

// Families returns the families of guidelines, in the order of display.
func Families() []imr.Family {
	var out []imr.Family
	for _, f := range familyOrder {
		if f != NoneCited {
			out = append(out, imr.Family(f))
		}
	}
	return out
}

// FamiliesNamed returns the families whose name has all the words, in the order
// of display; with exact, the one that is called so.
func FamiliesNamed(name string, exact bool) []imr.Family {
	name = FoldValue(name)
	words := strings.Fields(name)
	var out []imr.Family
	for _, f := range Families() {
		folded := FoldValue(string(f))
		has := !slices.ContainsFunc(words, func(w string) bool { return !hasWord(strings.Fields(folded), w) })
		if len(words) > 0 && (exact && folded == name || !exact && has) {
			out = append(out, f)
		}
	}
	return out
}
