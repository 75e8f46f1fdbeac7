package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
)

// ingestFigures is what building the index took. Making the letters is not
// counted, in time or CPU.
type ingestFigures struct {
	Items          int              `json:"items"`
	Letters        int              `json:"letters"`
	Seconds        float64          `json:"seconds"`
	CPUSeconds     float64          `json:"cpu_seconds"`
	ItemsPerSecond float64          `json:"items_per_second"`
	ItemsPerCPU    float64          `json:"items_per_cpu_second"`
	PeakRSS        float64          `json:"peak_rss_mb"`
	PeakHeap       float64          `json:"peak_heap_mb"`
	Generation     int              `json:"generation"`
	Reused         bool             `json:"reused"` // the index, and so these figures, are of an earlier run
	Bytes          map[string]int64 `json:"bytes,omitempty"`
}

// figuresFile stands beside an index, so that a later run can take it over.
const figuresFile = "imrbench.json"

// chunkLetters is how many letters are made before they are handed over.
const chunkLetters = 1024

// index makes sure that the index is there and returns what building it
// took.
func (o *options) index(ctx context.Context, stderr io.Writer) (*ingestFigures, error) {
	if f := o.reuse(); f != nil {
		return f, nil
	}
	// Only what an earlier run of this command left is replaced.
	if _, err := os.Stat(o.dir); err == nil {
		if _, err := os.Stat(filepath.Join(o.dir, "CURRENT")); err != nil {
			return nil, fmt.Errorf("%s is no index of this command: remove it", o.dir)
		}
		if err := os.RemoveAll(o.dir); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(o.dir), 0o755); err != nil {
		return nil, err
	}
	f := &ingestFigures{}
	if err := o.child(ctx, stderr, f, "--step", "build", "--dir", o.dir); err != nil {
		return nil, err
	}
	var err error
	if f.Bytes, err = bytesByKind(o.dir); err != nil {
		return nil, err
	}
	b, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	return f, os.WriteFile(filepath.Join(o.dir, figuresFile), b, 0o644)
}

// reuse returns the figures of the index that is there already, nil when
// there is none that this program can open.
func (o *options) reuse() *ingestFigures {
	b, err := os.ReadFile(filepath.Join(o.dir, figuresFile))
	if err != nil {
		return nil
	}
	f := &ingestFigures{}
	if json.Unmarshal(b, f) != nil || f.Items != o.items {
		return nil
	}
	e, err := bleve.Open(o.dir, bleve.Options{})
	if err != nil {
		return nil
	}
	_ = e.Close()
	f.Reused = true
	return f
}

// child runs a step in a process of its own, so that its memory is not mixed
// with that of the searches, and reads the JSON that it prints into result.
func (o *options) child(ctx context.Context, stderr io.Writer, result any, args ...string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args = append(args, "--items", strconv.Itoa(o.items), "--profile", o.profile, "--seed", strconv.FormatUint(o.seed, 10),
		"--jobs", strconv.Itoa(o.jobs), "--segment-items", strconv.Itoa(o.segmentItems))
	if o.cpuProfile != "" {
		args = append(args, "--cpuprofile", o.cpuProfile+"."+args[1])
	}
	c := exec.CommandContext(ctx, self, args...)
	c.Stderr = stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("step %v: %w", args[1], err)
	}
	return json.Unmarshal(out, result)
}

func (o *options) buildStep(ctx context.Context, stdout io.Writer) error {
	return o.ingest(ctx, stdout, 0, o.items, o.items)
}

// addStep adds letters to an index that is there.
func (o *options) addStep(ctx context.Context, stdout io.Writer) error {
	return o.ingest(ctx, stdout, o.from, o.letters, int(^uint(0)>>1))
}

// ingest writes letters from number i on until there are n of them, or items
// items, commits, and prints what it took.
func (o *options) ingest(ctx context.Context, stdout io.Writer, i, n, items int) (err error) {
	stop, err := o.profileCPU()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	c := newCorpus(o.profile, o.seed)
	perLetter := c.cost()
	f := ingestFigures{}
	begun, used, peak := time.Now(), cpuTime(), watchHeap()
	jobs := o.jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	bleve.LowerPriority()
	commit.BoundMemory(jobs)
	w, err := commit.NewWriter(o.dir, commit.WriterOptions{Jobs: jobs, SegmentItems: o.segmentItems})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	wall := time.Since(begun)
	for docs := []*index.Document(nil); f.Letters < n && f.Items < items; {
		docs, i = c.chunk(docs[:0], i, min(chunkLetters, n-f.Letters), items-f.Items)
		begun = time.Now()
		for _, d := range docs {
			if err := w.Add(ctx, d); err != nil {
				return err
			}
			f.Letters++
			f.Items += itemsOf(d)
		}
		wall += time.Since(begun)
		clear(docs)
	}
	begun = time.Now()
	if f.Generation, err = w.Commit(ctx); err != nil {
		return err
	}
	wall += time.Since(begun)
	cpu := cpuTime() - used - time.Duration(f.Letters)*perLetter
	f.Seconds, f.CPUSeconds = wall.Seconds(), cpu.Seconds()
	f.ItemsPerSecond, f.ItemsPerCPU = float64(f.Items)/f.Seconds, float64(f.Items)/f.CPUSeconds
	f.PeakHeap, f.PeakRSS = megabytes(peak()), memoryNow().Peak
	return json.NewEncoder(stdout).Encode(f)
}

// cost returns the CPU time of making a letter.
func (c *corpus) cost() time.Duration {
	const letters = 500
	c.document(0, 1)
	used := cpuTime()
	for i := range letters {
		c.document(i, 100)
	}
	return (cpuTime() - used) / letters
}
