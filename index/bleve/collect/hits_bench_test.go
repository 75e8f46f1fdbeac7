//go:build unix

package collect

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
	"imrsearch/parser/lettertest"
)

// BenchmarkShow20 shows 20 hits far apart, of letters of the bench profile and
// of whole ones of all layouts, with and without snippets.
func BenchmarkShow20(b *testing.B) {
	whole := lettertest.New(lettertest.Options{Seed: 1})
	for _, profile := range []struct {
		name string
		make func(i int) *index.Document
	}{{"bench", indextest.BenchDocument}, {"whole", func(i int) *index.Document {
		l := whole.Letter(i)
		return &index.Document{Letter: &l.Truth, Text: l.Text}
	}}} {
		dir := b.TempDir()
		docs := make([]*index.Document, 3000)
		for i := range docs {
			docs[i] = profile.make(i)
		}
		segmenttest.Write(b, dir, commit.WriterOptions{Jobs: 1}, docs...)
		g := segmenttest.Generation(b, dir)
		for _, q := range []struct {
			name, query string
			snippets    int
		}{
			{"cards", "", -1}, {"no words", "", 2}, {"two words", "medical treatment", 2},
			{"one snippet", "rationale:(medical treatment)", 1}, {"phrase", `"medically necessary"`, 2}, {"sentence", "pain /s treatment", 2},
		} {
			b.Run(profile.name+"/"+q.name, func(b *testing.B) {
				benchShow(b, g, &index.Request{Query: q.query, Snippets: q.snippets})
			})
		}
	}
}

func benchShow(b *testing.B, g *segment.Generation, req *index.Request) {
	plan, _, err := resolve.Resolve(req)
	if err != nil {
		b.Fatal(err)
	}
	s := &match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: b.Context()}}
	s.Begin()
	s.SelectItems(plan.Matching(req.Match), func(sel *match.Selection) { sel.Choose(nil) })
	found := s.Selections[0].Result.ToArray()
	random := rand.New(rand.NewPCG(1, 1))
	hits := make([]Hit, 20)
	b.ReportAllocs()
	seed, shown := processorTime(b), 0
	for b.Loop() {
		shown++
		for i := range hits {
			hits[i] = Hit{Doc: found[random.IntN(len(found))]}
		}
		if err := NewTopHits(s, req, nil).ShowHits(&index.Result{}, hits); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(processorTime(b)-seed)/float64(shown), "cpu-ns/op")
}

// processorTime is what the process has used: where others use the machine
// too, it tells more than the clock.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
