// Package diagnosis answers one question: which diagnoses does a summary name? It finds the
// diagnoses that a clinical summary names behind such words as "diagnosed
// with", each as worded, and takes one apart into name, status, side and codes.
package diagnosis

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// Find returns the diagnoses that a clinical summary names, each whole and as
// worded, in its order and without repetitions. It never returns nil.
func Find(summary string) []string {
	list := []string{}
	seen := map[string]bool{}
	from := 0
	for _, m := range cuesOf(summary) {
		if m[0] < from {
			continue
		}
		start, ok := listStart(summary, m[0], m[1])
		if !ok {
			continue
		}
		text, end := listText(summary, start)
		from = end
		for _, d := range splitDiagnoses(text) {
			if key := ascii.Key(d); key != "" && !seen[key] && isDiagnosis(d) {
				seen[key] = true
				list = append(list, d)
			}
		}
	}
	return list
}

var noDiagnosis = pattern.New(`(?i)^(?:the\s+following|as\s+follows|doing\s+well|improving|others?|etc|none|unknown|not\s+\w+|this|that|these|it|him|her|medications?|treatments?|(?:physical|occupational)\s+therapy)$`)

// isDiagnosis reports whether an entry is more than words left over from the
// list.
func isDiagnosis(s string) bool {
	return len(s) > 1 && ascii.HasLetter(s) && !noDiagnosis.MatchString(s) && len(s) < 300
}

var (
	statusWord = pattern.New(`(?i)^(status[\s-]+post|s/p|rule[\s-]+out|r/o|history\s+of|h/o|possible|probable|suspected|suspect|likely|residual|post[\s-]?operative)\b[\s:,-]*`)
	statusIn   = pattern.New(`(?i)[\s,;(-]+(status[\s-]+post|s/p|rule[\s-]+out|r/o)\b`).Literals("status", "s/p", "rule", "r/o")
	icdCode    = pattern.New(`\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b|\b(?:[EV]\d{2,3}|\d{3})\.\d{1,2}\b`).Literals("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	icdWhole   = pattern.New(`(?i)(?:\(\s*|\bicd(?:-?(?:9|10))?(?:-?cm)?(?:\s+codes?)?[\s:]*)([A-TV-Z]\d[0-9A-Z]|\d{3})\s*(?:\)|,|;|$)`).Literals("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	codeFrame  = pattern.New(`(?i)\s*[(\[]\s*(?:icd(?:-?(?:9|10))?(?:-?cm)?(?:\s+codes?)?[\s:]*)?(?:[,;/\s]|and)*[)\]]|\bicd(?:-?(?:9|10))?(?:-?cm)?(?:\s+codes?)?[\s:]*`)
	spaces     = pattern.New(`\s{2,}`)
)

// statusNames are the statuses of Diagnosis by their first letters.
var statusNames = []struct{ prefix, name string }{
	{"status", "status post"}, {"s/p", "status post"}, {"rule", "rule out"}, {"r/o", "rule out"},
	{"history", "history of"}, {"h/o", "history of"}, {"suspect", "suspected"}, {"post", "postoperative"},
}

// Parse takes one diagnosis apart. What is left when status, side and codes
// are taken out is its name; a text of nothing else is its own name.
func Parse(text string) imr.Diagnosis {
	d := imr.Diagnosis{Text: text}
	name := text
	for _, re := range []*pattern.Pattern{icdCode, icdWhole} {
		for _, m := range re.FindAllStringSubmatchIndex(name, -1) {
			a, b := m[0], m[1]
			if len(m) > 2 && m[2] >= 0 {
				a, b = m[2], m[3]
			}
			d.Codes = append(d.Codes, name[a:b])
		}
	}
	for _, c := range d.Codes {
		name = strings.Replace(name, c, "", 1)
	}
	if len(d.Codes) > 0 {
		name = codeFrame.ReplaceAllString(name, " ")
	}
	if m := statusWord.FindStringSubmatchIndex(name); m != nil {
		d.Status = statusName(name[m[2]:m[3]])
		name = name[m[1]:]
	} else if m := statusIn.FindStringSubmatchIndex(name); m != nil {
		d.Status = statusName(name[m[2]:m[3]])
		name = name[:m[0]]
	}
	d.Side = sideOf(text)
	if d.Side != "" {
		name = sideWord.ReplaceAllString(name, " ")
	}
	d.Name = strings.Trim(spaces.ReplaceAllString(strings.TrimSpace(name), " "), " ,;:-")
	if d.Name == "" {
		d.Name = text
	}
	return d
}

func statusName(s string) string {
	s = strings.ToLower(s)
	for _, n := range statusNames {
		if strings.HasPrefix(s, n.prefix) {
			return n.name
		}
	}
	return s
}

// sideOf returns the side that s names; both sides are bilateral.
func sideOf(s string) string {
	side := ""
	for _, m := range sideWord.FindAllStringSubmatch(s, -1) {
		w := strings.ToLower(m[1])
		if w != "left" && w != "right" {
			return "bilateral"
		}
		if side != "" && side != w {
			return "bilateral"
		}
		side = w
	}
	return side
}
