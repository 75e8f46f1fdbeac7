package view

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestWilson(t *testing.T) {
	tests := []struct {
		k, n      int
		low, high string // in percent, from R's prop.test(correct=FALSE)
	}{
		{0, 10, "0.0", "27.8"},
		{10, 10, "72.2", "100.0"},
		{1, 3, "6.1", "79.2"},
		{23, 225, "6.9", "14.9"},
		{5000, 10000, "49.0", "51.0"},
	}
	for _, test := range tests {
		low, high := wilson(test.k, test.n)
		if l, h := fmt.Sprintf("%.1f", 100*low), fmt.Sprintf("%.1f", 100*high); l != test.low || h != test.high {
			t.Errorf("wilson(%d, %d) = %s, %s, want %s, %s", test.k, test.n, l, h, test.low, test.high)
		}
	}
}

func TestRateIsNotShownForAPartialResult(t *testing.T) {
	total := &index.Total{Outcomes: map[imr.Outcome]int{imr.Upheld: 9, imr.Overturned: 1}}
	if newListRate(total, true) != nil {
		t.Error("a partial result has a rate")
	}
	if v := newListRate(total, false); v == nil || v.Share != "10.0 %" || v.Small {
		t.Errorf("rate = %+v, want 10.0 %%, not small", v)
	}
	if newRate(map[imr.Outcome]int{imr.UnknownOutcome: 4}) != nil {
		t.Error("nothing decided has a rate")
	}
}

func TestRateSegmentsFillTheBar(t *testing.T) {
	for _, n := range [][3]int{{1, 0, 0}, {0, 0, 1}, {1, 1, 100000}, {100000, 1, 1}, {3, 3, 3}} {
		v := newRate(map[imr.Outcome]int{imr.Overturned: n[0], imr.Modified: n[1], imr.Upheld: n[2]})
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
