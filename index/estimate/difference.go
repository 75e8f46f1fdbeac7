package estimate

import "math"

// Cross are sums over the clusters that two samples have in common, of the
// hits and items that each has in them: what their rates share. The zero value
// has no cluster in common.
type Cross struct {
	Clusters                                   int
	HitsHits, HitsItems, ItemsHits, ItemsItems int
}

// Add adds a cluster in which the first sample has some items, and the second.
// A cluster that one of them has no items in is none of both.
func (c *Cross) Add(hits1, items1, hits2, items2 int) {
	if items1 == 0 || items2 == 0 {
		return
	}
	c.Clusters++
	c.HitsHits += hits1 * hits2
	c.HitsItems += hits1 * items2
	c.ItemsHits += items1 * hits2
	c.ItemsItems += items1 * items2
}

// Merge adds the clusters of other sums, none of which c has.
func (c *Cross) Merge(o Cross) {
	c.Clusters += o.Clusters
	c.HitsHits += o.HitsHits
	c.HitsItems += o.HitsItems
	c.ItemsHits += o.ItemsHits
	c.ItemsItems += o.ItemsItems
}

// A Difference is one rate less another, in shares: from -1 to 1.
type Difference struct{ Value, Low, High float64 }

// Excludes reports whether the interval says that the rates differ: 0 is
// outside.
func (d Difference) Excludes() bool { return d.Low > 0 || d.High < 0 }

// Less returns the difference a - b with its 95 % interval. The samples may
// share clusters, which makes their rates move together. The interval is made
// of the two rates' own, by the method of variance estimates recovery with
// correlation (Zou and Donner, Statistics in Medicine 27, 2008, 1693-1702):
// it keeps to what is possible and is no point where both rates are 0.
func Less(a, b Sums, both Cross) Difference {
	r, q := a.Rate(), b.Rate()
	ia, ib := a.Interval(), b.Interval()
	rho := correlation(a, b, both)
	d := Difference{Value: r - q}
	d.Low = d.Value - hypotenuse(r-ia.Low, ib.High-q, rho)
	d.High = d.Value + hypotenuse(ia.High-r, q-ib.Low, rho)
	d.Low, d.High = max(-1, d.Low), min(1, d.High)
	return d
}

// hypotenuse returns the third side of a triangle.
func hypotenuse(x, y, cosine float64) float64 {
	return math.Sqrt(max(0, x*x+y*y-2*cosine*x*y))
}

// correlation returns that of two rates which share clusters, from their
// linearized covariance; 0 where a variance is not known.
func correlation(a, b Sums, both Cross) float64 {
	va, okA := a.variance()
	vb, okB := b.variance()
	if !okA || !okB || va == 0 || vb == 0 || both.Clusters == 0 {
		return 0
	}
	r, q := a.Rate(), b.Rate()
	products := float64(both.HitsHits) - q*float64(both.HitsItems) - r*float64(both.ItemsHits) + r*q*float64(both.ItemsItems)
	covariance := products / (float64(a.Items) * float64(b.Items))
	return max(-1, min(1, covariance/math.Sqrt(va*vb)))
}
