package highlight

import (
	"testing"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// TestReason holds that the deciding sentence comes whole, however long it is,
// and that it is the one with which the snippets of a hit begin.
func TestReason(t *testing.T) {
	long := "However, the injured worker has not failed any of the treatments that come first"
	for len(long) < snippetBytes+100 {
		long += ", and there is no documentation of another trial of them"
	}
	for text, want := range map[string]string{
		"": "", "...": "",
		"The MTUS recommends it. In this case there is no evidence of a trial. Thus it is not medically necessary.": "In this case there is no evidence of a trial.",
		"The MTUS recommends it. " + long + ". Denied.":                                                             long + ".",
	} {
		d := &index.Determination{Letter: &imr.Letter{}, Item: &imr.Item{Rationale: imr.Passage{Text: text, Paragraphs: []int{0}}}}
		start, end, ok := Reason(d)
		if ok != (want != "") || text[start:end] != want {
			t.Errorf("Reason(%q) = %q, %t", text, text[start:end], ok)
		}
		if s := Snippets(d, Marks{}, 1); ok && (len(s) == 0 || s[0].Text[:20] != want[:20]) {
			t.Errorf("the snippets of %q begin with %v", text, s)
		}
	}
}
