package index

import (
	"errors"
	"testing"

	"imrsearch/parser/imr"
)

func TestReadCiteNode(t *testing.T) {
	for path, want := range map[string]struct {
		node  CiteNode
		path  string // as written again
		query string // of the reviewer's side
	}{
		"":                      {CiteNode{}, "", "cite:(reviewer)"},
		"/acoem/":               {CiteNode{Family: "acoem"}, "acoem", "cite:(reviewer acoem)"},
		"acoem/12":              {CiteNode{Family: "acoem", Chapter: 12}, "acoem/12", "cite:(reviewer acoem chapter:12)"},
		"acoem/12/287":          {CiteNode{Family: "acoem", Chapter: 12, Page: 287}, "acoem/12/287", "cite:(reviewer acoem chapter:12 page:287)"},
		"ACOEM/Chapter 12/p287": {CiteNode{Family: "acoem", Chapter: 12, Page: 287}, "acoem/12/287", "cite:(reviewer acoem chapter:12 page:287)"},
		"acoem/12/y2004/special-studies/303": {CiteNode{Family: "acoem", Chapter: 12, Year: 2004, Section: "special studies", Page: 303}, "acoem/12/y2004/special-studies/303",
			`cite:(reviewer acoem chapter:12 year:2004 section:"special studies" page:303)`},
		"MTUS ACOEM":                {CiteNode{Family: "mtus acoem"}, "mtus-acoem", `cite:(reviewer "mtus acoem")`},
		"mtus":                      {CiteNode{Family: "mtus"}, "mtus", "cite:(reviewer mtus)"},
		"mtus-only":                 {CiteNode{Family: "mtus only"}, "mtus-only", `cite:(reviewer "mtus")`},
		"acoem-only/knee-disorders": {CiteNode{Family: "acoem only", Title: "knee disorders"}, "acoem-only/knee-disorders", `cite:(reviewer "acoem" title:"knee disorders" -chapter:>=1)`},
		"odg/pain-chronic/tramadol": {CiteNode{Family: "odg", Title: "pain chronic", Section: "tramadol"}, "odg/pain-chronic/tramadol", `cite:(reviewer odg title:"pain chronic" section:"tramadol")`},
		"odg/18":                    {CiteNode{Family: "odg", Page: 18}, "odg/-/18", "cite:(reviewer odg page:18)"},
		"chronic-pain/-/p18":        {CiteNode{Family: "mtus chronic pain", Page: 18}, "mtus-chronic-pain/-/18", `cite:(reviewer "mtus chronic pain" page:18)`},
		"acoem/-/287":               {CiteNode{Family: "acoem", Page: 287}, "acoem/-/287", "cite:(reviewer acoem page:287)"},
		"acoem/p287":                {CiteNode{Family: "acoem", Page: 287}, "acoem/-/287", "cite:(reviewer acoem page:287)"},
		"odg/=2016/=y2":             {CiteNode{Family: "odg", Title: "2016", Section: "y2"}, "odg/=2016/=y2", `cite:(reviewer odg title:"2016" section:"y2")`},
	} {
		got, err := ReadCiteNode(path)
		if err != nil || got != want.node {
			t.Errorf("ReadCiteNode(%q) = %+v, %v, want %+v", path, got, err, want.node)
			continue
		}
		if p := got.Path(); p != want.path {
			t.Errorf("%q is written %q, want %q", path, p, want.path)
		}
		if q := got.Query(ReviewerSide); q != want.query {
			t.Errorf("%q asks %s, want %s", path, q, want.query)
		}
	}
	for _, path := range []string{"nothing", "acoem/12/287/288", "acoem/12/9/knee", "odg/a/b/c", "acoem/12/-", "acoem/12/y2004/y2005", "acoem//12"} {
		var fault *RequestError
		if n, err := ReadCiteNode(path); !errors.As(err, &fault) {
			t.Errorf("ReadCiteNode(%q) = %+v, %v, want a RequestError", path, n, err)
		}
	}
}

func TestFamilyNode(t *testing.T) {
	for _, f := range Families() {
		n := FamilyNode(f)
		if got := n.Families(); len(got) != 1 || got[0] != f {
			t.Errorf("FamilyNode(%s) = %+v has the families %v", f, n, got)
		}
		if again, err := ReadCiteNode(n.Path()); err != nil || again != n {
			t.Errorf("%s: path %s is read as %+v, %v", f, n.Path(), again, err)
		}
	}
}

func FuzzReadCiteNode(f *testing.F) {
	f.Add("acoem/12/287")
	f.Add("odg/=2016/-/y2")
	f.Fuzz(func(t *testing.T, path string) {
		n, err := ReadCiteNode(path)
		if err != nil {
			return
		}
		if again, err := ReadCiteNode(n.Path()); err != nil || again != n {
			t.Errorf("%q is %+v, written %q, read %+v, %v", path, n, n.Path(), again, err)
		}
	})
}

// TestCiteUnit holds that a unit comes back from its key.
func TestCiteUnit(t *testing.T) {
	for _, c := range []imr.Citation{
		{}, {Family: imr.ODG, Title: "Knee & Leg", Topics: []string{"Knee brace", "MRI (magnetic resonance)"}, As: "ODG, knee"},
		{Family: imr.MTUSACOEM, Chapter: 12, Year: 2004, Sections: []string{"Physical Methods"}, Pages: [][]int{{298, 301}, {308, 308}}},
	} {
		u := NewCiteUnit(ClaimsSide, c)
		again, err := ReadCiteUnit(u.Key())
		if err != nil || again.Key() != u.Key() || again.Side != ClaimsSide || len(again.Pages) != len(c.Pages) {
			t.Errorf("%+v comes back as %+v, %v", u, again, err)
		}
	}
	for _, key := range []string{"", "x", "1\x1fODG", "9\x1fODG\x1f\x1f0\x1f0\x1f\x1f\x1f", "1\x1fODG\x1f\x1f0\x1f0\x1f\x1f\x1fa-b"} {
		if u, err := ReadCiteUnit(key); err == nil {
			t.Errorf("ReadCiteUnit(%q) = %+v", key, u)
		}
	}
}
