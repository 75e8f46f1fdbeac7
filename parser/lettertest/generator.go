// Package lettertest answers one question: what letters can there be? It
// makes invented final determination letters of every layout, each with the
// truth that a perfect reader would find in it. The i-th letter depends on
// the seed and on i only.
//
// All people, cases and records are inventions. Wordings that the state's
// forms prescribe (labels, headings, the paragraph on how a determination is
// made) are those of the forms.
//
// The letters in testdata/letters were made by
//
//	go test ./parser/lettertest -run TestGolden -update
//
// and a corpus of any size is made by cmd/lettergen.
package lettertest

import "imrsearch/parser/imr"

// Options say which letters to make. The zero value makes letters of all
// layouts in a realistic mix from seed 0, with no traps but those that a
// layout has by itself (notices, running feet, page breaks).
type Options struct {
	Seed    uint64
	Layouts []imr.Layout // nil: all, in the mix of the years 2013 to 2020
	Traps   []Trap       // what to put into every letter that can hold it; nil: nothing
	Share   int          // percent of the letters that get a trap, for each by itself; 0: all
}

// A Generator makes letters. It holds no state between letters: all its
// methods may be called at the same time.
type Generator struct {
	opt   Options
	bench *benchTables // nil in the letters profile
}

// New returns a generator of letters like those that are posted.
func New(opt Options) *Generator { return &Generator{opt: opt} }

// Truth returns the truth of the i-th letter. In the bench profile it costs
// no rendering.
func (g *Generator) Truth(i int) imr.Letter {
	if g.bench != nil {
		return g.bench.letter(g.opt.Seed, i)
	}
	return g.Letter(i).Truth
}
