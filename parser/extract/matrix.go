package extract

// A matrix is a PDF transformation: [a b 0; c d 0; e f 1].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the transformation that applies m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// moved returns the transformation that shifts by x and y, then applies m.
func (m matrix) moved(x, y float64) matrix {
	m[4] += x*m[0] + y*m[2]
	m[5] += x*m[1] + y*m[3]
	return m
}

// finite reports whether the transformation can place anything.
func (m matrix) finite() bool {
	for _, v := range m {
		if !bounded(v) {
			return false
		}
	}
	return true
}

// bounded reports whether v is a number that a page may hold.
func bounded(v float64) bool { return v >= -1e9 && v <= 1e9 }

// turned returns the transformation of a page that is shown turned clockwise
// by so many degrees, a multiple of 90.
func turned(degrees int) matrix {
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return identity
}
