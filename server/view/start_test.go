package view

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestStartPage(t *testing.T) {
	rate := func(overturned, decided int) *index.BucketRate {
		return &index.BucketRate{Overturned: overturned, Decided: decided}
	}
	res := &index.Result{Total: index.Total{Items: 1500, Letters: 1}, Facets: []index.Facet{
		{Field: "outcome", Label: "Outcome", Buckets: []index.Bucket{{Value: "upheld", Label: "Upheld", Count: 1350}, {Value: "overturned", Label: "Overturned", Count: 1}}},
		{Field: "class", Label: "Treatment", Buckets: []index.Bucket{
			{Value: "Surgery", Label: "Surgery", Count: 41, Rate: rate(10, 40)}, {Value: "Tests", Label: "Tests", Count: 40, Rate: rate(5, 40)},
			{Value: "Few", Label: "Few", Count: 9, Rate: rate(8, 9)}, {Value: "Open", Label: "Open", Count: 2}}},
		{Field: "decided", Label: "Decision year", Buckets: []index.Bucket{{Value: "2016"}, {Value: "2015"}}},
		{Field: "injured", Label: "Injury year", Buckets: []index.Bucket{{Value: "2014", Count: 2, Rate: rate(0, 2)}, {Value: "2013", Count: 60, Rate: rate(30, 60)}, {Value: "2012", Count: 1}, {Value: "2011", Count: 60, Rate: rate(6, 60)}}},
	}}
	p := NewStartPage(&Start{All: res})
	want := []Way{
		{"outcome", "Outcome", "of all", []WayValue{
			{"Upheld", "/?outcome=upheld", "upheld", "90.0%", "1,350", false, 100},
			{"Overturned", "/?outcome=overturned", "overturned", "0.1%", "1", false, 1}}},
		{"class", "Treatment", "overturned", []WayValue{
			{"Surgery", "/?class=Surgery", "overturned", "25.0%", "10 of 40", false, 100},
			{"Tests", "/?class=Tests", "overturned", "12.5%", "5 of 40", false, 50},
			{"Few", "/?class=Few", "overturned", "–", "8 of 9", true, 100},
			{"Open", "/?class=Open", "overturned", "–", "2", true, 0}}},
	}
	if diff := cmp.Diff(want, p.Ways); diff != "" {
		t.Error(diff)
	}
	years := &Years{"Injury year", []Year{
		{"", "/?injured=2011", "10.0%", "6 of 60", false, 48, 12}, {"", "/?injured=2012", "–", "1", true, 60, 0},
		{"", "/?injured=2013", "50.0%", "30 of 60", false, 0, 60}, {"", "/?injured=2014", "–", "0 of 2", true, 60, 0}}}
	if diff := cmp.Diff(years, p.Years); diff != "" {
		t.Error(diff)
	}
	res.Partial = true
	if p := NewStartPage(&Start{All: res}); p.Ways != nil || p.Years != nil || p.Rate != nil {
		t.Errorf("of a part of the index it shows rates: %+v", p)
	}
}

func TestLede(t *testing.T) {
	day := func(year int16, month uint8) imr.Date { return imr.Date{Year: year, Month: month, Day: 9} }
	const held = "1,500 disputed items in 1 determination letter"
	for want, info := range map[string]*index.Info{
		held + ".":                               nil,
		held + ", decided Jan 2014.":             {From: day(2014, 1), To: day(2014, 1)},
		held + ", decided Dec 2016 to Feb 2017.": {From: day(2016, 12), To: day(2017, 2)},
	} {
		if got := lede(&index.Total{Items: 1500, Letters: 1}, info); len(got) != 3 || got[1] != want {
			t.Errorf("lede = %q, want %q", got, want)
		}
	}
}

func TestNewest(t *testing.T) {
	found := &index.Result{Hits: []index.Hit{
		{ID: "CM16-0990001/2", Letter: "CM16-0990001", N: 2, Request: "Cane", Outcome: imr.Upheld, DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14}},
		{ID: "CM16-0990002/1", Letter: "CM16-0990002", N: 1},
	}}
	got := newNewest(&Start{Newest: found, Info: &index.Info{Built: time.Date(2026, 12, 1, 12, 0, 0, 0, time.Local)}})
	want := &Newest{Built: "Dec 1, 2026", All: "/?sort=decided", Hits: []NewestHit{
		{"Mar 14, 2016", "/letters/CM16-0990001?hit=1&sort=decided#why-2", "Cane", NewOutcome(imr.Upheld)}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	found.Hits = found.Hits[1:]
	if got := newNewest(&Start{Newest: found}); got != nil {
		t.Errorf("of items without a day: %+v", got)
	}
}

// TestQuestions: what was overturned comes first, what has no answer is left out.
func TestQuestions(t *testing.T) {
	answer := func(overturned, upheld int) *index.Result {
		return &index.Result{Total: index.Total{Requested: &index.Requested{Outcomes: map[imr.Outcome]int{imr.Overturned: overturned, imr.Upheld: upheld}}}}
	}
	p := NewStartPage(&Start{All: &index.Result{}, Answers: []*index.Result{nil, answer(0, 3), {}, answer(2, 2), answer(0, 0)}})
	want := []Example{newExample(questions[3], "2 of 4 overturned"), newExample(questions[1], "0 of 3 overturned")}
	if diff := cmp.Diff(want, p.Examples); diff != "" {
		t.Error(diff)
	}
}
