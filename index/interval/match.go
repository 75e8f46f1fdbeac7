// Package interval answers one question: where do words stand near each other?
// It is the one definition of phrases, distances, sentences and paragraphs of
// the query language (Lucene calls such places intervals), over any text that
// tells where its words are. Engines may be faster; they may not differ.
package interval

import (
	"slices"

	"imrsearch/index"
)

// This file and solver.go, join.go and represent.go are the one evaluator of
// words and their places inside one text field. Engines verify proximity with
// it over their own word places, marks are made with it, and the documents of
// the query language are true because it is:
//
//   - The distance of two words is the difference of their positions.
//   - A match of a Sequence, Near and so on is an interval: the positions that
//     made it, from the first (Start) to the last (End). The distance of two
//     intervals is that of their nearer ends, and 0 where they overlap (a word
//     inside a match).
//   - Operands stand at disjoint places: no position serves twice in a match.
//   - Ordered: the end of X before the start of Y, and Y at most n later.
//   - /s and /p: all words of both operands in one sentence, one paragraph.
//   - "a b c"~n: all words at different positions, the outer two at most n
//     apart.
//
// Matches are told apart by Start, End and those positions that another
// operand could take as well; all else about a match is of no consequence to
// what stands around it. So their number stays within positions × width of
// the query, not with the product of all occurrences, and nothing is cut off.

// A View is one text field of one determination, by the places of its words.
type View interface {
	// Occurrences appends the positions of the words that m matches to dst,
	// ascending, each once.
	Occurrences(m index.Matcher, dst []int32) []int32
	// Sentence and Paragraph number what stands at a position; the numbers
	// never fall from one position to the next.
	Sentence(pos int32) int32
	Paragraph(pos int32) int32
}

// A Stopper is a View that may end a long evaluation: once Stop says so, what
// is asked of the View comes back at once and means nothing. Only groups in
// which the same very common word stands many times ever take long.
type Stopper interface {
	View
	Stop() bool
}

// Stands reports whether e, a Sequence, Or, Synonyms or Near, matches
// anywhere in v. Fields are not looked at: v is the field. It stops at the
// first match.
func Stands(e index.Expr, v View) bool {
	if s, ok := e.(index.Sequence); ok && len(s.Words) == 1 {
		return len(v.Occurrences(s.Words[0], nil)) > 0
	}
	g := solver{view: v}
	root := g.build(e, 0)
	if root == nil {
		return false
	}
	root.share(nil, 0)
	return g.stands(root)
}

// Places returns at how many different places e stands in v: the largest
// number of its matches of which no two overlap. It is what ATLEAST counts.
func Places(e index.Expr, v View) int {
	g := solver{view: v}
	root := g.solve(e)
	if root == nil {
		return 0
	}
	byEnd := slices.Clone(root.found)
	slices.SortFunc(byEnd, func(a, b match) int { return int(a.end - b.end) })
	n, last := 0, int32(-1)
	for _, s := range byEnd {
		if s.start > last {
			n++
			last = s.end
		}
	}
	return n
}

// A Leaf is a part of a match: a word, or the adjacent words of a phrase, in
// the positions Start to End. Operand numbers the operand of the proximity query
// that it belongs to.
type Leaf struct {
	Start, End int32
	Operand    int
}

// Leaves returns the leaves of all matches of e in v, each once.
func Leaves(e index.Expr, v View) []Leaf {
	g := solver{view: v, trace: true}
	root := g.solve(e)
	if root == nil {
		return nil
	}
	var out []Leaf
	for i := range root.found {
		root.walk(i, func(leaf *node, s match) {
			out = append(out, Leaf{s.start, s.end, leaf.operand})
		})
	}
	return out
}
