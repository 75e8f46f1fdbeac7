package lettertest

import (
	"math"
	"math/rand/v2"
	"sort"
)

// A source draws the choices of one letter. It depends on seed, stream and
// letter only, so that letters may be made in any order and in parallel.
type source struct{ *rand.Rand }

func newSource(seed, stream uint64, letter int) source {
	return source{rand.New(rand.NewPCG(seed*0x9e3779b97f4a7c15+stream, uint64(letter)*0xd1342543de82ef95+0x2545f4914f6cdd1d))}
}

// chance reports true in percent of 100 draws.
func (s source) chance(percent int) bool { return s.IntN(100) < percent }

// between returns a number from lo to hi, both included.
func (s source) between(lo, hi int) int { return lo + s.IntN(hi-lo+1) }

// pick returns one of the choices, all equally likely.
func pick[T any](s source, choices []T) T { return choices[s.IntN(len(choices))] }

// some returns n different choices in a random order, all of them when there
// are fewer.
func some[T any](s source, choices []T, n int) []T {
	order := s.Perm(len(choices))
	if n > len(order) {
		n = len(order)
	}
	out := make([]T, n)
	for i := range out {
		out[i] = choices[order[i]]
	}
	return out
}

// zipf draws ranks from 0 whose likelihood falls with the rank to the power
// of its exponent.
type zipf struct{ below []float64 }

func newZipf(n int, exponent float64) zipf {
	below := make([]float64, n)
	total := 0.0
	for i := range below {
		total += math.Pow(float64(i+1), -exponent)
		below[i] = total
	}
	for i := range below {
		below[i] /= total
	}
	return zipf{below}
}

func (z zipf) draw(s source) int { return sort.SearchFloat64s(z.below, s.Float64()) }
