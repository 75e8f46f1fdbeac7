package lettertest

import (
	"fmt"

	"imrsearch/parser/imr"
)

// furnish puts running heads and feet on the pages.
func (d *draft) furnish(p *paper) {
	foot := d.runningFoot || d.traps[TrapRunningHeads]
	if !foot {
		return
	}
	number := d.truth.CaseNumber
	for i := range p.pages {
		if len(p.pages[i]) == 0 {
			continue
		}
		text := fmt.Sprintf("Final Determination Letter for IMR Case Number %s", number)
		switch {
		case d.traps[TrapRunningHeads] && d.headOnTop:
			p.pages[i] = append(page{{text: text}, {text: fmt.Sprintf("Page %d of %d", i+1, len(p.pages))}, {}}, p.pages[i]...)
		default:
			p.pages[i] = append(p.pages[i], pageLine{}, pageLine{text: text + "  " + itoa(i+1)})
		}
	}
}

// namesCase reports whether a running head or foot tells the case number.
func (d *draft) namesCase() bool { return d.runningFoot || d.traps[TrapRunningHeads] }

// noReviewer is the reviewer of a letter that does not tell one.
func noReviewer() imr.Reviewer {
	return imr.Reviewer{Specialties: []string{}, SpecialtyNames: []string{}, LicensedIn: []string{}}
}
