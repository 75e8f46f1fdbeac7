package lettertest

import (
	"fmt"
	"strings"
)

// drawDiagnoses sets the truth's diagnoses and returns the sentence that
// tells them; one letter in 25 tells none.
func (d *draft) drawDiagnoses() string {
	if d.chance(4) {
		return ""
	}
	n := 1
	for n < 6 && d.chance(62) {
		n++
	}
	for _, t := range some(d.source, d.diagnoses[d.partKey], n-n/3) {
		d.truth.Diagnoses = append(d.truth.Diagnoses, d.write(parseTemplate(t)))
	}
	if more := n - len(d.truth.Diagnoses); more > 0 {
		d.truth.Diagnoses = append(d.truth.Diagnoses, some(d.source, d.diagnoses["any"], more)...)
	}
	if d.chance(15) {
		for i, dx := range d.truth.Diagnoses {
			if code := d.codes[dx]; code != "" {
				d.truth.Diagnoses[i] = fmt.Sprintf("%s (%s)", dx, code)
			}
		}
	}
	return d.diagnosisSentence()
}

func (d *draft) diagnosisSentence() string {
	list := d.truth.Diagnoses
	kind, joined := "cue-comma", ""
	switch {
	case len(list) == 1:
		kind, joined = "cue-one", list[0]
	case strings.Contains(strings.Join(list, ""), ",") || strings.Contains(strings.Join(list, ""), " and ") || d.chance(12):
		kind, joined = "cue-semicolon", strings.Join(list, "; ")
		if d.chance(50) {
			joined = strings.Join(list[:len(list)-1], "; ") + "; and " + list[len(list)-1]
		}
	case d.chance(8):
		kind = "cue-numbered"
		for i, dx := range list {
			joined += fmt.Sprintf(" %d. %s.", i+1, capital(dx))
			list[i] = capital(dx)
		}
		joined = strings.TrimSuffix(joined[1:], ".")
	default:
		joined = strings.Join(list[:len(list)-1], ", ") + pick(d.source, []string{", and ", " and "}) + list[len(list)-1]
	}
	return d.writeWith(pick(d.source, d.tables.summary[kind]), "dxlist", joined)
}
