// Package estimate answers one question: what is a rate, and how sure is it?
// A rate is a share of items, which come in clusters: the items of one letter
// were decided together, by one reviewer, of one patient, and are no
// independent observations. Its interval therefore counts clusters.
//
// The interval is that of Korn and Graubard (Survey Methodology 24, 1998,
// 193-201; so also the presentation standards for proportions of the US
// National Center for Health Statistics, Vital and Health Statistics 2(175),
// 2017): the variance of the rate is that of a ratio estimator over clusters
// (Cochran, Sampling Techniques, 3rd edition 1977, 9A.1 and 6.3); what it says
// is turned into the number of independent items that would give the same
// variance, the effective sample size, which the exact interval of Clopper and
// Pearson (1934) then takes. So it stays between 0 and 1, and is no point where
// nothing or everything was overturned.
//
// A bootstrap over clusters was the alternative. It gives 0 to 0 where no item
// of the sample was overturned, whatever the sample's size, and another answer
// every time it is run.
package estimate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Level is the confidence of every interval.
const Level = 0.95

// upper is the quantile at the upper end of an interval.
const upper = 1 - (1-Level)/2

// Small is the number of clusters below which a rate is too uncertain to be
// compared: with fewer than ten, an interval is about half of all that is
// possible, or more.
const Small = 10

// Sums are what a rate is made of, added up over clusters: of each cluster the
// items and how many of them are hits. The zero value has no cluster.
type Sums struct {
	Items, Hits, Clusters int
	// SquaredHits, Products and SquaredItems are the sums of hits², hits × items
	// and items².
	SquaredHits, Products, SquaredItems int
}

// Add adds a cluster; one without items is none.
func (s *Sums) Add(hits, items int) {
	if items == 0 {
		return
	}
	s.Items += items
	s.Hits += hits
	s.Clusters++
	s.SquaredHits += hits * hits
	s.Products += hits * items
	s.SquaredItems += items * items
}

// Merge adds the clusters of other sums, none of which s has.
func (s *Sums) Merge(o Sums) {
	s.Items += o.Items
	s.Hits += o.Hits
	s.Clusters += o.Clusters
	s.SquaredHits += o.SquaredHits
	s.Products += o.Products
	s.SquaredItems += o.SquaredItems
}

// Rate returns the share of hits, 0 where there are no items.
func (s Sums) Rate() float64 {
	if s.Items == 0 {
		return 0
	}
	return float64(s.Hits) / float64(s.Items)
}

// IsSmall reports whether there are fewer than Small clusters.
func (s Sums) IsSmall() bool { return s.Clusters < Small }

// An Interval is a range of shares, 0 ≤ Low ≤ High ≤ 1.
type Interval struct{ Low, High float64 }

// Interval returns the 95 % interval of the rate; without items, all there is,
// from 0 to 1.
func (s Sums) Interval() Interval {
	if s.Items == 0 {
		return Interval{0, 1}
	}
	n := s.EffectiveItems()
	return exact(s.Rate()*n, n)
}

// EffectiveItems returns how many independent items would tell as much of the
// rate: at most Items. A cluster tells as much as one item where all its items
// have the same fate; that is assumed where the rate is 0 or 1, for then the
// sample cannot say how alike the items of a cluster are, and of a single
// cluster.
func (s Sums) EffectiveItems() float64 {
	rate, items := s.Rate(), float64(s.Items)
	v, ok := s.variance()
	switch {
	case s.Clusters < 2 || s.Hits == 0 || s.Hits == s.Items:
		return float64(s.Clusters)
	case !ok:
		return items
	}
	n := items
	if v > 0 {
		n = min(n, rate*(1-rate)/v)
	}
	// The variance itself was estimated from so many clusters.
	t := student(items-1) / student(float64(s.Clusters-1))
	return n * t * t
}

// variance returns the variance of the rate, ok is false for fewer than two
// clusters.
func (s Sums) variance() (v float64, ok bool) {
	if s.Clusters < 2 {
		return 0, false
	}
	rate, n, m := s.Rate(), float64(s.Items), float64(s.Clusters)
	squares := float64(s.SquaredHits) - 2*rate*float64(s.Products) + rate*rate*float64(s.SquaredItems)
	return m / (m - 1) * max(0, squares) / (n * n), true
}

// exact returns the interval of Clopper and Pearson of so many hits in n
// items, which need not be whole numbers.
func exact(hits, n float64) Interval {
	const none = 1e-9
	i := Interval{0, 1}
	if hits > none {
		i.Low = mathext.InvRegIncBeta(hits, n-hits+1, 1-upper)
	}
	if n-hits > none {
		i.High = mathext.InvRegIncBeta(hits+1, n-hits, upper)
	}
	return i
}

// student returns the upper quantile of Student's distribution with so many
// degrees of freedom.
func student(freedom float64) float64 {
	b := mathext.InvRegIncBeta(freedom/2, 0.5, 2*(1-upper))
	return math.Sqrt(freedom * (1 - b) / b)
}
