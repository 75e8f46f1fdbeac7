package main

import (
	"slices"
	"time"
)

// A rowFigures is what one row of a table took. Times are milliseconds.
type rowFigures struct {
	Name string `json:"name"`
	Runs int    `json:"runs"`
	// Hits are the exact totals of the row's queries, in their order.
	Hits       []int   `json:"hits"`
	P50        float64 `json:"p50_ms"`
	P95        float64 `json:"p95_ms"`
	P99        float64 `json:"p99_ms"`
	Max        float64 `json:"max_ms"`
	CPU        float64 `json:"cpu_ms"`
	Allocs     float64 `json:"allocs"`
	AllocBytes float64 `json:"alloc_bytes"`
	Error      string  `json:"error,omitempty"`
}

// limits of how often the queries of a row are run
const (
	minRuns = 5
	maxRuns = 2000
)

// measure calls query 0 to n-1 in turn for about as long as budget says,
// after a first time that is not counted, and returns what a call takes.
func measure(name string, n int, budget time.Duration, query func(i int) (hits int, err error)) rowFigures {
	f := rowFigures{Name: name}
	begun := time.Now()
	for i := range n {
		hits, err := query(i)
		if err != nil {
			f.Error = err.Error()
			return f
		}
		f.Hits = append(f.Hits, hits)
	}
	first := max(time.Since(begun), time.Microsecond)
	rounds := max((minRuns+n-1)/n, min(int(budget/first), maxRuns/n))
	f.Runs = rounds * n
	took := make([]time.Duration, 0, f.Runs)
	objects, bytes := allocated()
	used := cpuTime()
	for range rounds {
		for i := range n {
			begun := time.Now()
			if _, err := query(i); err != nil {
				f.Error = err.Error()
				return f
			}
			took = append(took, time.Since(begun))
		}
	}
	cpu := cpuTime() - used
	moreObjects, moreBytes := allocated()
	runs := float64(f.Runs)
	f.CPU = milliseconds(cpu) / runs
	f.Allocs, f.AllocBytes = float64(moreObjects-objects)/runs, float64(moreBytes-bytes)/runs
	f.P50, f.P95, f.P99, f.Max = percentiles(took)
	return f
}

// percentiles sorts took and returns its median, 95th and 99th percentile
// and the longest, by the nearest rank.
func percentiles(took []time.Duration) (p50, p95, p99, longest float64) {
	if len(took) == 0 {
		return 0, 0, 0, 0
	}
	slices.Sort(took)
	at := func(percent int) float64 {
		return milliseconds(took[max(0, (len(took)*percent+99)/100-1)])
	}
	return at(50), at(95), at(99), milliseconds(took[len(took)-1])
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
