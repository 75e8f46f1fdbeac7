package docset

func Ascending(n int) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	return order
}

// Inverse returns the permutation that undoes p.
func Inverse(p []uint32) []uint32 {
	inv := make([]uint32, len(p))
	for i, x := range p {
		inv[x] = uint32(i)
	}
	return inv
}
