package server

import (
	"context"
	"html"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// TestRateOfAChosenOutcomeIsNotShown: it would only repeat the choice.
func TestRateOfAChosenOutcomeIsNotShown(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	tests := []struct {
		path string
		rate bool
	}{
		{"/?q=exercise", true},
		{"/?q=exercise&outcome=overturned", false},
		{"/?q=exercise&sex=female", true},
	}
	for _, test := range tests {
		if got := strings.Contains(get(h, test.path).Body.String(), "95% interval"); got != test.rate {
			t.Errorf("GET %s shows a rate: %v, want %v", test.path, got, test.rate)
		}
	}
}

// A suggester offers more than a list shows.
type suggester struct{ fake }

func (*suggester) offers(n int) (out []index.Bucket) {
	for i := range n {
		out = append(out, index.Bucket{Value: "knee" + strconv.Itoa(i), Label: "Knee", Count: 100 - i})
	}
	return out
}

func (s *suggester) Values(context.Context, string, string, int) ([]index.Bucket, error) {
	return s.offers(3 * suggestions), nil
}

func (s *suggester) Words(context.Context, string, int) ([]index.Bucket, error) {
	return s.offers(3 * suggestions), nil
}

func (s *suggester) Corrections(context.Context, string, int) ([]index.Bucket, error) {
	return s.offers(1), nil
}

func TestSuggesterIsUsed(t *testing.T) {
	h := newTest(t, &suggester{fake{docs: invented()}})
	for _, path := range []string{"/api/v1/suggest?prefix=kn", "/api/v1/suggest?field=drug&prefix=kn"} {
		if n := strings.Count(get(h, path).Body.String(), `"text"`); n != suggestions {
			t.Errorf("GET %s gives %d completions, want %d", path, n, suggestions)
		}
	}
	body := html.UnescapeString(get(h, "/?q=kneee+x9").Body.String())
	if !strings.Contains(body, `Did you mean <a href="/?q=knee0+x9">knee0</a>`) || strings.Count(body, "Did you mean") != 1 {
		t.Errorf("no offer for the absent word alone in\n%s", body)
	}
}

// TestLetterWithoutItems: a letter in which no item was found is shown whole.
func TestLetterWithoutItems(t *testing.T) {
	docs := []*index.Document{{Letter: &imr.Letter{ID: "x0123456789ab", Layout: imr.UnknownLayout}, Text: "A knee brace.\n\nNo more <i>is</i> said."}}
	body := get(newTest(t, &fake{docs: docs}), "/letters/x0123456789ab?q=brace").Body.String()
	for _, want := range []string{"The letter", `<mark id="m1">brace</mark>`, "No more &lt;i&gt;is&lt;/i&gt; said.", `id="p1-l3"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}

// outdated is an index some of whose letters an older program read.
type outdated struct {
	fake
	asked int
}

func (o *outdated) Info(context.Context) (*index.Info, error) {
	o.asked++
	return &index.Info{Outdated: 3}, nil
}

// TestOutdatedLettersAreTold: the footer of every page says so, and asks the
// index once, not for each page.
func TestOutdatedLettersAreTold(t *testing.T) {
	const note = "3 letters were read by an older version"
	s := &outdated{fake: fake{docs: invented()}}
	h := newTest(t, s)
	for _, path := range []string{"/?q=exercise", "/letters/CM16-0990001", "/help"} {
		if body := get(h, path).Body.String(); !strings.Contains(body, note) {
			t.Errorf("GET %s does not tell of outdated letters", path)
		}
	}
	if s.asked != 1 {
		t.Errorf("the index was asked %d times", s.asked)
	}
	if body := get(h, "/?q=exercise", "X-Fragment", "1").Body.String(); strings.Contains(body, note) {
		t.Error("a fragment has a footer")
	}
	if body := get(newTest(t, &fake{docs: invented()}), "/help").Body.String(); strings.Contains(body, "older version") {
		t.Error("letters of today are called outdated")
	}
}

// understanding answers every search as a natural question is answered.
type understanding struct{ fake }

func (*understanding) Search(_ context.Context, req *index.Request) (*index.Result, error) {
	snippet := func(kind, text string) index.Snippet {
		return index.Snippet{Kind: kind, Field: "rationale", Text: text, Page: 2, Line: 4}
	}
	all := 1
	var decided estimate.Sums
	decided.Add(1, 1)
	decided.Add(0, 1)
	return &index.Result{
		Query: index.Reading{Text: req.Query, ReadAs: req.Query, Question: "how often",
			Understood: []index.Understood{
				{Kind: "treatment", From: "<mri>", Label: "mri & more", Off: "how often is #mri overturned"},
				{Kind: "age", From: "under 30", Label: "younger than 30", Field: "age:<30", Off: "#under #30"}},
			Expansions: []index.Expansion{{From: "mri", To: []string{"m r i"}, Kind: "spelling", Query: `"mri"`}}},
		Total:  index.Total{Items: 9, Letters: 2, AllWords: &all, Mentioned: 7, Requested: &index.Requested{Items: 2, Letters: 2, Outcomes: map[imr.Outcome]int{imr.Overturned: 1, imr.Upheld: 1}, Decided: decided}},
		Answer: &index.Answer{Text: "1 of 2 requests for mri overturned", Overturned: 1, Decided: 2, Definition: "Items that request mri."},
		Hits: []index.Hit{
			{ID: "CM16-0990001/1", Letter: "CM16-0990001", N: 1, Items: 2, Requested: true, Request: "MRI", Outcome: imr.Upheld,
				Snippets: []index.Snippet{snippet("query", "An MRI was done."), snippet("reason", "No red flags."), snippet("query", "No red flags.")}},
			{ID: "CM16-0990001/2", Letter: "CM16-0990001", N: 2, Items: 2, SomeWords: true, Request: "Cast", Outcome: imr.Overturned}},
	}, nil
}

// TestQuestionPage holds the page to what the result of a question says.
func TestQuestionPage(t *testing.T) {
	h := newTest(t, &understanding{fake{docs: invented()}})
	for _, header := range [][]string{nil, {"X-Fragment", "1"}} {
		body := html.UnescapeString(get(h, "/?q=how+often+is+mri+overturned&sex=male", header...).Body.String())
		for _, want := range []string{
			`<b>1 of 2 requests for mri overturned</b> <a href="/?q=how+often+is+mri+overturned&scope=requested&sex=male">These 2 items</a>`,
			"<summary>How this is counted</summary><p>Items that request mri.</p></details>",
			`>Requested <span class="n">2</span></a>`, `aria-current="true">Mentioned too <span class="n">9</span></a>`,
			"95% interval 0.0% to 100.0%",
			`href="/?q=how+often+is+%23mri+overturned&sex=male"`, `<span class="quiet">treatment</span> mri & more</a>`,
			`href="/?q=%23under+%2330&sex=male"`, `<span class="quiet">age</span> younger than 30</a>`,
			`<details class="spellings" id="spellings"><summary>Other spellings of mri</summary>`, `<b>mri</b> m r i</a>`,
			`<p class="facts"><span class="label-requested">requested</span><span>`,
			`<p class="facts"><span>some of the words</span>`,
			`<b>Why</b>, Rationale, p. 2</a></cite> No red flags.`, `Rationale, p. 2</a></cite> An MRI was done.`,
			"1 item has all the words; the other 8 items have only some of them.",
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%v: no %s in\n%s", header, want, body)
			}
		}
		if strings.Contains(body, "requests overturned (50.0%)") {
			t.Errorf("%v: the rate says what the answer says", header)
		}
		if strings.Count(body, "No red flags.") != 1 || strings.Index(body, "No red flags.") > strings.Index(body, "An MRI was done.") {
			t.Errorf("%v: the reason does not come first, or comes twice:\n%s", header, body)
		}
	}
	if body := get(h, "/?q=mri").Body.String(); strings.Contains(body, "<mri>") {
		t.Error("what was understood is not escaped")
	}
	for _, filter := range []string{"&outcome=upheld", "&case_outcome=partial"} {
		if body := get(h, "/?q=mri"+filter).Body.String(); strings.Contains(body, "requests overturned") || strings.Contains(body, "requests for mri") {
			t.Errorf("%s: a rate and an answer that only repeat the choice:\n%s", filter, body)
		}
	}
}
