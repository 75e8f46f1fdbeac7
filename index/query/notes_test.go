package query

import (
	"strings"
	"testing"
)

func TestNotes(t *testing.T) {
	for _, c := range []struct{ in, msg, offer string }{
		{"opioid taper", "", ""},
		{"opioid or narcotic", `"or" is read as a word`, "opioid OR narcotic"},
		{"opioid and taper", `"and" is read as a word`, "opioid AND taper"},
		{"opioid not taper", `"not" is read as a word`, "opioid NOT taper"},
		{"not necessary", "", ""}, // between words only
		{"(opioid) or (narcotic)", `"or" is read`, "(opioid) OR (narcotic)"},
		{`"this or that"`, "", ""},
		{"“a” or ｂ", `"or" is read`, "“a” OR ｂ"}, // offers keep what was typed
		{"opioid taper /s wean", "a blank means AND here", "opioid OR taper /s wean"},
		{"opioid /s wean", "", ""},
		{"wom*n /s back", "* means any letters here", "wom?n /s back"},
		{"wom*n back", "", ""},
		{"'functional restoration' opioid", "single quotes make no phrase", `"functional restoration" opioid`},
		{"is it needed?", "the final ? is read as punctuation", ""},
		{"needed?", "the final ? is read as punctuation", "(needed?)"},
		{"knee - pain", "there is no word in -", ""},
		{"knee\x00pain", "bytes that are no text", ""},
		{"knee\xffpain", "bytes that are no text", ""},
		{"...", "there is no word in ...", ""},
	} {
		_, notes, err := ParseNotes(c.in)
		switch {
		case err != nil:
			t.Errorf("ParseNotes(%q): %v", c.in, err)
		case c.msg == "" && len(notes) > 0, c.msg != "" && len(notes) != 1:
			t.Errorf("ParseNotes(%q) notes %+v, want %q", c.in, notes, c.msg)
		case c.msg != "" && (!strings.Contains(notes[0].Msg, c.msg) || notes[0].Offer != c.offer):
			t.Errorf("ParseNotes(%q) notes %+v, want %q offering %q", c.in, notes[0], c.msg, c.offer)
		}
	}
}

// places returns what was written of n and all nodes in it.
func places(query string, n Node) []string {
	own := []string{query[n.Span().Start:n.Span().End]}
	var of []Node
	switch n := n.(type) {
	case And:
		of = n.Of
	case Or:
		of = n.Of
	case Field:
		of = []Node{n.X}
	case Near:
		of = []Node{n.X, n.Y}
	}
	for _, x := range of {
		own = append(own, places(query, x)...)
	}
	return own
}

// TestSpans checks that places are those in the query as it came in, however
// its characters were read.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a /5 (b OR c)", []string{"a /5 (b OR c)", "a", "b OR c", "b", "c"}},
		{"(“a b” ＯＲ — #knee) request:(ｘｙｚ! OR c)", []string{"(“a b” ＯＲ — #knee) request:(ｘｙｚ! OR c)", "“a b” ＯＲ — #knee", "“a b”", "#knee", "request:(ｘｙｚ! OR c)", "ｘｙｚ! OR c", "ｘｙｚ!", "c"}},
	} {
		n, err := Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := places(c.in, n); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("places in %q: %q, want %q", c.in, got, c.want)
		}
	}
}
