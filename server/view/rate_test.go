package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// apart sums up decided items each of which is in a letter of its own.
func apart(outcomes map[imr.Outcome]int) estimate.Sums {
	var s estimate.Sums
	for o, n := range outcomes {
		for range n {
			switch o {
			case imr.Overturned:
				s.Add(1, 1)
			case imr.Modified, imr.Upheld:
				s.Add(0, 1)
			}
		}
	}
	return s
}

// TestRateByLetters: the interval counts letters, and few of them make a rate
// small, however many items there are.
func TestRateByLetters(t *testing.T) {
	outcomes := map[imr.Outcome]int{imr.Overturned: 4, imr.Upheld: 36}
	var ten, forty estimate.Sums
	ten.Add(4, 4)
	for range 9 {
		ten.Add(0, 4)
	}
	forty = apart(outcomes)
	for _, test := range []struct {
		letters estimate.Sums
		want    string
		small   bool
	}{
		{forty, "4 of 40 decided; 95% interval 2.7% to 23.9%", false},
		{ten, "4 of 40 decided; 95% interval 0.1% to 52.6%", false},
		{estimate.Sums{}, "4 of 40 decided", false},
	} {
		if v := newRate(outcomes, test.letters); v.Detail != test.want || v.Small != test.small {
			t.Errorf("%d letters: %+v, want %s", test.letters.Clusters, v, test.want)
		}
	}
}

func TestRateIsNotShownForAPartialResult(t *testing.T) {
	total := &index.Total{Outcomes: map[imr.Outcome]int{imr.Upheld: 9, imr.Overturned: 1}}
	if newListRate(total, true) != nil {
		t.Error("a partial result has a rate")
	}
	if v := newListRate(total, false); v == nil || v.Share != "10.0%" || v.Small {
		t.Errorf("rate = %+v, want 10.0 %%, not small", v)
	}
	if newRate(map[imr.Outcome]int{imr.UnknownOutcome: 4}, estimate.Sums{}) != nil {
		t.Error("nothing decided has a rate")
	}
}

func TestRateSegmentsFillTheBar(t *testing.T) {
	for _, n := range [][3]int{{1, 0, 0}, {0, 0, 1}, {1, 1, 100000}, {100000, 1, 1}, {3, 3, 3}} {
		v := newRate(map[imr.Outcome]int{imr.Overturned: n[0], imr.Modified: n[1], imr.Upheld: n[2]}, estimate.Sums{})
		sum := 0
		for _, s := range v.Segments {
			if s.X != sum || s.W <= 0 {
				t.Errorf("%v: segment %+v does not begin at %d", n, s, sum)
			}
			sum += s.W
		}
		if sum != 1000 {
			t.Errorf("%v: segments fill %d of 1000", n, sum)
		}
	}
}

func TestNumberedPages(t *testing.T) {
	tests := []struct {
		current, last int
		want          []int
	}{
		{0, 0, []int{0}},
		{0, 3, []int{0, 1, 2, 3}},
		{0, 500, []int{0, 1, 2, -1, 500}},
		{3, 500, []int{0, 1, 2, 3, 4, 5, -1, 500}},
		{250, 500, []int{0, -1, 248, 249, 250, 251, 252, -1, 500}},
		{500, 500, []int{0, -1, 498, 499, 500}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, numbered(test.current, test.last)); diff != "" {
			t.Errorf("numbered(%d, %d) (-want +got):\n%s", test.current, test.last, diff)
		}
	}
}

func TestPagesEndInACursor(t *testing.T) {
	res := &index.Result{Total: index.Total{Items: 1_000_000}, Next: "next page"}
	a := Address{}.With("q", "knee")
	deep := newPages(a, &index.Request{Limit: 20, Start: index.MaxStart}, res)
	if want := "/?cursor=next+page&q=knee"; deep.Next != want {
		t.Errorf("after the last numbered page comes %q, want %q", deep.Next, want)
	}
	first := newPages(a, &index.Request{Limit: 20}, res)
	if want := "/?q=knee&start=20"; first.Next != want {
		t.Errorf("after the first page comes %q, want %q", first.Next, want)
	}
	if newPages(a, &index.Request{Limit: 20}, &index.Result{Total: index.Total{Items: 20}}) != nil {
		t.Error("a list of one page has page links")
	}
}
