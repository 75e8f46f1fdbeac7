package interval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/text"
)

// exactly is a Sequence of exact words; one letter a word in these tests.
func exactly(words ...string) index.Sequence {
	s := index.Sequence{Fields: index.RationaleText.Set()}
	for _, w := range words {
		s.Words = append(s.Words, index.Matcher{Kind: index.Exact, Text: w})
	}
	return s
}

func within(n int, x, y index.Expr) index.Near {
	return index.Near{Fields: index.RationaleText.Set(), X: x, Y: y, Within: n}
}

func ordered(n index.Near) index.Near { n.Ordered = true; return n }

func inUnit(u index.Unit, x, y index.Expr) index.Near {
	return index.Near{Fields: index.RationaleText.Set(), X: x, Y: y, Unit: u}
}

func anyOrder(n int, words ...string) index.Sequence {
	s := exactly(words...)
	s.Window = n
	return s
}

// viewOf reads e's words in s.
func viewOf(e index.Expr, s string) *TokenView {
	return ReadTokens(NewReader(&index.Plan{Root: e}), text.Tokenize(nil, []text.Entry{{Text: s}}))
}

func TestStretches(t *testing.T) {
	a, b, c := exactly("a"), exactly("b"), exactly("c")
	tests := []struct {
		text string
		e    index.Expr
		want string // start-end:positions
	}{
		{"a b a", a, "0-0:0 2-2:2"},
		{"a b a b", exactly("a", "b"), "0-1:0,1 2-3:2,3"},
		{"a a a", exactly("a", "a"), "0-1:0,1 1-2:1,2"},
		{"a x b", within(2, a, b), "0-2:0,2"},
		{"a x b", within(1, a, b), ""},
		{"b x a", within(2, a, b), "0-2:0,2"},
		{"b x a", ordered(within(2, a, b)), ""},
		// One place does not serve twice.
		{"a x", within(5, a, a), ""},
		{"a x a", within(5, a, a), "0-2:0,2"},
		// Chains measure from the match, and its nearer end counts.
		{"a x b x c", within(2, within(2, a, b), c), "0-4:0,2,4"},
		{"c x a x b", within(2, within(2, a, b), c), "0-4:0,2,4"},
		{"a c x x b", within(1, within(4, a, b), c), "0-4:0,1,4"},
		// From a phrase too.
		{"a b x c", within(2, exactly("a", "b"), c), "0-3:0,1,3"},
		{"a b x c", within(1, exactly("a", "b"), c), ""},
		// A match must end before the other begins.
		{"a c b", ordered(within(5, within(5, a, b), c)), ""},
		{"a b c", ordered(within(1, within(5, a, b), c)), "0-2:0,1,2"},
		{"a x. B x", inUnit(index.Sentence, a, b), ""},
		{"a x b. X", inUnit(index.Sentence, a, b), "0-2:0,2"},
		{"a x. B x", inUnit(index.Paragraph, a, b), "0-2:0,2"},
		{"a. X b c", inUnit(index.Sentence, within(3, a, b), c), ""},
		{"b x c a", anyOrder(3, "a", "b", "c"), "0-3:0,2,3"},
		{"b x c a", anyOrder(2, "a", "b", "c"), ""},
		{"a x a", anyOrder(2, "a", "a"), "0-2:0,2"},
		{"a b", index.Or{Of: []index.Expr{a, exactly("a", "b")}}, "0-0:0 0-1:0,1"},
		// Of several matches with the same ends, the places of all.
		{"a b b c", within(1, within(3, a, c), b), "0-3:0,1,2,3"},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range matchesOf(tt.e, viewOf(tt.e, tt.text)) {
			got = append(got, fmt.Sprintf("%d-%d:%s", s.Start, s.End, strings.Trim(strings.ReplaceAll(fmt.Sprint(s.At), " ", ","), "[]")))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("matchesOf(%s, %q) = %q, want %q", show(tt.e), tt.text, g, tt.want)
		}
		if got := Stands(tt.e, viewOf(tt.e, tt.text)); got != (tt.want != "") {
			t.Errorf("Stands(%s, %q) = %v", show(tt.e), tt.text, got)
		}
	}
}

func TestPlaces(t *testing.T) {
	a, b := exactly("a"), exactly("b")
	tests := []struct {
		text string
		e    index.Expr
		want int
	}{
		{"a x a", a, 2},
		{"a a a", exactly("a", "a"), 1}, // the second overlaps
		{"a b", index.Or{Of: []index.Expr{a, exactly("a", "b")}}, 1},
		{"a b a b", within(1, a, b), 2},
		{"a a b b", within(3, a, b), 1},
		{"x", a, 0},
	}
	for _, tt := range tests {
		if got := Places(tt.e, viewOf(tt.e, tt.text)); got != tt.want {
			t.Errorf("Places(%s, %q) = %d, want %d", show(tt.e), tt.text, got, tt.want)
		}
	}
}

func show(e index.Expr) string { return strings.ReplaceAll(fmt.Sprintf("%+v", e), "Fields:4 ", "") }

// made is a match as the naive enumeration finds it: its positions.
type made []int32

// enumerate returns all matches of e by trying everything.
func enumerate(e index.Expr, v *TokenView) []made {
	switch e := e.(type) {
	case index.Sequence:
		return enumerateSequence(e, v)
	case index.Or:
		var all []made
		for _, x := range e.Of {
			all = append(all, enumerate(x, v)...)
		}
		return all
	case index.Near:
		var all []made
		ys := enumerate(e.Y, v)
		for _, x := range enumerate(e.X, v) {
			for _, y := range ys {
				if m := together(e, x, y, v); m != nil {
					all = append(all, m)
				}
			}
		}
		return all
	}
	return nil
}

func enumerateSequence(e index.Sequence, v *TokenView) []made {
	all := []made{{}}
	for i, m := range e.Words {
		var longer []made
		for _, have := range all {
			for _, p := range v.Occurrences(m, nil) {
				if slices.Contains(have, p) || e.Window == 0 && i > 0 && p != have[i-1]+1 {
					continue
				}
				longer = append(longer, append(slices.Clone(have), p))
			}
		}
		all = longer
	}
	for i := range all {
		slices.Sort(all[i])
	}
	if e.Window > 0 {
		all = slices.DeleteFunc(all, func(m made) bool { return int(m[len(m)-1]-m[0]) > e.Window })
	}
	return all
}

func together(e index.Near, x, y made, v *TokenView) made {
	all := slices.Concat(x, y)
	slices.Sort(all)
	if len(slices.Compact(slices.Clone(all))) < len(all) {
		return nil
	}
	xEnd, yStart := x[len(x)-1], y[0]
	if e.Ordered && xEnd >= yStart {
		return nil
	}
	switch e.Unit {
	case index.Sentence, index.Paragraph:
		number := v.Sentence
		if e.Unit == index.Paragraph {
			number = v.Paragraph
		}
		for _, p := range all {
			if number(p) != number(all[0]) {
				return nil
			}
		}
		return all
	}
	near := xEnd > yStart && y[len(y)-1] > x[0] // they overlap
	near = near || yStart > xEnd && int(yStart-xEnd) <= e.Within
	near = near || x[0] > y[len(y)-1] && int(x[0]-y[len(y)-1]) <= e.Within
	if !near {
		return nil
	}
	return all
}

// randomExpr draws words of a tiny vocabulary, so that they collide.
func randomExpr(r *rand.Rand, depth, letters int) index.Expr {
	word := func() string { return string(rune('a' + r.IntN(letters))) }
	switch k := r.IntN(9); {
	case depth == 0 || k < 2:
		return exactly(word())
	case k == 2:
		return exactly(word(), word())
	case k == 8:
		return exactly(word(), word(), word())
	case k == 3:
		return anyOrder(1+r.IntN(4), word(), word(), word())
	case k == 4:
		return index.Or{Of: []index.Expr{randomExpr(r, depth-1, letters), randomExpr(r, depth-1, letters)}}
	}
	return index.Near{
		Fields: index.RationaleText.Set(), X: randomExpr(r, depth-1, letters), Y: randomExpr(r, depth-1, letters),
		Unit: []index.Unit{index.Words, index.Words, index.Words, index.Sentence, index.Paragraph}[r.IntN(5)], Within: 1 + r.IntN(5), Ordered: r.IntN(3) == 0,
	}
}

func randomText(r *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		b.WriteByte("abcx"[r.IntN(4)])
		b.WriteString([]string{" ", " ", " ", ". X "}[r.IntN(4)])
	}
	return b.String()
}

// TestStretchesAgree compares ends, places and disjoint marks with the naive
// enumeration over expressions and texts that provoke collisions.
func TestStretchesAgree(t *testing.T) {
	for seed := range uint64(8000) {
		r := rand.New(rand.NewPCG(seed, 1))
		e, s := randomExpr(r, 1+r.IntN(3), 1+r.IntN(3)), randomText(r, 3+r.IntN(10))
		v := viewOf(e, s)
		want := map[[2]int32][]int32{}
		for _, m := range enumerate(e, v) {
			k := [2]int32{m[0], m[len(m)-1]}
			want[k] = append(want[k], m...)
		}
		got := map[[2]int32][]int32{}
		for _, s := range matchesOf(e, v) {
			got[[2]int32{s.Start, s.End}] = s.At
		}
		for k, at := range want {
			slices.Sort(at)
			want[k] = slices.Compact(at)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("seed %d: matchesOf(%s, %q): -want +got\n%s", seed, show(e), s, d)
		}
		if got := Stands(e, v); got != (len(want) > 0) {
			t.Fatalf("seed %d: Stands(%s, %q) = %v", seed, show(e), s, got)
		}
		g := solver{view: v}
		thinned := map[[2]int32][]int32{}
		if root := g.solve(e); root != nil {
			for _, s := range root.found {
				k := [2]int32{s.start, s.end}
				thinned[k] = want[k]
			}
		}
		if d := cmp.Diff(want, thinned); d != "" {
			t.Fatalf("seed %d: thinned out, %s in %q: -want +got\n%s", seed, show(e), s, d)
		}
	}
}

// TestRepresent holds the promise of represent over random families: whatever
// is disjoint from a match is disjoint from a kept one.
func TestRepresent(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 2))
		draw := func(n int) []int32 {
			var set []int32
			for p := range int32(8) {
				if len(set) < n && r.IntN(2) == 0 {
					set = append(set, p+1)
				}
			}
			return set
		}
		var all []match
		for range 1 + r.IntN(12) {
			all = append(all, match{start: 0, end: 9, in: draw(3)})
		}
		others := 1 + r.IntN(3)
		rest := draw(others)
		clear := func(s match) bool { return len(intersection(s.in, rest)) == 0 }
		g := solver{}
		kept := g.represent(all, others)
		if slices.ContainsFunc(all, clear) != slices.ContainsFunc(kept, clear) {
			t.Fatalf("seed %d: represent(%v, %d) = %v: nothing is disjoint from %v", seed, all, others, kept, rest)
		}
	}
}

// TestCommonWords holds that very common words stay payable: a field of
// 5,000 words of which every one is in the query.
func TestCommonWords(t *testing.T) {
	s := strings.Repeat("a b c d a x. ", 833)
	a, b, c, d := exactly("a"), exactly("b"), exactly("c"), exactly("d")
	for _, e := range []index.Expr{
		within(255, within(255, a, b), within(255, c, d)),
		within(50, within(50, within(50, within(50, a, a), a), a), exactly("z")),
		ordered(within(9, within(9, within(9, a, a), within(9, a, a)), within(9, a, exactly("b", "a")))),
	} {
		Stands(e, viewOf(e, s))
	}
}
