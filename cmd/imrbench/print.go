package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

func (r *report) printIndex(w io.Writer) {
	f := r.Ingest
	fmt.Fprintf(w, "%s profile: %d items, %d letters, %d segments; %s, %d processors\n", r.Profile, f.Items, f.Letters, r.Shards, r.Go, r.Processors)
	note := ""
	if f.Reused {
		note = " (an earlier run's)"
	}
	fmt.Fprintf(w, "ingest%s: %.0f items/s, %.0f items a CPU second, peak RSS %.0f MB, peak heap %.0f MB\n",
		note, f.ItemsPerSecond, f.ItemsPerCPU, f.PeakRSS, f.PeakHeap)
	fmt.Fprint(w, "bytes an item:")
	for _, kind := range slices.Sorted(maps.Keys(r.PerItem)) {
		fmt.Fprintf(w, " %s %.0f", kind, r.PerItem[kind])
	}
	fmt.Fprintf(w, "\nopen %.1f ms; idle RSS %.0f MB (anonymous %.0f, heap %.0f)\n\n", r.Open, r.Idle.RSS, r.Idle.Anonymous, r.Idle.Heap)
}

func printHead(w io.Writer) {
	fmt.Fprintf(w, "%-36s %9s %6s %9s %9s %9s %9s %9s %9s\n", "milliseconds", "hits, 1st", "runs", "p50", "p95", "p99", "CPU", "allocs", "kB")
}

func printRow(w io.Writer, f rowFigures) {
	if f.Error != "" {
		fmt.Fprintf(w, "%-36s %s\n", f.Name, f.Error)
		return
	}
	fmt.Fprintf(w, "%-36s %9d %6d %9.3f %9.3f %9.3f %9.3f %9.0f %9.0f\n",
		f.Name, f.Hits[0], f.Runs, f.P50, f.P95, f.P99, f.CPU, f.Allocs, f.AllocBytes/1e3)
}

func printLoad(w io.Writer, f *loadFigures) {
	fmt.Fprintf(w, "\n%d clients: %.0f queries/s, p50 %.1f, p95 %.1f, p99 %.1f, max %.1f ms, CPU %.2f ms a query, %d wrong, %d failed %s\n",
		f.Clients, f.PerSecond, f.P50, f.P95, f.P99, f.Max, f.CPU, f.Wrong, f.Failed, f.Errors)
	printKinds(w, f.Kinds)
}

func printKinds(w io.Writer, kinds map[string]kindFigure) {
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		k := kinds[name]
		fmt.Fprintf(w, "  %-8s %6d answers, p50 %.1f, p99 %.1f, max %.1f ms\n", name, k.Answers, k.P50, k.P99, k.Max)
	}
}

func printSwap(w io.Writer, f *swapFigures) {
	fmt.Fprintf(w, "\n%d items added under that load: %d answers of generations %v, %d wrong, %d failed %s\n", f.Items, f.Answers, f.Seen, f.Wrong, f.Failed, f.Errors)
	printKinds(w, f.Phases)
	fmt.Fprintf(w, "  going over: %d answers, p50 %.1f, p99 %.1f, max %.1f ms; %.1f ms over the slowest at other times, longest silence %.1f ms\n",
		f.Swap.Answers, f.Swap.P50, f.Swap.P99, f.Swap.Max, f.Delayed, f.Silence)
}
