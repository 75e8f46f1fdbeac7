package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGoals(t *testing.T) {
	r := &report{
		Profile: "bench", PerItem: map[string]float64{"all": 1300},
		Ingest: &ingestFigures{Items: 3_000_000, ItemsPerSecond: 5000, PeakHeap: 2000},
		Rows: []rowFigures{
			{Name: "/5 common/field", P99: 100}, {Name: "/s common/field", P99: 160}, {Name: "/5 common/all", P99: 1},
			{Name: "and2/field", CPU: 4}, {Name: "and2/all", CPU: 6}, {Name: "no words", Error: "damaged"},
		},
		Load: &loadFigures{PerSecond: 151, P99: 249}, Open: 8, Idle: memory{RSS: 70},
	}
	r.compare()
	want := map[string]bool{
		"/5 and /s of common words in one field, p99": false, "and2 unfielded, times one field": true,
		"16 clients": true, "16 clients, p99": true, "peak heap of ingest": false, "bytes an item": true,
		"open": true, "memory of an idle server": true,
	}
	got := map[string]bool{}
	for _, g := range r.Goals {
		got[g.Name] = g.Met
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("goals met (-want +got)\n%s", d)
	}
	var b strings.Builder
	printGoals(&b, r.Goals)
	if !strings.Contains(b.String(), "<= 150") || !strings.Contains(b.String(), "missed") {
		t.Errorf("table\n%s", b.String())
	}
	r.Ingest.Items, r.Goals = 200_000, nil
	if r.compare(); len(r.Goals) != 3 {
		t.Errorf("%d goals at another size, want 3", len(r.Goals))
	}
}

// TestGoalsNameRows holds that every row a goal goes by is one of the table.
func TestGoalsNameRows(t *testing.T) {
	r := &report{Ingest: &ingestFigures{}, Load: &loadFigures{}, Swap: &swapFigures{}}
	for _, row := range table(&vocabulary{pairs: [][]string{{"a", "b"}}, near: [][]string{{"a", "b"}}}) {
		r.Rows = append(r.Rows, rowFigures{Name: row.name, CPU: 1})
	}
	for _, g := range goals {
		if _, ok := g.figure(r); !ok {
			t.Errorf("%s: no row of the table has its figure", g.name)
		}
	}
}
