package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"imrsearch/index/bleve"
)

// swapFigures is what clients noticed of letters being added, and of the new
// generation taking over. Times are milliseconds.
type swapFigures struct {
	Letters int   `json:"letters"`
	Items   int   `json:"items"`
	Seen    []int `json:"generations"` // that answers came from
	Failed  int   `json:"failed"`
	Wrong   int   `json:"wrong"` // of the old generation, as in loadFigures
	// Errors are those of failed questions, each once.
	Errors  string `json:"errors,omitempty"`
	Answers int    `json:"answers"`
	// Phases are before, during and after the letters were being added, by
	// another process on the same processors.
	Phases map[string]kindFigure `json:"phases"`
	// Swap is of the answers that were under way when the first one of the
	// new generation came.
	Swap kindFigure `json:"swap"`
	// Delayed is how much longer than the slowest answer of its kind at other
	// times the slowest of those took; below 0 when none was slower.
	Delayed float64 `json:"delayed_ms"`
	// Silence is the longest time without any answer while going over.
	Silence float64 `json:"longest_silence_ms"`
}

// addLetters is how many letters are added under load, a day's; no more than
// the index holds.
const addLetters = 1000

// aroundSwap is the time on both sides of the change that counts as going over.
const aroundSwap = 250 * time.Millisecond

// swap lets clients ask over a copy of the index while letters are added to
// it. Half of the letters are there already and are replaced.
func (o *options) swap(ctx context.Context, stderr io.Writer, v *vocabulary, letters int) (*swapFigures, error) {
	dir, err := os.MkdirTemp(filepath.Dir(o.dir), "swap")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := linkIndex(o.dir, dir); err != nil {
		return nil, err
	}
	e, err := bleve.Open(dir, bleve.Options{Timeout: -1, CachedResults: -1})
	if err != nil {
		return nil, err
	}
	defer e.Close()
	questions, n := mix(v), min(addLetters, letters)
	if err := askAlone(ctx, e, questions); err != nil {
		return nil, err
	}
	loadCtx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan []answer, 1)
	go func() { done <- ask(loadCtx, e, questions) }()
	pause(ctx, o.load/4)
	added, began := ingestFigures{}, time.Now()
	err = o.child(ctx, stderr, &added, "--step", "add", "--dir", dir,
		"--from", strconv.Itoa(letters-n/2), "--letters", strconv.Itoa(n))
	ended := time.Now()
	pause(ctx, o.load/4)
	stop()
	answers := <-done
	if err != nil {
		return nil, err
	}
	f := noticed(answers, began, ended)
	f.Letters, f.Items = added.Letters, added.Items
	return f, nil
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// noticed sorts answers by when they came.
func noticed(answers []answer, began, ended time.Time) *swapFigures {
	slices.SortFunc(answers, func(a, b answer) int { return a.at.Compare(b.at) })
	f := &swapFigures{Answers: len(answers), Failed: failed(answers), Wrong: wrong(answers), Errors: reasons(answers), Phases: map[string]kindFigure{}}
	var changed time.Time
	for _, a := range answers {
		if a.err == nil && !slices.Contains(f.Seen, a.generation) {
			f.Seen = append(f.Seen, a.generation)
			changed = a.at
		}
	}
	var phases [3][]answer
	var going, rest []answer
	for _, a := range answers {
		begun := a.at.Add(-a.took)
		switch {
		case len(f.Seen) > 1 && begun.Before(changed.Add(aroundSwap)) && a.at.After(changed.Add(-aroundSwap)):
			going = append(going, a)
		default:
			rest = append(rest, a)
		}
		switch {
		case a.at.Before(began):
			phases[0] = append(phases[0], a)
		case begun.After(ended):
			phases[2] = append(phases[2], a)
		default:
			phases[1] = append(phases[1], a)
		}
	}
	for i, name := range []string{"before", "during", "after"} {
		f.Phases[name] = all(phases[i])
	}
	f.Swap = all(going)
	f.Delayed, f.Silence = delayed(going, rest), silence(going)
	return f
}

func all(answers []answer) kindFigure {
	f := kindFigure{Answers: len(answers)}
	f.P50, _, f.P99, f.Max = percentiles(times(answers, ""))
	return f
}

// delayed compares the slowest of each kind.
func delayed(going, rest []answer) float64 {
	usual, most := kinds(rest), 0.0
	first := true
	for kind, k := range kinds(going) {
		if over := k.Max - usual[kind].Max; first || over > most {
			most, first = over, false
		}
	}
	return most
}

// silence returns the longest time between two answers that follow each other.
func silence(answers []answer) float64 {
	var longest time.Duration
	for i := 1; i < len(answers); i++ {
		longest = max(longest, answers[i].at.Sub(answers[i-1].at))
	}
	return milliseconds(longest)
}
