package bleve

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/parser/lettertest"
)

// BenchmarkShow20 shows 20 hits far apart, of letters of the bench profile and
// of whole ones of all layouts, with and without snippets.
func BenchmarkShow20(b *testing.B) {
	whole := lettertest.New(lettertest.Options{Seed: 1})
	for _, profile := range []struct {
		name string
		make func(i int) *index.Document
	}{{"bench", benchDocument}, {"whole", func(i int) *index.Document {
		l := whole.Letter(i)
		return &index.Document{Letter: &l.Truth, Text: l.Text}
	}}} {
		dir := b.TempDir()
		docs := make([]*index.Document, 3000)
		for i := range docs {
			docs[i] = profile.make(i)
		}
		write(b, dir, WriterOptions{Jobs: 1}, docs...)
		g := generationIn(b, dir)
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

func benchShow(b *testing.B, g *generation, req *index.Request) {
	plan, _, err := index.Resolve(req)
	if err != nil {
		b.Fatal(err)
	}
	s := &search{plan: plan, g: g, deadline: &deadline{ctx: b.Context()}}
	s.begin()
	s.selectItems(matching(plan, req.Match), func(sel *selection) { sel.choose(nil) })
	found := s.selections[0].result.ToArray()
	random := rand.New(rand.NewPCG(1, 1))
	hits := make([]ranked, 20)
	b.ReportAllocs()
	begun, shown := processorTime(b), 0
	for b.Loop() {
		shown++
		for i := range hits {
			hits[i] = ranked{doc: found[random.IntN(len(found))]}
		}
		if err := newTopHits(s, req, nil).show(&index.Result{}, hits); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(processorTime(b)-begun)/float64(shown), "cpu-ns/op")
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
