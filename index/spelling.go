package index

// OneSpelling joins the counts of values that FoldValue makes equal, of a
// field whose values are as printed ("Physical Therapy", "physical therapy"):
// a filter chooses them together, so they are one bucket, under the commonest
// spelling, of equally common ones the first by name. Other fields' counts
// come back as they are.
func OneSpelling(f *Field, counts map[string]int) map[string]int {
	if !f.Printed {
		return counts
	}
	best := map[string]string{}
	for v, n := range counts {
		folded := FoldValue(v)
		if have, ok := best[folded]; !ok || n > counts[have] || n == counts[have] && v < have {
			best[folded] = v
		}
	}
	if len(best) == len(counts) {
		return counts
	}
	joined := make(map[string]int, len(best))
	for v, n := range counts {
		joined[best[FoldValue(v)]] += n
	}
	return joined
}

// appendSpelling appends s unless the list has it in this or another
// spelling.
func appendSpelling(list []string, s string) []string {
	for _, have := range list {
		if have == s || FoldValue(have) == FoldValue(s) {
			return list
		}
	}
	return append(list, s)
}
