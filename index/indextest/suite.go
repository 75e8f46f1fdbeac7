// Package indextest answers one question: does this engine do what the
// contract says? Run holds an engine against hand-written tables and against
// a naive scan over the same letters, which tries everything and shares only
// the segmentation and the plan with it.
package indextest

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/lettertest"
)

var effort = flag.Int("indextest.effort", 100, "per cent of the usual number of random searches")

// seedVariable sets where random letters and queries begin; a failure names
// it.
const seedVariable = "INDEXTEST_SEED"

// Run holds the engine that open makes of letters against the contract. open
// is called several times; it closes what it opened through t.Cleanup. The
// random part takes some seconds; -indextest.effort=1000 takes ten times as
// long, -short a tenth.
func Run(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher) {
	t.Run("table", func(t *testing.T) { runTable(t, open) })
	t.Run("contract", func(t *testing.T) { runContract(t, open) })
	t.Run("alike", func(t *testing.T) { runAlike(t, open) })
	t.Run("decides", func(t *testing.T) { runDecides(t, open) })
	seed := firstSeed(t)
	t.Run("collisions", func(t *testing.T) {
		for round := range uint64(4) {
			c := newChance(seed + round)
			docs := c.letters(40)
			runRandom(t, open, docs, newSpeaker(c, vocabulary, 3, docs), seed+round, times(500))
		}
	})
	t.Run("citations", func(t *testing.T) { runCited(t, open, seed) })
	t.Run("citation index", func(t *testing.T) { runCites(t, open, seed) })
	t.Run("letters", func(t *testing.T) {
		c := newChance(seed)
		docs := generated(seed, 100)
		runRandom(t, open, docs, newSpeaker(c, wordsOf(docs, c), 2, docs), seed, times(500))
	})
}

func firstSeed(t *testing.T) uint64 {
	s := os.Getenv(seedVariable)
	if s == "" {
		return 1
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("%s=%s: %v", seedVariable, s, err)
	}
	return n
}

func times(n int) int {
	if testing.Short() {
		n /= 10
	}
	return n * *effort / 100
}

// generated returns n letters: half of the bench profile, half of all
// layouts.
func generated(seed uint64, n int) []*index.Document {
	bench, all := lettertest.Bench(seed), lettertest.New(lettertest.Options{Seed: seed})
	var docs []*index.Document
	seen := map[string]bool{}
	for i := range n {
		var d *index.Document
		if i%2 == 0 {
			l := bench.Truth(i)
			d = &index.Document{Letter: &l, Text: l.Summary.Text}
		} else {
			l := all.Letter(i)
			d = &index.Document{Letter: &l.Truth, Text: l.Text}
		}
		if !seen[d.Letter.ID] {
			seen[d.Letter.ID] = true
			docs = append(docs, d)
		}
	}
	return docs
}

// wordsOf draws words of the letters, common ones more often.
func wordsOf(docs []*index.Document, c chance) []string {
	var out []string
	for len(out) < 150 {
		d := docs[c.IntN(len(docs))]
		det := d.Determinations()[0]
		f := index.TextField(c.IntN(int(index.SummaryText) + 1))
		for _, w := range wordsIn(&det, f) {
			if c.yes(4) {
				out = append(out, w)
			}
		}
	}
	return out
}

// wordsIn returns the words of a field that a query takes as they are.
func wordsIn(d *index.Determination, f index.TextField) []string {
	var out []string
	for _, t := range text.Tokenize(nil, d.Entries(f)) {
		if strings.Trim(t.Word, "abcdefghijklmnopqrstuvwxyz") == "" {
			out = append(out, t.Word)
		}
	}
	return out
}

func runRandom(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher,
	docs []*index.Document, s *speaker, seed uint64, searches int) {
	engine, scan := open(t, docs), NewScan(docs)
	for i := 0; i < len(scan.items); i += 1 + len(scan.items)/25 {
		if like := scan.items[i]; like.Item.N > 0 {
			compareSimilar(t, engine, scan, index.SimilarRequest{ID: like.Item.ID, Limit: index.NoLimit})
		}
	}
	matched := 0
	for i := range searches {
		req := s.request()
		if check(t, engine, scan, req) {
			matched++
		}
		checkMarks(t, engine, scan, *req)
		if i%5 == 0 {
			checkRequested(t, engine, *req)
		}
		if i%3 == 0 {
			checkStats(t, engine, scan, s.stats())
		}
		if i%20 == 0 {
			checkPaging(t, engine, *req, 1+i%7)
		}
		if t.Failed() {
			t.Fatalf("seed %d, search %d: %s=%d go test shows it again", seed, i, seedVariable, seed)
		}
	}
	if searches >= 100 && matched < searches/4 {
		t.Errorf("only %d of %d searches found anything: the suite shows little", matched, searches)
	}
	t.Logf("seed %d: %d searches, %d with hits", seed, searches, matched)
}
