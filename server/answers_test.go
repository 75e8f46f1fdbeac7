package server

import (
	"context"
	"html"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
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
		if got := strings.Contains(get(h, test.path).Body.String(), "95 % interval"); got != test.rate {
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
