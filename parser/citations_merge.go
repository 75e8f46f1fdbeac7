package parser

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// mergeSources joins a source with the chapter named right behind it
// ("Official Disability Guidelines (ODG), Low Back Chapter"), and drops
// repetitions.
func mergeSources(list []imr.Citation) []imr.Citation {
	var out []imr.Citation
	for i, c := range list {
		if i+1 < len(list) && bareSource(c) && next(c.Family, list[i+1].Family) {
			if !strings.Contains(list[i+1].As, c.As) {
				list[i+1].As = c.As + ", " + list[i+1].As
			}
			if list[i+1].Year == 0 {
				list[i+1].Year = c.Year
			}
			list[i+1].Pages = append(c.Pages, list[i+1].Pages...)
			continue
		}
		if i+1 < len(list) && c.Title == wholeWorks[0] && len(c.Topics) > 0 && list[i+1].Family == imr.ODG && len(list[i+1].Topics) == 0 {
			list[i+1].Topics, list[i+1].As = c.Topics, c.As+", "+list[i+1].As // "ODG physical therapy, elbow chapter"
			continue
		}
		out = append(out, c)
	}
	spreadTopics(out)
	return withoutRegulation(out)
}

// withoutRegulation gives the pages of a bare MTUS behind one of its parts
// ("Chronic Pain Medical Treatment Guidelines, MTUS, page 22") to that part.
func withoutRegulation(list []imr.Citation) []imr.Citation {
	n := len(list) - 1
	if n < 1 || list[n].Family != imr.MTUS || !bareSource(list[n]) || !isMTUS(list[n-1].Family) || len(list[n-1].Pages) > 0 {
		return list
	}
	list[n-1].Pages = list[n].Pages
	if list[n-1].Year == 0 {
		list[n-1].Year = list[n].Year
	}
	return list[:n]
}

func next(a, b imr.Family) bool {
	return a == b || a == imr.MTUS && isMTUS(b) || a == imr.ACOEM && b == imr.MTUSACOEM
}

// bareSource reports whether a citation names only the work as a whole.
func bareSource(c imr.Citation) bool {
	return len(c.Sections) == 0 && len(c.Topics) == 0 && slices.Contains(wholeWorks, c.Title)
}

var wholeWorks = []string{
	"Official Disability Guidelines", "Medical Treatment Utilization Schedule",
	"ACOEM Practice Guidelines in the MTUS", "ACOEM Occupational Medicine Practice Guidelines", "ACOEM Practice Guidelines, 3rd Edition",
}

// spreadTopics gives chapters of ODG that are named together ("Low Back and
// Neck chapters, Physical therapy") the topics of the last.
func spreadTopics(list []imr.Citation) {
	for i := len(list) - 2; i >= 0; i-- {
		c, n := &list[i], list[i+1]
		if c.Family == imr.ODG && n.Family == imr.ODG && len(c.Topics) == 0 && len(n.Topics) > 0 && !bareSource(*c) && !strings.HasPrefix(n.Title, "ODG ") {
			c.Topics = slices.Clone(n.Topics)
		}
	}
}
