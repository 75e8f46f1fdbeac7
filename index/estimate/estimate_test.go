package estimate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// of makes the sums of clusters of hits and items.
func of(clusters ...[2]int) Sums {
	var s Sums
	for _, c := range clusters {
		s.Add(c[0], c[1])
	}
	return s
}

// single makes the sums of n clusters of one item, k of them hits.
func single(k, n int) Sums {
	var s Sums
	for i := range n {
		hit := 0
		if i < k {
			hit = 1
		}
		s.Add(hit, 1)
	}
	return s
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.0006 }

func TestInterval(t *testing.T) {
	tests := []struct {
		name      string
		s         Sums
		low, high float64
	}{
		// Tables of Clopper and Pearson, 95 %.
		{"0 of 10, each in a letter of its own", single(0, 10), 0, 0.3085},
		{"10 of 10", single(10, 10), 0.6915, 1},
		{"0 of 1", single(0, 1), 0, 0.975},
		{"nothing", Sums{}, 0, 1},
		// Ten letters of four items with one fate each tell what ten items do.
		{"0 of 40 in ten letters", of([2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}, [2]int{0, 4}), 0, 0.3085},
	}
	for _, tt := range tests {
		if got := tt.s.Interval(); !near(got.Low, tt.low) || !near(got.High, tt.high) {
			t.Errorf("%s: %.4f to %.4f, want %.4f to %.4f", tt.name, got.Low, got.High, tt.low, tt.high)
		}
	}
}

// TestVariance holds the variance against a computation by hand: letters of
// (1 of 2), (0 of 1), (2 of 3), (0 of 2): rate 3/8, residuals 0.25, -0.375,
// 0.875, -0.75, squares 0.0625 + 0.140625 + 0.765625 + 0.5625 = 1.53125, times
// 4/3, over 64.
func TestVariance(t *testing.T) {
	v, ok := of([2]int{1, 2}, [2]int{0, 1}, [2]int{2, 3}, [2]int{0, 2}).variance()
	if want := 1.53125 * 4 / 3 / 64; !ok || math.Abs(v-want) > 1e-12 {
		t.Errorf("variance %v, want %v", v, want)
	}
}

// TestStudent holds quantiles against the table.
func TestStudent(t *testing.T) {
	for freedom, want := range map[float64]float64{1: 12.706, 2: 4.303, 9: 2.262, 29: 2.045, 1e6: 1.960} {
		if got := student(freedom); math.Abs(got-want) > 0.001 {
			t.Errorf("t(%v) = %.4f, want %.3f", freedom, got, want)
		}
	}
}

// TestAlikeItemsTellLess: the same items say less in fewer letters, and an
// interval holds its rate whatever the sums are.
func TestAlikeItemsTellLess(t *testing.T) {
	var together, apart Sums
	for i := range 40 {
		together.Add(4*(i%4/3), 4) // ten of 40 letters, all their items
		for range 4 {
			apart.Add(i%4/3, 1)
		}
	}
	a, b := together.Interval(), apart.Interval()
	if together.Rate() != apart.Rate() || a.High-a.Low <= b.High-b.Low {
		t.Errorf("letters of four: %v, letters of one: %v", a, b)
	}
	if n := together.EffectiveItems(); n > 41 || n < 35 {
		t.Errorf("160 items in 40 letters of one fate each count as %.1f", n)
	}
}

func FuzzInterval(f *testing.F) {
	f.Add([]byte{1, 2, 0, 1, 3, 3})
	f.Add([]byte{0, 9, 9, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s, q Sums
		var both Cross
		for i := 0; i+3 < len(b); i += 4 {
			n, m := int(b[i+1]), int(b[i+3])
			x, y := int(b[i])%(n+1), int(b[i+2])%(m+1)
			s.Add(x, n)
			q.Add(y, m)
			both.Add(x, n, y, m)
		}
		i := s.Interval()
		if !(0 <= i.Low && i.Low <= s.Rate()+1e-9 && s.Rate() <= i.High+1e-9 && i.High <= 1) {
			t.Errorf("%+v: rate %v, interval %v", s, s.Rate(), i)
		}
		d := Less(s, q, both)
		if !(-1 <= d.Low && d.Low <= d.Value+1e-9 && d.Value <= d.High+1e-9 && d.High <= 1) {
			t.Errorf("%+v less %+v: %v", s, q, d)
		}
	})
}

// TestCoverage draws letters of one to eight items, whose items are alike to a
// degree, and counts how often the interval holds the rate that they were
// drawn with: 95 of 100 times is what it promises. The seed is fixed.
func TestCoverage(t *testing.T) {
	const samples = 1000
	worst := 1.0
	for _, letters := range []int{5, 10, 30, 100} {
		for _, rate := range []float64{0.02, 0.1, 0.3, 0.5} {
			for _, alike := range []float64{0, 0.3, 0.7, 1} {
				chance := rand.New(rand.NewPCG(13, uint64(letters)))
				held, wilson := 0, 0
				for range samples {
					s := draw(chance, letters, rate, alike)
					if i := s.Interval(); i.Low <= rate && rate <= i.High {
						held++
					}
					if i := wilsonOf(s); i.Low <= rate && rate <= i.High {
						wilson++
					}
				}
				share := float64(held) / samples
				worst = min(worst, share)
				name := fmt.Sprintf("%d letters, rate %.2f, alike %.1f", letters, rate, alike)
				if share < 0.92 {
					t.Errorf("%s: held in %.3f of the samples", name, share)
				}
				if letters == 30 && alike == 1 && float64(wilson)/samples > 0.9 {
					t.Errorf("%s: the interval over items holds %.3f: this test shows nothing", name, float64(wilson)/samples)
				}
			}
		}
	}
	t.Logf("worst coverage %.3f", worst)
}

// TestCoverageOfDifference draws two samples over the same letters and over
// letters of their own.
func TestCoverageOfDifference(t *testing.T) {
	const samples, p, q = 1000, 0.3, 0.1
	for _, shared := range []bool{false, true} {
		chance := rand.New(rand.NewPCG(13, 1))
		held := 0
		for range samples {
			a, b, both := drawTwo(chance, 30, p, q, shared)
			if d := Less(a, b, both); d.Low <= p-q && p-q <= d.High {
				held++
			}
		}
		if share := float64(held) / samples; share < 0.93 {
			t.Errorf("letters shared %v: held in %.3f of the samples", shared, share)
		} else {
			t.Logf("letters shared %v: %.3f", shared, share)
		}
	}
}

func TestDifference(t *testing.T) {
	a := of([2]int{2, 3}, [2]int{1, 1}, [2]int{0, 4}, [2]int{1, 2})
	var same Cross
	for _, c := range [][2]int{{2, 3}, {1, 1}, {0, 4}, {1, 2}} {
		same.Add(c[0], c[1], c[0], c[1])
	}
	if rho := correlation(a, a, same); rho < 0.7 || rho > 1 {
		t.Errorf("a sample correlates with itself by %v", rho)
	}
	alone, together := Less(a, a, Cross{}), Less(a, a, same)
	if together.Value != 0 || together.High-together.Low >= alone.High-alone.Low {
		t.Errorf("with itself %v, with another like it %v", together, alone)
	}
	if d := Less(single(20, 20), single(0, 20), Cross{}); !d.Excludes() || d.Value != 1 || d.High != 1 || d.Low >= 1 {
		t.Errorf("all less none: %v", d)
	}
	if d := Less(single(0, 5), single(0, 5), Cross{}); d.Low >= 0 || d.High <= 0 {
		t.Errorf("none less none: %v", d)
	}
}

var sizes = []int{1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8}

// draw draws letters whose items are overturned at a rate, and are alike: the
// share of a letter follows a beta distribution with that correlation.
func draw(chance *rand.Rand, letters int, rate, alike float64) Sums {
	var s Sums
	for range letters {
		n := sizes[chance.IntN(len(sizes))]
		s.Add(hits(chance, n, share(chance, rate, alike)), n)
	}
	return s
}

func drawTwo(chance *rand.Rand, letters int, p, q float64, shared bool) (a, b Sums, both Cross) {
	for range letters {
		n, m := sizes[chance.IntN(len(sizes))], sizes[chance.IntN(len(sizes))]
		if !shared {
			a.Add(hits(chance, n, share(chance, p, 0.5)), n)
			b.Add(hits(chance, m, share(chance, q, 0.5)), m)
			continue
		}
		// One draw moves both shares.
		u := chance.Float64()
		x, y := 0, 0
		if u < p {
			x = n
		}
		if u < q {
			y = m
		}
		a.Add(x, n)
		b.Add(y, m)
		both.Add(x, n, y, m)
	}
	return a, b, both
}

func hits(chance *rand.Rand, n int, share float64) int {
	k := 0
	for range n {
		if chance.Float64() < share {
			k++
		}
	}
	return k
}

func share(chance *rand.Rand, rate, alike float64) float64 {
	switch alike {
	case 0:
		return rate
	case 1:
		if chance.Float64() < rate {
			return 1
		}
		return 0
	}
	a, b := gamma(chance, rate*(1-alike)/alike), gamma(chance, (1-rate)*(1-alike)/alike)
	return a / (a + b)
}

// gamma draws from a gamma distribution, as Marsaglia and Tsang do.
func gamma(chance *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(chance, shape+1) * math.Pow(chance.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := chance.NormFloat64()
		v := math.Pow(1+c*x, 3)
		if v > 0 && math.Log(chance.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// wilsonOf is the interval of Wilson, which takes items for independent.
func wilsonOf(s Sums) Interval {
	const z = 1.959964
	p, n := s.Rate(), float64(s.Items)
	centre := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Interval{centre - half, centre + half}
}
