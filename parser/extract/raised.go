package extract

import "math"

// A raised row is small, close above or below a row of larger letters, and
// each of its pieces stands directly behind a piece of that row: the "th" of a
// date, the mark of a note.
const (
	raisedSize  = 0.86 // the most of the larger size
	raisedBy    = 0.7  // of the larger size
	raisedTouch = 0.25 // of the larger size, to the left
	raisedMost  = 8    // pieces; more are a line of their own
)

// joinRaised joins raised rows to those that they belong to.
func joinRaised(rows []row) []row {
	var out []row
	for _, r := range rows {
		n := len(out)
		switch {
		case n > 0 && out[n-1].raisedFrom(&r):
			r.pieces = append(r.pieces, out[n-1].pieces...)
			out[n-1] = r
		case n > 0 && r.raisedFrom(&out[n-1]):
			out[n-1].pieces = append(out[n-1].pieces, r.pieces...)
		default:
			out = append(out, r)
		}
	}
	return out
}

func (r *row) raisedFrom(big *row) bool {
	if r.turn != big.turn || r.size > raisedSize*big.size || len(r.pieces) > raisedMost ||
		math.Abs(r.base-big.base) > raisedBy*big.size {
		return false
	}
	for _, p := range r.pieces {
		if !big.endsAt(p.left, raisedTouch*big.size) {
			return false
		}
	}
	return true
}

// endsAt reports whether a piece of the row ends near that place.
func (r *row) endsAt(place, near float64) bool {
	for _, p := range r.pieces {
		if math.Abs(p.right-place) < near {
			return true
		}
	}
	return false
}
