package index

import (
	"strconv"
	"strings"
)

// CSVColumns heads the rows of CSVRow.
var CSVColumns = []string{
	"id", "outcome", "request", "treatment_class", "decision_date", "date_of_injury", "age", "sex", "specialties", "snippet",
}

// CSVRow returns a hit as cells for a spreadsheet, none of which a
// spreadsheet would run as a formula.
func CSVRow(h Hit) []string {
	age, snippet := "", ""
	if h.Age > 0 {
		age = strconv.Itoa(h.Age)
	}
	if len(h.Snippets) > 0 {
		snippet = h.Snippets[0].Text
	}
	row := []string{
		h.ID, string(h.Outcome), h.Request, h.TreatmentClass, h.DecisionDate.String(), h.DateOfInjury.String(),
		age, h.Sex, strings.Join(h.Specialties, "; "), snippet,
	}
	for i := range row {
		row[i] = safeCell(row[i])
	}
	return row
}

// safeCell puts an apostrophe before what a spreadsheet would take for a
// formula (OWASP ASVS 5.0, 1.2.10).
func safeCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
		return "'" + s
	}
	return s
}
