package main

import (
	"fmt"
	"io"
	"slices"
)

// A goal is what the engine is to reach at the size and in the profile that it
// is set for. Those that compare it with other engines need these, and are not
// here.
type goal struct {
	name    string
	items   int    // at this many items; 0 at any number
	profile string // "" for any
	unit    string
	most    bool // limit is the most it may be; else the least
	limit   float64
	figure  func(*report) (float64, bool) // not ok where the run has none
}

const (
	inThreeMillion = 3_000_000
	milli          = "ms"
)

var goals = []goal{
	{"two words + 8 facets + snippets, p50", inThreeMillion, "", milli, true, 8, p50("two words, page")},
	{"two words + 8 facets + snippets, p99", inThreeMillion, "", milli, true, 40, p99("two words, page")},
	{"common word + 8 facets + snippets, p50", inThreeMillion, "", milli, true, 8, p50("common word, page")},
	{"common word + 8 facets + snippets, p99", inThreeMillion, "", milli, true, 40, p99("common word, page")},
	{"phrase of common words in one field, p99", inThreeMillion, "", milli, true, 20, p99("phrase of common words/field")},
	{"/5 and /s of common words in one field, p99", inThreeMillion, "", milli, true, 150, p99("/5 common/field", "/s common/field")},
	{"/5 and /s of common words unfielded, p99", inThreeMillion, "", milli, true, 600, p99("/5 common/all", "/s common/all")},
	{"no words, any filters, 8 facets, p99", inThreeMillion, "", milli, true, 20, p99("no words", "filters alone, 8 facets")},
	{"common word unfielded, times one field", 0, "", "x", true, 2, unfielded("common")},
	{"and2 unfielded, times one field", 0, "", "x", true, 2, unfielded("and2")},
	{"and3 unfielded, times one field", 0, "", "x", true, 2, unfielded("and3")},
	{"phrases unfielded, times one field", 0, "", "x", true, 2, unfielded("phrases")},
	{"16 clients", inThreeMillion, "", "queries/s", false, 150, ofLoad(func(f *loadFigures) float64 { return f.PerSecond })},
	{"16 clients, p99", inThreeMillion, "", milli, true, 250, ofLoad(func(f *loadFigures) float64 { return f.P99 })},
	{"answers that failed while going over", 0, "", "", true, 0, ofSwap(func(f *swapFigures) float64 { return float64(f.Failed) })},
	{"delay while going over", 0, "", milli, true, 10, ofSwap(func(f *swapFigures) float64 { return max(f.Delayed, 0) })},
	{"ingest", 0, "realistic", "items/s", false, 10_000, ofIngest(func(f *ingestFigures) float64 { return f.ItemsPerSecond })},
	{"peak heap of ingest", 0, "", "MB", true, 1_500, ofIngest(func(f *ingestFigures) float64 { return f.PeakHeap })},
	{"bytes an item", 0, "bench", "B", true, 1_400, func(r *report) (float64, bool) { return r.PerItem["all"], true }},
	{"bytes an item", 0, "realistic", "B", true, 1_900, func(r *report) (float64, bool) { return r.PerItem["all"], true }},
	{"open", inThreeMillion, "", milli, true, 100, func(r *report) (float64, bool) { return r.Open, true }},
	{"memory of an idle server", inThreeMillion, "", "MB", true, 300, func(r *report) (float64, bool) { return r.Idle.RSS, true }},
}

// row returns the figures of a row that was run.
func (r *report) row(name string) (rowFigures, bool) {
	i := slices.IndexFunc(r.Rows, func(f rowFigures) bool { return f.Name == name && f.Error == "" })
	if i < 0 {
		return rowFigures{}, false
	}
	return r.Rows[i], true
}

// worst is the largest figure of several rows, all of which must have been
// run.
func worst(of func(rowFigures) float64, rows ...string) func(*report) (float64, bool) {
	return func(r *report) (float64, bool) {
		most := 0.0
		for _, name := range rows {
			f, ok := r.row(name)
			if !ok {
				return 0, false
			}
			most = max(most, of(f))
		}
		return most, true
	}
}

func p50(rows ...string) func(*report) (float64, bool) {
	return worst(func(f rowFigures) float64 { return f.P50 }, rows...)
}

func p99(rows ...string) func(*report) (float64, bool) {
	return worst(func(f rowFigures) float64 { return f.P99 }, rows...)
}

// unfielded compares the CPU of a row unfielded with that in one field.
func unfielded(row string) func(*report) (float64, bool) {
	return func(r *report) (float64, bool) {
		all, ok := r.row(row + "/all")
		field, have := r.row(row + "/field")
		if !ok || !have || field.CPU == 0 {
			return 0, false
		}
		return all.CPU / field.CPU, true
	}
}

func ofLoad(of func(*loadFigures) float64) func(*report) (float64, bool) {
	return func(r *report) (float64, bool) {
		if r.Load == nil {
			return 0, false
		}
		return of(r.Load), true
	}
}

func ofSwap(of func(*swapFigures) float64) func(*report) (float64, bool) {
	return func(r *report) (float64, bool) {
		if r.Swap == nil {
			return 0, false
		}
		return of(r.Swap), true
	}
}

func ofIngest(of func(*ingestFigures) float64) func(*report) (float64, bool) {
	return func(r *report) (float64, bool) {
		if r.Ingest == nil {
			return 0, false
		}
		return of(r.Ingest), true
	}
}

// A goalFigure says how far a run is from a goal.
type goalFigure struct {
	Name  string  `json:"name"`
	Goal  float64 `json:"goal"`
	Is    float64 `json:"is"`
	Unit  string  `json:"unit,omitempty"`
	Least bool    `json:"least,omitempty"` // the goal is the least, not the most
	Met   bool    `json:"met"`
}

// compare measures the run by the goals that are set for its size and
// profile.
func (r *report) compare() {
	for _, g := range goals {
		if g.items != 0 && (r.Ingest == nil || g.items != r.Ingest.Items) || g.profile != "" && g.profile != r.Profile {
			continue
		}
		is, ok := g.figure(r)
		if !ok {
			continue
		}
		met := is <= g.limit
		if !g.most {
			met = is >= g.limit
		}
		r.Goals = append(r.Goals, goalFigure{g.name, g.limit, is, g.unit, !g.most, met})
	}
}

func printGoals(w io.Writer, goals []goalFigure) {
	if len(goals) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%-48s %12s %12s\n", "goals of this size and profile", "goal", "is")
	for _, g := range goals {
		sign, verdict := "<=", "met"
		if g.Least {
			sign = ">="
		}
		if !g.Met {
			verdict = "missed"
		}
		fmt.Fprintf(w, "%-48s %12s %12.4g %-10s %s\n", g.Name, fmt.Sprintf("%s %.4g", sign, g.Goal), g.Is, g.Unit, verdict)
	}
}
