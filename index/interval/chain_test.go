package interval

import (
	"math/rand/v2"
	"strings"
	"testing"

	"imrsearch/index"
)

func TestChains(t *testing.T) {
	a, b, ab := exactly("a"), exactly("b"), index.Or{Of: []index.Expr{exactly("a"), exactly("b")}}
	chain := func(u index.Unit, of ...index.Expr) index.Expr {
		e := of[0]
		for _, x := range of[1:] {
			e = inUnit(u, e, x)
		}
		return e
	}
	tests := []struct {
		text string
		e    index.Expr
		want bool
	}{
		{"a x a x a", chain(index.Sentence, a, a, a), true},
		{"a x a. X a", chain(index.Sentence, a, a, a), false},
		{"a x a. X a", chain(index.Paragraph, a, a, a), true},
		{"a b", chain(index.Sentence, ab, ab, a), false},
		{"a b a", chain(index.Sentence, ab, ab, b), true},
		{"b. A b a", chain(index.Sentence, ab, b, ab), true},
		{"a x", chain(index.Sentence, ab, b), false},
		{"b a b", ordered(inUnit(index.Sentence, ordered(inUnit(index.Sentence, b, a)), b)), true},
	}
	for _, tt := range tests {
		if got := Stands(tt.e, viewOf(tt.e, tt.text)); got != tt.want {
			t.Errorf("Stands(%s, %q) = %v", show(tt.e), tt.text, got)
		}
	}
}

// TestChainsAgree compares the short way with all the matches.
func TestChainsAgree(t *testing.T) {
	for seed := range uint64(8000) {
		r := rand.New(rand.NewPCG(seed, 3))
		unit, inOrder := []index.Unit{index.Sentence, index.Paragraph}[r.IntN(2)], r.IntN(3) == 0
		operand := func() index.Expr {
			switch r.IntN(6) {
			case 0:
				return exactly("a", "bx"[r.IntN(2):][:1])
			case 1:
				return within(1+r.IntN(3), exactly("a"), exactly("b"))
			case 2, 3:
				return index.Or{Of: []index.Expr{exactly("abc"[r.IntN(3):][:1]), exactly("x")}}
			}
			return exactly("abc"[r.IntN(3):][:1])
		}
		var build func(n int) index.Expr
		build = func(n int) index.Expr {
			if n == 1 {
				return operand()
			}
			left := 1 + r.IntN(n-1)
			near := inUnit(unit, build(left), build(n-left))
			near.Ordered = inOrder
			return near
		}
		e, s := build(2+r.IntN(4)), randomText(r, 3+r.IntN(8))
		v := viewOf(e, s)
		if got, want := Stands(e, v), len(matchesOf(e, v)) > 0; got != want {
			t.Fatalf("seed %d: Stands(%s, %q) = %v", seed, show(e), s, got)
		}
	}
}

// TestLongChains holds that a chain of the commonest word stays payable.
func TestLongChains(t *testing.T) {
	var e index.Expr = exactly("a")
	for range 40 {
		e = inUnit(index.Paragraph, e, exactly("a"))
	}
	if !Stands(e, viewOf(e, strings.Repeat("a b ", 41))) || Stands(e, viewOf(e, strings.Repeat("a b ", 40))) {
		t.Error("forty-one places are needed, and enough")
	}
}
