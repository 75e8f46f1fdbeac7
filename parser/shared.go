package parser

import (
	"strings"

	"imrsearch/parser/outline"
)

// Every item is found by the letter's summary, diagnoses and documents too, so
// that what they take in an index is multiplied by the items. All texts of all
// items together may have mostExpanded times the letter's length; below
// leastExpanded bytes, which no letter that a person wrote comes near, nothing is
// cut.
const (
	mostExpanded  = 8
	leastExpanded = 4 << 20
)

// boundItems cuts the texts that items have in common, then those of the items,
// where they are beyond what a letter of that many bytes may have.
func (r *reading) boundItems(bytes int) {
	l := &r.letter
	room := max(leastExpanded, mostExpanded*bytes) / 2
	if len(l.Items) == 0 {
		return
	}
	each := room / len(l.Items)
	cut := false
	if len(l.Summary.Text) > each/2 {
		l.Summary, cut = outline.Beginning(l.Summary, each/2), true
	}
	for _, list := range []*[]string{&l.Diagnoses, &l.DocumentsReviewed} {
		if n := entriesWithin(*list, each/4); n < len(*list) {
			*list, cut = (*list)[:n], true
		}
	}
	if n := len(l.Diagnoses); n < len(l.DiagnosisDetails) {
		l.DiagnosisDetails = l.DiagnosisDetails[:n]
	}
	own := 0
	for i := range l.Items {
		own += len(l.Items[i].Rationale.Text) + len(l.Items[i].ClaimsAdministrator.Text) + len(l.Items[i].ReviewerGuidelines.Text)
	}
	for i := range l.Items {
		it := &l.Items[i]
		if own <= room {
			break
		}
		if len(it.Rationale.Text) > each/3 {
			it.Rationale, cut = outline.Beginning(it.Rationale, each/3), true
		}
		for _, text := range []*string{&it.ClaimsAdministrator.Text, &it.ReviewerGuidelines.Text} {
			if len(*text) > each/3 {
				*text, cut = strings.ToValidUTF8((*text)[:each/3], ""), true
			}
		}
	}
	if cut {
		r.problem(TextCut, 0, r.PlaceOf(0), "%d items with texts of %d kB each: of texts that long only the beginning is kept", len(l.Items), (own/len(l.Items)+each)>>10)
	}
}

// entriesWithin returns how many of the first entries have at most n bytes
// together.
func entriesWithin(list []string, n int) int {
	for i, s := range list {
		if n -= len(s); n < 0 {
			return i
		}
	}
	return len(list)
}
