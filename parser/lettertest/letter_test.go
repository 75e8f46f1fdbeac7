package lettertest

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

var everyLayout = []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutD, imr.LayoutE, imr.LayoutF}

func TestDeterminism(t *testing.T) {
	opt := Options{Seed: 5, Traps: Traps(), Share: 20}
	a, b := New(opt).Letter(123), New(opt).Letter(123)
	if !reflect.DeepEqual(a, b) || !slices.Equal(a.PDF(), b.PDF()) {
		t.Error("the same letter of two generators differs")
	}
	opt.Seed = 6
	if c := New(opt).Letter(123); c.Text == a.Text {
		t.Error("another seed gives the same letter")
	}
}

// TestMeasure holds the letters to the figures of real ones.
func TestMeasure(t *testing.T) {
	g := New(Options{Seed: 1, Layouts: []imr.Layout{imr.LayoutE}})
	const n = 1500
	var words []int
	counts := map[string]int{}
	for i := range n {
		l := g.Letter(i)
		words = append(words, len(strings.Fields(l.Text)))
		switch k := len(l.Truth.Items); {
		case k == 1:
			counts["one item"]++
		case k == 2:
			counts["two items"]++
		case k > 5:
			counts["six and more"]++
		}
		for _, it := range l.Truth.Items {
			counts["items"]++
			counts[string(it.Outcome)]++
			counts[it.Treatment.Class]++
		}
	}
	slices.Sort(words)
	t.Logf("median %d words, 90th percentile %d, most %d; %v", words[n/2], words[n*9/10], words[n-1], counts)
	within := func(what string, got, of, lo, hi int) {
		t.Helper()
		if share := 1000 * got / of; share < lo || share > hi {
			t.Errorf("%s = %d of 1000, want %d to %d", what, share, lo, hi)
		}
	}
	within("letters of one item", counts["one item"], n, 560, 620)
	within("letters of two items", counts["two items"], n, 150, 210)
	within("letters of six items and more", counts["six and more"], n, 75, 125)
	within("overturned", counts["overturned"], counts["items"], 80, 125)
	within("drugs", counts["Pharmaceuticals"], counts["items"], 350, 450)
	if m := words[n/2]; m < 680 || m > 820 {
		t.Errorf("median = %d words, want about 750", m)
	}
}

// TestTruthStands checks, for every layout and every trap by itself, that
// the words of the truth stand in the text, in their order and whole, once
// running heads and feet are left out.
func TestTruthStands(t *testing.T) {
	sets := [][]Trap{nil, Traps()}
	for _, trap := range Traps() {
		sets = append(sets, []Trap{trap})
	}
	for _, layout := range everyLayout {
		for _, traps := range sets {
			g := New(Options{Seed: 9, Layouts: []imr.Layout{layout}, Traps: traps})
			for i := range 2 {
				checkStands(t, g.Letter(i), traps)
			}
		}
	}
}

func checkStands(t *testing.T, l Letter, traps []Trap) {
	t.Helper()
	text := squeeze(body(l.Text))
	miss := func(what, want string) {
		if !strings.Contains(text, squeeze(want)) {
			t.Errorf("layout %s, traps %q: %s does not stand in the letter: %q", l.Truth.Layout, traps, what, want)
		}
	}
	miss("summary", l.Truth.Summary.Text)
	for _, it := range l.Truth.Items {
		miss("rationale", it.Rationale.Text)
		miss("heading", it.Heading)
		miss("request", it.Request)
		miss("claims guideline", it.ClaimsAdministrator.Text)
		miss("reviewer guideline", it.ReviewerGuidelines.Text)
	}
	for _, dx := range append(l.Truth.Diagnoses, l.Truth.DocumentsReviewed...) {
		miss("entry", dx)
	}
	if got := imr.OutcomeOf(l.Truth.Items); got != l.Truth.CaseOutcome {
		t.Errorf("case outcome %s, items make %s", l.Truth.CaseOutcome, got)
	}
}

// squeeze keeps letters and digits, with ligatures taken apart.
func squeeze(s string) string {
	s = strings.NewReplacer("ﬃ", "ffi", "ﬄ", "ffl", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl").Replace(s)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}

var pageOf = regexp.MustCompile(`^Page\d+of\d+$`)

// body returns the text without running heads and feet.
func body(text string) string {
	var b strings.Builder
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\f' }) {
		plain := squeeze(line)
		if !strings.HasPrefix(plain, "FinalDeterminationLetterforIMR") && !pageOf.MatchString(plain) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// TestTrapsChangeLetters shows that every trap does something.
func TestTrapsChangeLetters(t *testing.T) {
	for _, trap := range Traps() {
		changed := false
		for i := 0; i < 60 && !changed; i++ {
			opt := Options{Seed: 3, Layouts: everyLayout}
			without := New(opt).Letter(i)
			opt.Traps = []Trap{trap}
			changed = !slices.Equal(New(opt).Letter(i).Bytes(), without.Bytes())
		}
		if !changed {
			t.Errorf("trap %q changes no letter", trap)
		}
	}
}

func BenchmarkLetter(b *testing.B) {
	g := New(Options{Seed: 1})
	for i := 0; b.Loop(); i++ {
		g.Letter(i)
	}
}
