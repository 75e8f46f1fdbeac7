package forward

import (
	"math/rand/v2"
	"testing"

	"imrsearch/index"
)

// TestUnitsHoldPlaces looks for the units of random places, with sentences
// short and long, and compares them with adding up.
func TestUnitsHoldPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		var lengths []int
		var kinds []byte
		long := []int{20, 300, 1100}[r.IntN(3)]
		total := 0
		for range r.IntN(30) {
			n := 1 + r.IntN(long)
			if r.IntN(20) == 0 {
				n = 255 * (1 + r.IntN(3))
			}
			lengths, kinds = append(lengths, n), append(kinds, byte(r.IntN(3)|r.IntN(2)*4))
			total += n
		}
		for _, unit := range []index.Unit{index.Sentence, index.Paragraph} {
			u := UnitsOf(appendEnds(nil, lengths, kinds))
			for at := r.IntN(50); at < total+100; at += 1 + r.IntN(200) {
				from, to, end := unitAt(lengths, kinds, at, unit)
				if u.Seek(int32(at), unit); u.From != from || u.To != to || u.End() != end {
					t.Fatalf("%v %v: unit %d of byte %d is %d to %d, %d; want %d to %d, %d", lengths, kinds, unit, at, u.From, u.To, u.End(), from, to, end)
				}
			}
		}
	}
}

func unitAt(lengths []int, kinds []byte, at int, unit index.Unit) (from, to int32, end byte) {
	for i, n := range lengths {
		if to += int32(n); unit == index.Paragraph && kinds[i]&EndKinds < ParagraphEnd {
			continue
		}
		if int32(at) < to {
			return from, to, kinds[i]
		}
		from = to
	}
	return from, unitEnd, 0
}
