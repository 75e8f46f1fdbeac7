package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestScopes(t *testing.T) {
	requested := func(n int) *index.Requested { return &index.Requested{Items: n} }
	a := Address{"q": {"norco"}, "start": {"20"}, "sex": {"male"}, "scope": {"requested"}}
	const only, all = "/?q=norco&scope=requested&sex=male", "/?q=norco&sex=male"
	tests := []struct {
		name  string
		scope index.Scope
		total index.Total
		whole *index.Total
		want  []ScopeLink // without texts that never change
	}{
		{"no treatment", "", index.Total{Items: 9}, nil, nil},
		{"all", "", index.Total{Items: 1166, Mentioned: 1135, Requested: requested(31)}, nil,
			[]ScopeLink{{Count: "31", URL: only}, {Count: "1,166", URL: all, Current: true}}},
		{"requested", index.ScopeRequested, index.Total{Items: 31, Requested: requested(31)}, &index.Total{Items: 166, Mentioned: 135},
			[]ScopeLink{{Count: "31", URL: only, Current: true}, {Count: "166", URL: all}}},
		{"requested, the rest not known", index.ScopeRequested, index.Total{Items: 31, Requested: requested(31)}, nil,
			[]ScopeLink{{Count: "31", URL: only, Current: true}, {URL: all}}},
		{"nothing requested", index.ScopeAll, index.Total{Items: 5, Mentioned: 5, Requested: requested(0)}, nil,
			[]ScopeLink{{Count: "0"}, {Count: "5", URL: all, Current: true}}},
	}
	for _, test := range tests {
		v := newScopes(a, &index.Request{Scope: test.scope}, &test.total, test.whole)
		var got []ScopeLink
		if v != nil {
			for _, link := range []ScopeLink{v.Requested, v.Mentioned} {
				got = append(got, ScopeLink{Count: link.Count, URL: link.URL, Current: link.Current})
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestListRate: a rate stands on the requests where a treatment is named, and
// never on items that have only some of the words.
func TestListRate(t *testing.T) {
	outcomes := func(overturned, modified, upheld, unknown int) map[imr.Outcome]int {
		return map[imr.Outcome]int{imr.Overturned: overturned, imr.Modified: modified, imr.Upheld: upheld, imr.UnknownOutcome: unknown}
	}
	some, all := 3, 9
	list := outcomes(9, 0, 1, 0)
	tests := []struct {
		name  string
		total index.Total
		want  string // "" for none
	}{
		{"all", index.Total{Items: 10, Outcomes: list}, "90.0% overturned, 9 of 10 decided; 95% interval 53.0% to 99.8%"},
		{"all have all words", index.Total{Items: 9, AllWords: &all, Outcomes: list}, "90.0% overturned, 9 of 10 decided; 95% interval 53.0% to 99.8%"},
		{"some have all words", index.Total{Items: 9, AllWords: &some, Outcomes: list}, ""},
		{"requests", index.Total{Items: 10, AllWords: &some, Outcomes: list, Requested: &index.Requested{Items: 31, Outcomes: outcomes(2, 0, 29, 0)}},
			"2 of 31 requests overturned (6.5%), 95% interval 0.8% to 21.8%"},
		{"requests in part", index.Total{Outcomes: list, Requested: &index.Requested{Items: 5, Outcomes: outcomes(0, 1, 2, 2)}},
			"0 of 3 requests overturned (0.0%), 95% interval 0.0% to 70.8%; 1 modified besides; 2 without a stated outcome left out"},
		{"one request", index.Total{Outcomes: list, Requested: &index.Requested{Items: 1, Outcomes: outcomes(1, 0, 0, 0)}},
			"1 of 1 request overturned (100.0%), 95% interval 2.5% to 100.0%"},
		{"no requests", index.Total{Outcomes: list, Requested: &index.Requested{}}, ""},
	}
	for _, test := range tests {
		got := ""
		test.total.Decided = apart(test.total.Outcomes)
		if r := test.total.Requested; r != nil {
			r.Decided = apart(r.Outcomes)
		}
		if v := newListRate(&test.total, false); v != nil {
			got = v.Share + " " + v.Said + " " + v.Detail
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if newListRate(&test.total, true) != nil {
			t.Errorf("%s: a partial result has a rate", test.name)
		}
	}
}

// TestWhoAsksForAnOutcome: a search that chooses an outcome shows neither rate
// nor answer, unless both stand on requests which it does not narrow.
func TestWhoAsksForAnOutcome(t *testing.T) {
	named := &index.Requested{Items: 8, Outcomes: map[imr.Outcome]int{imr.Overturned: 2, imr.Upheld: 6}}
	meant := []index.Understood{{Kind: "outcome", From: "overturned", Label: "overturned"}}
	tests := []struct {
		name      string
		filter    string
		readAs    string
		meant     []index.Understood
		requested *index.Requested
		shown     bool
	}{
		{"nothing", "sex", "knee", nil, nil, true},
		{"a filter", "outcome", "knee", nil, named, false},
		{"a field", "sex", "norco outcome:overturned", nil, named, false},
		{"a word", "sex", "overturned knee", meant, nil, false},
		{"a word beside a treatment", "sex", "norco overturned", meant, named, true},
	}
	for _, test := range tests {
		req := &index.Request{Filters: []index.Filter{{Field: test.filter, Value: "x"}}}
		res := &index.Result{Query: index.Reading{ReadAs: test.readAs, Understood: test.meant}, Answer: &index.Answer{Text: "2 of 8"},
			Total: index.Total{Items: 9, Outcomes: map[imr.Outcome]int{imr.Upheld: 9}, Requested: test.requested}}
		p := NewSearchPage(AddressOf(req), req, res, nil)
		if (p.Rate != nil) != test.shown || (p.Answer != nil) != test.shown {
			t.Errorf("%s: rate %+v, answer %+v, want them shown: %v", test.name, p.Rate, p.Answer, test.shown)
		}
	}
}

func TestAnswer(t *testing.T) {
	res := &index.Result{Answer: &index.Answer{Text: "2 of 8", Definition: "Items."}, Total: index.Total{Requested: &index.Requested{Items: 8}}}
	a := Address{"q": {"was norco ever overturned"}, "cursor": {"x"}}
	want := &Answer{"2 of 8", "Items.", &Link{"These 8 items", "/?q=was+norco+ever+overturned&scope=requested"}}
	if diff := cmp.Diff(want, newAnswer(a, &index.Request{}, res)); diff != "" {
		t.Error(diff)
	}
	if v := newAnswer(a, &index.Request{Scope: index.ScopeRequested}, res); v.Link != nil {
		t.Errorf("the list of the requests links to itself: %+v", v.Link)
	}
	res.Total.Requested.Items = 0
	if v := newAnswer(a, &index.Request{}, res); v.Link != nil {
		t.Errorf("no request, and a link: %+v", v.Link)
	}
	if newAnswer(a, &index.Request{}, &index.Result{}) != nil {
		t.Error("what is no question has an answer")
	}
}

func TestUnderstood(t *testing.T) {
	q := &index.Reading{Text: "older than 60 norco", Understood: []index.Understood{
		{Kind: "treatment", From: "opioid", Label: "a, b, c, d, e, f", Off: "older than 60 #opioid"},
		{Kind: "age", From: "older than 60", Label: "older than 60", Field: "age:>60", Off: "#older #than #60 norco"},
		{Kind: "specialty", From: "by a chiropractor", Label: "reviewer: Chiropractic", Off: "x"},
		{Kind: "decided", From: "in 2016", Label: "decided in 2016", Off: "y"},
	}, Expansions: []index.Expansion{
		{From: "x-ray", To: []string{"xray"}, Kind: "spelling", Query: `"x-ray"`}, {From: "norco", To: []string{"hydrocodone"}, Kind: "brand", Query: "#norco"}}}
	v := newReading(q, Address{"q": {q.Text}, "match": {"most"}, "scope": {"requested"}})
	want := []Understood{
		{"treatment", "opioid", "take off: “opioid” is then only words; it means a, b, c, d, e, f", "/?q=older+than+60+%23opioid&scope=requested"},
		{"age", "older than 60", "take off: “older than 60” is then only words; written as a field: age:>60", "/?q=%23older+%23than+%2360+norco&scope=requested"},
		{"reviewer", "Chiropractic", "take off: “by a chiropractor” is then only words", "/?q=x&scope=requested"},
		{"date", "decided in 2016", "take off: “in 2016” is then only words", "/?q=y&scope=requested"},
	}
	if diff := cmp.Diff(want, v.Understood); diff != "" {
		t.Error(diff)
	}
	if len(v.Added) != 1 || v.Added[0].From != "norco" {
		t.Errorf("added: %+v", v.Added)
	}
	if v.Spellings == nil || v.Spellings.Summary != "Other spellings of x-ray" || len(v.Spellings.Chips) != 1 {
		t.Errorf("spellings: %+v", v.Spellings)
	}
	question := newReading(&index.Reading{Text: "was norco ever upheld?", ReadAs: "was norco ever upheld", Words: "was and norco and ever and upheld"}, Address{})
	if question.Words != "" {
		t.Errorf("a question is read as %q", question.Words)
	}
}

// TestSnippetsOfAHit: the reason comes first, and no sentence twice.
func TestSnippetsOfAHit(t *testing.T) {
	query := func(s string) index.Snippet {
		return index.Snippet{Kind: index.SnippetQuery, Field: "rationale", Text: s}
	}
	reason := func(s string) index.Snippet {
		return index.Snippet{Kind: index.SnippetReason, Field: "rationale", Text: s}
	}
	tests := []struct {
		name     string
		snippets []index.Snippet
		want     []string
	}{
		{"none", nil, nil},
		{"in order", []index.Snippet{reason("Why."), query("Knee.")}, []string{"why Why.", "Knee."}},
		{"the reason first", []index.Snippet{query("Knee."), reason("Why.")}, []string{"why Why.", "Knee."}},
		{"the same", []index.Snippet{query("Why."), reason("Why.")}, []string{"why Why."}},
		{"part of the same", []index.Snippet{reason("Knee. Why."), query("Knee."), query("Hip.")}, []string{"why Knee. Why.", "Hip."}},
		{"no kinds", []index.Snippet{{Text: "A."}, {Text: "B."}}, []string{"A.", "B."}},
	}
	for _, test := range tests {
		var got []string
		hit := newHit(&index.Hit{ID: "CM16-0990001/1", Letter: "CM16-0990001", N: 1, Snippets: test.snippets}, Address{})
		var shown []Snippet
		if hit.First != nil {
			shown = append(shown, *hit.First)
		}
		for _, s := range append(shown, hit.Rest...) {
			text := ""
			if s.Reason {
				text = "why "
			}
			for _, p := range s.Pieces {
				text += p.Text
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestOutdatedLetters(t *testing.T) {
	for n, want := range map[int]string{
		0:    "",
		1:    "1 letter was read by an older version of this program: “imr ingest --reparse” reads the stored texts again.",
		1500: "1,500 letters were read by an older version of this program: “imr ingest --reparse” reads the stored texts again.",
	} {
		var l Layout
		if l.Describe(n); l.Outdated != want {
			t.Errorf("%d outdated: %q, want %q", n, l.Outdated, want)
		}
	}
}
