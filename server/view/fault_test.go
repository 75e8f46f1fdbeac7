package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func TestFaultInPlace(t *testing.T) {
	tests := []struct {
		name  string
		query string
		fault Fault
		want  FaultInPlace
	}{
		{"no place", "knee", Fault{Message: "Too long.", Offset: -1}, FaultInPlace{Message: "Too long."}},
		{"in the middle", "knee AND", Fault{Message: "m", Offset: 5, Length: 3},
			FaultInPlace{Message: "m", Text: &FaultText{Before: "knee ", At: "AND", Indent: "     "}}},
		{"the caret counts characters", "é\nAND x", Fault{Offset: 3, Length: 3},
			FaultInPlace{Text: &FaultText{Before: "é ", At: "AND", After: " x", Indent: "  "}}},
		{"at the end", "(knee", Fault{Offset: 5, Length: 1, Repair: "(knee)"},
			FaultInPlace{Text: &FaultText{Before: "(knee", Indent: "     "}, Repair: &Link{"(knee)", "/?q=%28knee%29&sex=male"}}},
		{"behind the query", "a", Fault{Offset: 9, Length: 1}, FaultInPlace{}},
	}
	for _, test := range tests {
		a := SearchFor(test.query).With("sex", "male").With("start", "20").With("match", "all")
		if diff := cmp.Diff(&test.want, newFaultInPlace(&test.fault, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestErrorPage(t *testing.T) {
	p := NewErrorPage("Not found", "élan is no letter", "", "")
	if p.Message != "Élan is no letter." || p.Title != "Not found – imr" || p.Links[0].URL != "/" {
		t.Errorf("page = %+v", p)
	}
	again := NewErrorPage("This list has expired", "m", "id", "/?q=x")
	if diff := cmp.Diff([]Link{{"Begin again", "/?q=x"}}, again.Links); diff != "" || again.Reference != "id" {
		t.Errorf("page = %+v", again)
	}
}

func TestNothing(t *testing.T) {
	a := SearchFor("kneee brace").With("sex", "male").With("start", "20")
	word := NewAbsentWord(a, "kneee", []index.Bucket{{Value: "knee", Count: 1200}})
	want := AbsentWord{"kneee", "“kneee” stands in no item of this collection.", []Offer{{"knee", "/?q=knee+brace&sex=male", "1,200 items"}}}
	if diff := cmp.Diff(want, word); diff != "" {
		t.Error(diff)
	}
	f, _ := index.FieldNamed("sex")
	drop := NewDrop(a, f, 1)
	if diff := cmp.Diff(Offer{"without " + f.Label + ": male", "/?q=kneee+brace", "1 item"}, drop); diff != "" {
		t.Error(diff)
	}
	if v := NewNothing(nil, nil); v.DropsLead != "" || v.Advice == "" {
		t.Errorf("without drops: %+v", v)
	}
	if v := NewNothing([]AbsentWord{word}, []Offer{drop}); v.DropsLead == "" || len(v.Words) != 1 || len(v.Drops) != 1 {
		t.Errorf("with drops: %+v", v)
	}
}
