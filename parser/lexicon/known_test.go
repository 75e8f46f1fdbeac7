package lexicon

import "testing"

func TestKnown(t *testing.T) {
	for _, w := range []string{
		"guidelines", "Guidelines", "hydrocodone", "injured", "improvement", "radiculopathy", "tapering",
		"documented", "medically", "physician's", "fluoroscopic", "arthroscopies", "Norco", "MTUS",
	} {
		if !Known(w) {
			t.Errorf("%q is not known", w)
		}
	}
	for _, w := range []string{"", "-", "selfdirected", "shouldersurgery", "guidelinesthe", "twowords here", "x1", "L4", "qzrt"} {
		if Known(w) {
			t.Errorf("%q is known", w)
		}
	}
}
