package citecheck

import (
	"fmt"
	"slices"
	"strings"
)

// A nearest is the text of a letter that is most like words of a draft.
type nearest struct {
	words []string // of the letter
	draft []string
	cost  int // see wordCost
	src   *source
	start int // in the source
	end   int
}

// Costs of aligning: another word, or one more or less, is a whole step; a
// capital or a sign a half.
const (
	wholeStep = 2
	halfStep  = 1
)

// maxAligned bounds the words of a quotation that are aligned; a longer one is
// known by its beginning.
const maxAligned = 400

// near returns the text that is nearest to folded words, in the item's own
// texts before others; nil where the letter has no text.
func (l *letter) near(words string, items []int) *nearest {
	draft := strings.Fields(words)
	draft = draft[:min(len(draft), maxAligned)]
	if len(draft) == 0 {
		return nil
	}
	var best *nearest
	for pass := range 2 {
		for i := range l.texts {
			s := &l.texts[i]
			own := slices.Contains(items, s.item)
			if s.whole && best != nil && best.like(true) || own == (pass == 1) {
				continue
			}
			if n := align(draft, s); n != nil && (best == nil || n.cost < best.cost) {
				best = n
			}
		}
	}
	return best
}

// like reports whether the texts are one text with changes: at most half of
// the words differ, and in a strict comparison two in five.
func (n *nearest) like(strict bool) bool {
	if strict {
		return 5*n.cost <= 2*wholeStep*len(n.draft)
	}
	return 2*n.cost <= wholeStep*len(n.draft)
}

// align finds the stretch of a source that is nearest to the words of a draft
// (Levenshtein over words, free at both ends of the source).
func align(draft []string, s *source) *nearest {
	words, at := fieldsOf(s.text)
	if len(words) == 0 {
		return nil
	}
	n := len(draft)
	cost, from := make([]int, n+1), make([]int, n+1)
	for i := range cost {
		cost[i] = i * wholeStep
	}
	best := &nearest{draft: draft, cost: cost[n] + 1, src: s}
	for j, w := range words {
		diagonal, diagonalFrom := cost[0], j
		cost[0], from[0] = 0, j+1
		for i := 1; i <= n; i++ {
			c, f := diagonal+wordCost(draft[i-1], w), diagonalFrom
			if d := cost[i] + wholeStep; d < c { // a word of the letter is left out
				c, f = d, from[i]
			}
			if d := cost[i-1] + wholeStep; d < c { // a word is added
				c, f = d, from[i-1]
			}
			diagonal, diagonalFrom = cost[i], from[i]
			cost[i], from[i] = c, f
		}
		if from[n] <= j && (cost[n] < best.cost || cost[n] == best.cost && w == draft[n-1]) { // of equal ones that with the same end
			best.cost, best.words = cost[n], words[from[n]:j+1]
			best.start, best.end = at[from[n]], at[j]+len(w)
		}
	}
	if best.words == nil {
		return nil
	}
	return best
}

func wordCost(a, b string) int {
	switch {
	case a == b:
		return 0
	case strings.EqualFold(bare(a), bare(b)):
		return halfStep
	}
	return wholeStep
}

// bare is a word without the signs around it.
func bare(w string) string { return strings.Trim(w, `.,;:!?()[]'-/`) }

// fieldsOf divides a folded text at its blanks.
func fieldsOf(s string) (words []string, at []int) {
	for from := 0; from < len(s); {
		end := strings.IndexByte(s[from:], ' ')
		if end < 0 {
			end = len(s) - from
		}
		if end > 0 {
			words, at = append(words, s[from:from+end]), append(at, from)
		}
		from += end + 1
	}
	return words, at
}

// raw is the text as the letter has it.
func (n *nearest) raw() string {
	return strings.Join(strings.Fields(n.src.raw[n.src.at[n.start]:n.src.at[n.end]]), " ")
}

// differences says in words what differs, the first few of it.
func (n *nearest) differences() string {
	const shown = 4
	steps := n.steps()
	var said []string
	for i, x := range steps {
		if i == shown {
			said = append(said, fmt.Sprintf("and %d more", len(steps)-shown))
			break
		}
		said = append(said, x.String())
	}
	return strings.Join(said, "; ")
}

// A step is one difference: words of the letter against words of the draft.
type step struct{ letter, draft []string }

func (s step) String() string {
	letter, draft := strings.Join(s.letter, " "), strings.Join(s.draft, " ")
	switch {
	case letter == "":
		return fmt.Sprintf("the letter does not have “%s”", draft)
	case draft == "":
		return fmt.Sprintf("“%s” is left out", letter)
	}
	return fmt.Sprintf("the letter has “%s” for “%s”", letter, draft)
}

// steps are the differences in their order; neighbouring ones are one.
func (n *nearest) steps() []step {
	a, b := n.draft, slices.Clone(n.words)
	if last := len(b) - 1; bare(b[last]) == a[len(a)-1] { // the quotation may end there
		b[last] = a[len(a)-1]
	}
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = j * wholeStep
			case j == 0:
				cost[i][j] = i * wholeStep
			default:
				cost[i][j] = min(cost[i-1][j-1]+wordCost(a[i-1], b[j-1]), cost[i-1][j]+wholeStep, cost[i][j-1]+wholeStep)
			}
		}
	}
	var out []step
	joined := false // the next difference stands beside the last one
	add := func(letter, draft string) {
		if !joined {
			out = append(out, step{})
		}
		s := &out[len(out)-1]
		if letter != "" {
			s.letter = append(s.letter, letter)
		}
		if draft != "" {
			s.draft = append(s.draft, draft)
		}
		joined = true
	}
	for i, j := len(a), len(b); i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+wordCost(a[i-1], b[j-1]):
			if a[i-1] != b[j-1] {
				add(b[j-1], a[i-1])
			} else {
				joined = false
			}
			i, j = i-1, j-1
		case i > 0 && cost[i][j] == cost[i-1][j]+wholeStep:
			add("", a[i-1])
			i--
		default:
			add(b[j-1], "")
			j--
		}
	}
	slices.Reverse(out)
	for i := range out {
		slices.Reverse(out[i].letter)
		slices.Reverse(out[i].draft)
	}
	return out
}
