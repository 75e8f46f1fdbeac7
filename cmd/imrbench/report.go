package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve"
)

// A report is every figure of a run; it is the line of JSON.
type report struct {
	Profile    string             `json:"profile"`
	Seed       uint64             `json:"seed"`
	Go         string             `json:"go"`
	Processors int                `json:"processors"`
	Ingest     *ingestFigures     `json:"ingest"`
	PerItem    map[string]float64 `json:"bytes_per_item"`
	Shards     int                `json:"shards"`
	Open       float64            `json:"open_ms"`
	Idle       memory             `json:"idle"`
	Rows       []rowFigures       `json:"rows,omitempty"`
	Stock      []rowFigures       `json:"stock_bleve,omitempty"`
	Load       *loadFigures       `json:"load,omitempty"`
	Swap       *swapFigures       `json:"swap,omitempty"`
	Searched   memory             `json:"after_searches"`
	Goals      []goalFigure       `json:"goals,omitempty"`
}

func (r *report) write(w io.Writer) error { return json.NewEncoder(w).Encode(r) }

// fill runs all parts, and prints each when it is done.
func (r *report) fill(ctx context.Context, o *options, stderr io.Writer) (err error) {
	r.Go, r.Processors = runtime.Version(), runtime.GOMAXPROCS(0)
	if r.Ingest, err = o.index(ctx, stderr); err != nil {
		return err
	}
	begun := time.Now()
	e, err := bleve.Open(o.dir, bleve.Options{Timeout: -1, CachedResults: -1})
	if err != nil {
		return err
	}
	defer e.Close()
	r.Open = milliseconds(time.Since(begun))
	debug.FreeOSMemory()
	r.Idle = memoryNow()
	info, err := e.Info(ctx)
	if err != nil {
		return err
	}
	r.Shards = info.Shards
	r.countBytes()
	r.printIndex(stderr)
	v, err := readVocabulary(ctx, e, newCorpus(o.profile, o.seed), r.Ingest.Letters)
	if err != nil {
		return err
	}
	if err := r.search(ctx, e, o, v, stderr); err != nil {
		return err
	}
	if o.does("swap") {
		if r.Swap, err = o.swap(ctx, stderr, v, r.Ingest.Letters); err != nil {
			return err
		}
		printSwap(stderr, r.Swap)
	}
	r.Searched = memoryNow()
	r.compare()
	printGoals(stderr, r.Goals)
	return ctx.Err()
}

func (r *report) countBytes() {
	r.PerItem = map[string]float64{}
	for kind, n := range r.Ingest.Bytes {
		r.PerItem[kind] = float64(n) / float64(r.Ingest.Items)
	}
}

// search runs what needs the open index alone, under the profilers that are
// asked for.
func (r *report) search(ctx context.Context, e index.Searcher, o *options, v *vocabulary, stderr io.Writer) error {
	stop, err := o.profileCPU()
	if err != nil {
		return err
	}
	if o.does("rows") {
		printHead(stderr)
		for _, row := range table(v) {
			if ctx.Err() == nil && o.wants(row.name) {
				f := measure(row.name, row.n, o.budget, func(i int) (int, error) { return row.run(ctx, e, i) })
				r.Rows = append(r.Rows, f)
				printRow(stderr, f)
			}
		}
	}
	if o.does("load") {
		if r.Load, err = load(ctx, e, v, o.load); err != nil {
			return err
		}
		printLoad(stderr, r.Load)
	}
	if err := stop(); err != nil {
		return err
	}
	if o.does("stock") {
		if r.Stock, err = stockRows(ctx, e, o); err != nil {
			return err
		}
		fmt.Fprintln(stderr, "\nbleve's own search over the same segments")
		for _, f := range r.Stock {
			printRow(stderr, f)
		}
	}
	return ctx.Err()
}

// does reports whether a part is to be run.
func (o *options) does(part string) bool {
	return !slices.Contains(strings.Split(o.skip, ","), part)
}

// wants reports whether a row is to be run.
func (o *options) wants(name string) bool { return o.only.MatchString(name) }

// profileCPU begins the profiles that are asked for; stop writes them.
func (o *options) profileCPU() (stop func() error, err error) {
	if o.memProfile != "" {
		runtime.MemProfileRate = 64 << 10
	}
	var cpu *os.File
	if o.cpuProfile != "" {
		if cpu, err = os.Create(o.cpuProfile); err != nil {
			return nil, err
		}
		if err := pprof.StartCPUProfile(cpu); err != nil {
			return nil, err
		}
	}
	return func() error {
		if cpu != nil {
			pprof.StopCPUProfile()
			if err := cpu.Close(); err != nil {
				return err
			}
		}
		return o.writeAllocations()
	}, nil
}

func (o *options) writeAllocations() error {
	if o.memProfile == "" {
		return nil
	}
	f, err := os.Create(o.memProfile)
	if err != nil {
		return err
	}
	defer f.Close()
	return pprof.Lookup("allocs").WriteTo(f, 0)
}
