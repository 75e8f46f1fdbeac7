package citetree

import (
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// TestPlaces lists the tables in which one citation counts, seen from several
// places of the tree.
func TestPlaces(t *testing.T) {
	u := index.NewCiteUnit(index.ClaimsSide, imr.Citation{
		Family: imr.MTUSACOEM, Title: "Low Back Complaints", Chapter: 12, Year: 2004, Sections: []string{"Physical Methods", "physical methods"}, Pages: [][]int{{298, 299}},
	})
	for path, want := range map[string][]string{
		"":                {"node ", "family mtus-acoem", "family mtus", "family acoem"},
		"acoem":           {"node acoem", "work acoem/12", "section acoem/-/physical-methods", "page acoem/-/298", "page acoem/-/299"},
		"mtus-acoem/12":   {"node mtus-acoem/12", "year mtus-acoem/12/y2004", "section mtus-acoem/12/physical-methods", "page mtus-acoem/12/298", "page mtus-acoem/12/299"},
		"acoem/12/y2004":  {"node acoem/12/y2004", "node acoem/12", "section acoem/12/y2004/physical-methods", "page acoem/12/y2004/298", "page acoem/12/y2004/299"},
		"acoem/12/298":    {"node acoem/12/298", "node acoem/12", "year acoem/12/y2004/298", "section acoem/12/physical-methods/298"},
		"acoem/12/300":    nil, // another page of the chapter is not cited with it
		"acoem/9":         {"with mtus-acoem/12"},
		"odg":             {"with mtus-acoem/12"},
		"mtus-only":       {"with mtus-acoem/12"},
		"acoem-only/12/1": {"with mtus-acoem/12"},
	} {
		n, err := index.ReadCiteNode(path)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range NewReader(n).Places(&u) {
			got = append(got, string(p.Kind)+" "+p.Node.Path())
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("from %q: %q, want %q", path, got, want)
		}
	}
}

// TestAnswer holds the order and the names of rows, and what is said of a
// guideline.
func TestAnswer(t *testing.T) {
	n := index.CiteNode{Family: "mtus acoem"}
	at := func(chapter int) Key {
		return Key{index.WorkPlace, index.CiteNode{Family: "mtus acoem", Chapter: chapter}}
	}
	tree, err := query.Parse("neck % knee")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[Key]*Count{
		{index.NodePlace, n}: {Items: 9, Letters: 5, Sides: [4]int{0, 2, 3, 4}},
		at(12):               {Items: 2, Letters: 2, Spellings: map[string]int{"Low Back Complaints": 2, "low back": 1}},
		at(9):                {Items: 7, Letters: 4, Spellings: map[string]int{"Shoulder Complaints": 7}},
		at(8):                {},
	}
	got := Answer(&index.CitesRequest{Node: n, Rows: 1}, tree, counts)
	if r := got.Tables[0].Rows; len(r) != 1 || r[0].Label != "Chapter 9: Shoulder Complaints" || got.Tables[0].Distinct != 2 || r[0].Query != `(neck % knee) cite:("mtus acoem" chapter:9)` {
		t.Errorf("rows %+v of %d", r, got.Tables[0].Distinct)
	}
	if r := got.Node; r.Claims != 2 || r.Reviews != 3 || r.Both != 4 || r.One != 5 {
		t.Errorf("node %+v", r)
	}
	got = Answer(&index.CitesRequest{Node: at(12).Node, ByName: true}, query.All{}, counts)
	if len(got.Periods) != 1 || got.Periods[0].Regulation != "8 CCR 9792.23.5" || got.Node.Label != "Chapter 12" {
		t.Errorf("periods %+v, label %q", got.Periods, got.Node.Label)
	}
	if got = Answer(&index.CitesRequest{Node: index.CiteNode{Family: "odg"}}, query.All{}, nil); got.Note == "" || len(got.Tables) != 0 {
		t.Errorf("ODG: %+v", got)
	}
}
