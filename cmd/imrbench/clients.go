package main

import (
	"context"
	"strings"
	"sync"
	"time"

	"imrsearch/index"
)

// clients is how many ask at once, each its next question when it has the
// answer to the last.
const clients = 16

// loadFigures is what many clients at once got. Times are milliseconds.
type loadFigures struct {
	Clients   int                   `json:"clients"`
	Seconds   float64               `json:"seconds"`
	Answers   int                   `json:"answers"`
	PerSecond float64               `json:"queries_per_second"`
	P50       float64               `json:"p50_ms"`
	P95       float64               `json:"p95_ms"`
	P99       float64               `json:"p99_ms"`
	Max       float64               `json:"max_ms"`
	CPU       float64               `json:"cpu_ms"`
	Failed    int                   `json:"failed"`
	Wrong     int                   `json:"wrong"`            // answers with another total than one by one
	Errors    string                `json:"errors,omitempty"` // of failed questions, each once
	Kinds     map[string]kindFigure `json:"kinds"`
}

type kindFigure struct {
	Answers int     `json:"answers"`
	P50     float64 `json:"p50_ms"`
	P99     float64 `json:"p99_ms"`
	Max     float64 `json:"max_ms"`
}

// A question is one request of the mix, and the answer's total when it was
// asked alone.
type question struct {
	kind    string
	request index.Request
	items   int
}

// An answer is when and how a question was answered.
type answer struct {
	kind       string
	at         time.Time // when it was there
	took       time.Duration
	generation int
	wrong      bool // another total than when asked alone
	err        error
}

// mix returns the questions that clients ask: half are words, a quarter
// filters alone, then phrases, then words close together.
func mix(v *vocabulary) []question {
	var kinds [4][]index.Request
	for _, p := range v.pairs {
		kinds[0] = append(kinds[0], page.of(p[0]+" "+p[1]))
	}
	kinds[1] = v.filtersAlone()
	for _, p := range append([]string{commonPhrase}, phrases...) {
		kinds[2] = append(kinds[2], page.of(`"`+p+`"`))
	}
	for _, p := range v.near {
		kinds[3] = append(kinds[3], page.of(p[0]+" /5 "+p[1]))
	}
	names := [4]string{"words", "filters", "phrase", "near"}
	// Twenty questions hold ten, five, three and two of each kind, apart.
	order := []int{0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2}
	var out []question
	var next [4]int
	for range 8 {
		for _, k := range order {
			if len(kinds[k]) > 0 {
				out = append(out, question{kind: names[k], request: kinds[k][next[k]%len(kinds[k])]})
				next[k]++
			}
		}
	}
	return out
}

// ask lets many clients ask until ctx ends, and returns all answers.
func ask(ctx context.Context, s index.Searcher, questions []question) []answer {
	var mu sync.Mutex
	var all []answer
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			var own []answer
			for i := c * len(questions) / clients; ctx.Err() == nil; i++ {
				q := questions[i%len(questions)]
				a := answer{kind: q.kind}
				begun := time.Now()
				r, err := s.Search(context.WithoutCancel(ctx), &q.request)
				a.at, a.err = time.Now(), err
				a.took = a.at.Sub(begun)
				if err == nil {
					a.generation, a.wrong = r.Generation, r.Total.Items != q.items
				}
				own = append(own, a)
			}
			mu.Lock()
			all = append(all, own...)
			mu.Unlock()
		})
	}
	wg.Wait()
	return all
}

// load measures many clients at once.
func load(ctx context.Context, s index.Searcher, v *vocabulary, d time.Duration) (*loadFigures, error) {
	questions := mix(v)
	if err := askAlone(ctx, s, questions); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, d)
	defer stop()
	begun, used := time.Now(), cpuTime()
	answers := ask(ctx, s, questions)
	cpu, wall := cpuTime()-used, time.Since(begun)
	f := &loadFigures{Clients: clients, Seconds: wall.Seconds(), Answers: len(answers), Kinds: kinds(answers)}
	f.PerSecond = float64(len(answers)) / f.Seconds
	f.CPU = milliseconds(cpu) / float64(max(1, len(answers)))
	f.P50, f.P95, f.P99, f.Max = percentiles(times(answers, ""))
	f.Failed, f.Errors, f.Wrong = failed(answers), reasons(answers), wrong(answers)
	return f, nil
}

// askAlone asks every question once, one by one, and keeps the totals.
func askAlone(ctx context.Context, s index.Searcher, questions []question) error {
	for i := range questions {
		r, err := s.Search(ctx, &questions[i].request)
		if err != nil {
			return err
		}
		questions[i].items = r.Total.Items
	}
	return nil
}

func kinds(answers []answer) map[string]kindFigure {
	out := map[string]kindFigure{}
	for _, a := range answers {
		if _, ok := out[a.kind]; ok {
			continue
		}
		took := times(answers, a.kind)
		f := kindFigure{Answers: len(took)}
		f.P50, _, f.P99, f.Max = percentiles(took)
		out[a.kind] = f
	}
	return out
}

// times returns how long answers of a kind took; "" is every kind.
func times(answers []answer, kind string) []time.Duration {
	var out []time.Duration
	for _, a := range answers {
		if kind == "" || a.kind == kind {
			out = append(out, a.took)
		}
	}
	return out
}

func failed(answers []answer) (n int) {
	for _, a := range answers {
		if a.err != nil {
			n++
		}
	}
	return n
}

// wrong counts the answers of the first generation that came which have
// another total than when they were asked alone.
func wrong(answers []answer) (n int) {
	first := 0
	for _, a := range answers {
		if a.err == nil && (first == 0 || a.generation < first) {
			first = a.generation
		}
	}
	for _, a := range answers {
		if a.err == nil && a.wrong && a.generation == first {
			n++
		}
	}
	return n
}

// reasons returns the errors of the answers, each once.
func reasons(answers []answer) string {
	seen := map[string]bool{}
	var out []string
	for _, a := range answers {
		if a.err != nil && !seen[a.err.Error()] {
			seen[a.err.Error()] = true
			out = append(out, a.err.Error())
		}
	}
	return strings.Join(out, "; ")
}
