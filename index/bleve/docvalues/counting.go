package docvalues

// Ordinals returns how many ordinals a column has beside those of its values.
func (v *Keywords) Ordinals() int { return len(v.First) }

// Spread counts by values what was counted by sets of them.
func (v *Keywords) Spread(sets, counts []uint32) {
	counts[0] += sets[0]
	for set, n := range sets[1:] {
		if n == 0 {
			continue
		}
		for i := v.First[set]; i < v.First[set+1]; i++ {
			counts[v.sets.at(i)] += n
		}
	}
}
