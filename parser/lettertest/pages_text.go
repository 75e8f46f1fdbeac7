package lettertest

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// pagesText writes ranges of pages as letters print them: "298-301, 308".
func pagesText(ranges [][]int) string {
	var out []string
	for _, r := range ranges {
		s := itoa(r[0])
		if r[1] != r[0] {
			s += "-" + itoa(r[1])
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}
