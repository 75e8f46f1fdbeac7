package main

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index/resolve"
)

func TestPercentiles(t *testing.T) {
	var took []time.Duration
	for i := 200; i > 0; i-- {
		took = append(took, time.Duration(i)*time.Millisecond)
	}
	cases := []struct {
		took []time.Duration
		want [4]float64
	}{
		{nil, [4]float64{}},
		{took[199:], [4]float64{1, 1, 1, 1}},
		{took, [4]float64{100, 190, 198, 200}},
	}
	for _, c := range cases {
		p50, p95, p99, longest := percentiles(c.took)
		if got := [4]float64{p50, p95, p99, longest}; got != c.want {
			t.Errorf("%d times: %v, want %v", len(c.took), got, c.want)
		}
	}
}

func TestMeasure(t *testing.T) {
	calls := 0
	f := measure("row", 2, time.Nanosecond, func(i int) (int, error) { calls++; return 10 + i, nil })
	if calls != 2+6 || f.Runs != 6 {
		t.Errorf("%d calls, %d counted", calls, f.Runs)
	}
	if diff := cmp.Diff([]int{10, 11}, f.Hits); diff != "" {
		t.Error(diff)
	}
	f = measure("row", 2, 0, func(int) (int, error) { return 0, errors.New("broken") })
	if f.Error != "broken" || f.Runs != 0 {
		t.Errorf("%+v", f)
	}
}

func TestKindOf(t *testing.T) {
	cases := map[string]string{
		"CURRENT": "CURRENT", "generations/000001.json": "generations",
		"segments/a1/words": "words", "segments/a1/bleve/store/2.zap": "bleve",
	}
	for path, want := range cases {
		if got := kindOf(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestMixHoldsTheShares(t *testing.T) {
	v := &vocabulary{pairs: [][]string{{"a", "b"}, {"c", "d"}}, near: [][]string{{"e", "f"}},
		values: map[string][]string{"outcome": {"upheld"}}}
	count := map[string]int{}
	questions := mix(v)
	for _, q := range questions {
		count[q.kind]++
		if _, _, err := resolve.Resolve(&q.request); err != nil {
			t.Errorf("%s: %v", q.request.Query, err)
		}
	}
	n := len(questions)
	want := map[string]int{"words": n / 2, "filters": n / 4, "phrase": n * 3 / 20, "near": n / 10}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
}

// TestNoticed gives answers of two generations around a change at 1 s.
func TestNoticed(t *testing.T) {
	zero := time.Unix(0, 0)
	at := func(ms, took int, generation int) answer {
		return answer{kind: "words", at: zero.Add(time.Duration(ms) * time.Millisecond), took: time.Duration(took) * time.Millisecond, generation: generation}
	}
	misled, later := at(400, 10, 1), at(2000, 5, 2)
	misled.wrong, later.wrong = true, true // later: letters were added, no fault
	answers := []answer{later, at(100, 20, 1), misled, at(950, 60, 1), at(1000, 10, 2), at(1100, 10, 2),
		{kind: "near", at: zero.Add(1200 * time.Millisecond), err: errors.New("no")}}
	f := noticed(answers, zero.Add(300*time.Millisecond), zero.Add(900*time.Millisecond))
	if diff := cmp.Diff([]int{1, 2}, f.Seen); diff != "" {
		t.Error(diff)
	}
	if f.Failed != 1 || f.Wrong != 1 || f.Errors != "no" || f.Swap.Answers != 4 || f.Swap.Max != 60 {
		t.Errorf("%+v", f)
	}
	if f.Delayed != 40 || f.Silence != 100 {
		t.Errorf("delayed %v, silence %v; want 40 and 100", f.Delayed, f.Silence)
	}
	want := map[string]int{"before": 1, "during": 2, "after": 4}
	got := map[string]int{}
	for name, p := range f.Phases {
		got[name] = p.Answers
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
