package rates

import (
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/lexicon"
)

// TestChangesAreThoseOfTheLexicon: on the day of a change of guidelines that
// are cited by title, the lexicon has one that begins to be in force. The order
// of evidence and the formulary are rules without such a title.
func TestChangesAreThoseOfTheLexicon(t *testing.T) {
	last := ""
	for _, c := range Changes() {
		day := c.From.String()
		if day <= last {
			t.Errorf("%s of %s comes after %s", c.Name, day, last)
		}
		last = day
		if !strings.Contains(c.Source, "8 CCR 9792.") || !strings.Contains(c.Source, c.From.Time().Format("January 2, 2006")) {
			t.Errorf("%s: the source %q names no rule or another day", c.Name, c.Source)
		}
		if c.Name == "evidence-2015" || c.Name == "formulary-2018" {
			continue
		}
		if !slices.ContainsFunc(lexicon.Guidelines(), func(g *lexicon.Guideline) bool { return g.From == c.From }) {
			t.Errorf("%s: no guideline of the lexicon begins on %s", c.Name, day)
		}
	}
}
