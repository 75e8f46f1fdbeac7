package parser

import (
	"strings"

	"imrsearch/parser/ascii"
)

// inlineLabels are labels that may stand in the middle of a line where a
// file lost its line ends. Only their exact form counts there.
var inlineLabels = []string{
	"Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:",
	"The Physician Reviewer's decision rationale:", "Rationale for the Decision:",
	"Certification(s)/Specialty:", "State(s) of Licensure:",
	"Section of the Medical Treatment Utilization Schedule Relied",
}

// splitLines gives every label its own line. The parts of a line keep its
// page and number.
func splitLines(lines []line) []line {
	out := lines
	for i, l := range lines {
		cuts := cutsOf(l.text)
		if len(cuts) == 0 {
			if len(out) != len(lines) || &out[0] != &lines[0] {
				out = append(out, l)
			}
			continue
		}
		if len(out) == len(lines) && len(lines) > 0 && &out[0] == &lines[0] {
			out = append(make([]line, 0, len(lines)+8), lines[:i]...)
		}
		out = append(out, cutLine(l, cuts)...)
	}
	return out
}

// cutsOf returns where labels begin in the middle of s.
func cutsOf(s string) []int {
	if strings.IndexByte(s, ':') <= 0 {
		return nil
	}
	var cuts []int
	for _, l := range inlineLabels {
		for from := 1; from < len(s); {
			j := strings.Index(s[from:], l)
			if j < 0 {
				break
			}
			at := from + j
			if strings.TrimLeft(s[:at], " \t") != "" && !strings.HasSuffix(s[:at], "The ") && !ascii.IsAlnum(s[at-1]) {
				cuts = append(cuts, at)
			}
			from = at + len(l)
		}
	}
	for i := 1; i < len(cuts); i++ { // few: by insertion
		for j := i; j > 0 && cuts[j] < cuts[j-1]; j-- {
			cuts[j], cuts[j-1] = cuts[j-1], cuts[j]
		}
	}
	return cuts
}

func cutLine(l line, cuts []int) []line {
	var parts []line
	start := 0
	for _, c := range append(cuts, len(l.text)) {
		part := l
		part.text = strings.TrimSpace(l.text[start:c])
		if start > 0 {
			part.gap, part.turn = false, false
		}
		part.soft = l.soft && c == len(l.text)
		if part.text != "" {
			parts = append(parts, part)
		}
		start = c
	}
	return parts
}
