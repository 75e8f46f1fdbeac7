package resolve

import (
	"strings"
	"testing"

	"imrsearch/index"
)

// TestChipsOfQuestionsRun: the queries that the chips of a question lead to are
// read as they are meant, without the mark that ended the question.
func TestChipsOfQuestionsRun(t *testing.T) {
	for _, question := range []string{"was norco ever overturned?", "is acupuncture approved ??"} {
		plan, _, err := Resolve(&index.Request{Query: question})
		if err != nil {
			t.Fatal(err)
		}
		written := 0
		for _, u := range plan.Reading.Understood {
			if u.Query == "" {
				continue
			}
			written++
			if strings.Contains(u.Query, ")?") {
				t.Errorf("%s: the chip of %s leads to %s", question, u.From, u.Query)
			}
			if _, _, err := Resolve(&index.Request{Query: u.Query}); err != nil {
				t.Errorf("%s: %s does not run: %v", question, u.Query, err)
			}
		}
		if written == 0 {
			t.Errorf("%s: nothing was understood", question)
		}
	}
}
