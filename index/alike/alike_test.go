package alike

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"imrsearch/index/text"
)

func TestOf(t *testing.T) {
	const base = "The 54 year-old patient had six visits of therapy on 3/14/2016, and his records show no lasting gain in function. Continued follow-up is not supported."
	for _, c := range []struct {
		name, a, b string
		equal      bool
	}{
		{"case", base, strings.ToUpper(base), true},
		{"date and number", base, strings.NewReplacer("3/14/2016", "November 2, 2015", "54", "37", "six", "12").Replace(base), true},
		{"sex", base, strings.Replace(base, "his", "her", 1), true},
		{"white space", base, strings.ReplaceAll(base, " ", " \n "), true},
		{"hyphen", base, strings.Replace(base, "follow-up", "followup", 1), true},
		{"unit written together", "Norco of 10 mg is more than what the guideline allows", "Norco of 10mg is more than what the guideline allows", true},
		{"negation", base, strings.Replace(base, "not supported", "supported", 1), false},
		{"another word", base, strings.Replace(base, "therapy", "massage", 1), false},
	} {
		a, b := Of(text.Words(c.a), "upheld", ""), Of(text.Words(c.b), "upheld", "")
		if (a.Exact == b.Exact) != c.equal {
			t.Errorf("%s: equal is %v, want %v", c.name, !c.equal, c.equal)
		}
	}
	if a, b := Of(text.Words(base), "upheld", ""), Of(text.Words(base), "overturned", ""); a.Exact == b.Exact || a.Bands == b.Bands {
		t.Error("another outcome does not count")
	}
	if f := Of(text.Words("See above, item 2."), "upheld", ""); f != (Fingerprint{}) {
		t.Errorf("a text of two words has the fingerprint %v", f)
	}
}

func TestSame(t *testing.T) {
	words := strings.Fields("the records describe chronic pain of the lower back with some relief after therapy and home exercise but recent notes give neither a plan nor measurable goals for the further visits that were asked for")
	changed := func(at ...int) []string {
		out := slices.Clone(words)
		for _, i := range at {
			out[i] = fmt.Sprint("other", string(rune('a'+i)))
		}
		return out
	}
	for _, c := range []struct {
		name string
		b    []string
		same bool
	}{
		{"equal", words, true},
		{"one word", changed(3), true},
		{"two words apart", changed(3, 20), true},
		{"a stretch", changed(3, 4, 5), false},
		{"four words", changed(2, 10, 20, 30), false},
		{"one word more", slices.Insert(slices.Clone(words), 7, "considerable"), true},
		{"one word less", slices.Delete(slices.Clone(words), 7, 8), true},
		{"a negation more", slices.Insert(slices.Clone(words), 7, "not"), false},
		{"short", words[:8], false},
	} {
		if got := Same(Tokens(words), Tokens(c.b)); got != c.same {
			t.Errorf("%s: %v, want %v", c.name, got, c.same)
		}
	}
}

// TestEdits compares with the distance of all prefixes, and applies the
// changes.
func TestEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a := make([]Token, r.IntN(14))
		for i := range a {
			a[i] = Token(r.IntN(4) + 1)
		}
		b := slices.Clone(a)
		for range r.IntN(4) {
			switch at := r.IntN(len(b) + 1); {
			case at == len(b) || r.IntN(3) == 0:
				b = slices.Insert(b, at, Token(r.IntN(4)+1))
			case r.IntN(2) == 0:
				b = slices.Delete(b, at, at+1)
			default:
				b[at] = Token(r.IntN(4) + 1)
			}
		}
		want := distance(a, b)
		if most := r.IntN(6); true {
			changes, ok := edits(a, b, most)
			if ok != (want <= most) || ok && len(changes) != want {
				t.Fatalf("%v to %v: %v, %v; %d changes are enough, at most %d allowed", a, b, changes, ok, want, most)
			}
			if got := apply(a, changes); ok && !slices.Equal(got, b) {
				t.Fatalf("%v to %v: %v gives %v", a, b, changes, got)
			}
		}
	}
}

func apply(a []Token, changes []change) []Token {
	out, from := []Token{}, 0
	for _, c := range changes {
		out = append(out, a[from:c.at]...)
		from = c.at
		if c.removed != 0 {
			from++
		}
		if c.added != 0 {
			out = append(out, c.added)
		}
	}
	return append(out, a[from:]...)
}

func distance(a, b []Token) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		left := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			left, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, left+cost)
		}
	}
	return row[len(b)]
}

// itemsOf makes Items of texts, ids of which are their places in order.
func itemsOf(texts []string, order []int) Items {
	prints := make([]Fingerprint, len(texts))
	for i, s := range texts {
		prints[i] = Of(text.Words(s), "upheld", "")
	}
	return Items{
		N:      len(texts),
		Exact:  func(i int) uint64 { return prints[i].Exact },
		Bands:  func(i int) []uint32 { return prints[i].Bands[:] },
		Before: func(i, j int) bool { return order[i] < order[j] },
		Tokens: func(i int, dst []Token) []Token { return append(dst, Tokens(text.Words(texts[i]))...) },
	}
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestGeneratedTruth measures pairs: rationales rewritten with other dates,
// numbers, ages and sex, some with a few words changed, among others that
// share boilerplate and the same reason with them, some of which differ in one
// statement about the patient alone.
func TestGeneratedTruth(t *testing.T) {
	c := newCorpus(7, 4000)
	first := Group(itemsOf(c.texts, numbers(len(c.texts))))
	right, joined, pairs, equal, equalFound := 0, 0, 0, 0, 0
	var wrong []string
	for i := range c.texts {
		for j := range i {
			same := first[i] == first[j]
			if c.group[i] == c.group[j] {
				pairs++
				if !c.changed[i] && !c.changed[j] {
					equal++
					if same {
						equalFound++
					}
				}
			}
			if same {
				joined++
				if c.group[i] == c.group[j] {
					right++
				} else if len(wrong) < 3 {
					wrong = append(wrong, c.texts[i]+"\n"+c.texts[j])
				}
			}
		}
	}
	precision, recall := float64(right)/float64(joined), float64(right)/float64(pairs)
	t.Logf("%d texts, %d true pairs, %d joined: precision %.4f, recall %.4f; of %d pairs without changed words %d found", len(c.texts), pairs, joined, precision, recall, equal, equalFound)
	if precision < 0.98 || recall < 0.75 || equalFound != equal {
		t.Errorf("precision %.4f, want 0.98; recall %.4f, want 0.75; of %d pairs without changed words %d found\n%s", precision, recall, equal, equalFound, strings.Join(wrong, "\n\n"))
	}
}

// TestGroupDependsOnTextsAlone numbers the same items in other orders.
func TestGroupDependsOnTextsAlone(t *testing.T) {
	c := newCorpus(3, 600)
	want := Group(itemsOf(c.texts, numbers(len(c.texts))))
	for seed := range uint64(3) {
		order := rand.New(rand.NewPCG(seed, 1)).Perm(len(c.texts))
		texts := make([]string, len(order))
		for i, from := range order {
			texts[i] = c.texts[from]
		}
		got := Group(itemsOf(texts, order))
		for i, from := range order {
			if order[got[i]] != int(want[from]) {
				t.Fatalf("item %d has the first item %d, in another order %d", from, want[from], order[got[i]])
			}
		}
	}
}

func TestGroupGivesUp(t *testing.T) {
	in := itemsOf([]string{"a b c d e", "a b c d e"}, numbers(2))
	in.Stop = func() bool { return true }
	if got := Group(in); got != nil {
		t.Errorf("got %v", got)
	}
}

// A corpus has texts and the group that each was made for.
type corpus struct {
	texts   []string
	group   []int
	changed []bool // with other words than the first of the group
}

// newCorpus invents n rationales. Long quotations and closing sentences are
// drawn from few; what is said of the patient is made of many parts.
func newCorpus(seed uint64, n int) *corpus {
	r := rand.New(rand.NewPCG(seed, 99))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	quotes := []string{
		"The guideline on chronic pain states that treatment should go on only where pain and function have improved, that the lowest dose which helps should be prescribed, and that a change of pain, the least pain since the last visit, the average pain, how long it takes until relief comes and how long relief lasts should be recorded at each visit.",
		"The guideline allows for fading of treatment frequency from up to 3 visits a week to 1 or less, plus active self-directed home medicine, with 9 to 10 visits over 8 weeks for myalgia and 8 to 10 visits over 4 weeks for neuralgia.",
		"Imaging of the spine is an option when unequivocal objective findings identify specific nerve compromise on examination in those who did not respond to treatment and who would consider surgery an option.",
	}
	closings := []string{
		"Therefore the request is not medically necessary.",
		"In the absence of such documentation the request as it stands cannot be approved and is not medically necessary.",
		"Based on the information given, medical necessity has not been established.",
	}
	who := []string{"the patient", "the injured worker", "the claimant"}
	had := []string{"was injured when a ladder slipped on a wet floor", "has pain of the lower back that spreads to the left leg", "reports numbness of both hands at night", "has a tear of the rotator cuff on imaging", "was treated with injections into the knee", "returned to modified duty in the warehouse", "complains of headaches after a fall from a truck", "had a fusion of the lumbar spine", "has diabetes and takes insulin", "was struck on the shoulder by a falling crate"}
	shows := []string{"the notes give no change in work status", "there is no record of what earlier visits achieved", "a pain score is missing from the last reports", "examination found normal strength and reflexes", "the urine screen was inconsistent with what was prescribed", "a home program has been taught and is being followed", "range of motion was nearly full at the last visit", "the surgeon has not said why the study would change the plan", "no red flags were described by the physician", "conservative measures have only just begun"}
	extra := []string{"Sleep is disturbed.", "Other medicines were reviewed.", "The employer offered light duty.", "A brace was of some help.", "Gait is antalgic.", "Ice and rest were tried."}
	c := &corpus{}
	last := ""
	for g := 0; len(c.texts) < n; g++ {
		var b strings.Builder
		if r.IntN(3) > 0 {
			fmt.Fprintf(&b, "%s ", pick(quotes))
		}
		fmt.Fprintf(&b, "In this case %s, a @-year-old %%s, %s on @/@/20@, and %s. ", pick(who), pick(had), pick(had))
		fmt.Fprintf(&b, "After @ visits %s, and %s. ", pick(shows), pick(shows))
		for range r.IntN(3) {
			fmt.Fprintf(&b, "%s ", pick(extra))
		}
		b.WriteString(pick(closings))
		pattern := b.String()
		if r.IntN(4) == 0 && len(c.texts) > 0 { // the last one, with one statement of the patient changed
			pattern = last
			for pattern == last {
				pattern = strings.Replace(last, pick(had), pick(had), 1)
				if r.IntN(2) == 0 {
					pattern = strings.Replace(last, pick(shows), pick(shows), 1)
				}
			}
		}
		last = pattern
		for range 1 + r.IntN(5) {
			s := fmt.Sprintf(pattern, pick([]string{"male", "female", "man", "woman"}))
			for strings.Contains(s, "@") {
				s = strings.Replace(s, "@", fmt.Sprint(r.IntN(60)+1), 1)
			}
			changed := r.IntN(3) == 0
			if changed {
				s = changeWords(r, s, 1+r.IntN(3))
			}
			c.texts, c.group, c.changed = append(c.texts, s), append(c.group, g), append(c.changed, changed)
		}
	}
	return c
}

// changeWords puts other words in place of n words of a text.
func changeWords(r *rand.Rand, s string, n int) string {
	others := []string{"clearly", "further", "recent", "stated", "present", "overall", "noted", "ongoing"}
	words := strings.Fields(s)
	for n > 0 {
		i := r.IntN(len(words))
		if len(words[i]) < 4 || LeftOut(text.Words(words[i])[0]) || Negation(strings.ToLower(words[i])) {
			continue
		}
		words[i] = others[r.IntN(len(others))]
		n--
	}
	return strings.Join(words, " ")
}

func BenchmarkGroup(b *testing.B) {
	c := newCorpus(1, 20_000)
	in := itemsOf(c.texts, numbers(len(c.texts)))
	tokens := make([][]Token, len(c.texts))
	for i := range tokens {
		tokens[i] = in.Tokens(i, nil)
	}
	in.Tokens = func(i int, dst []Token) []Token { return append(dst, tokens[i]...) }
	for b.Loop() {
		Group(in)
	}
}

func BenchmarkOf(b *testing.B) {
	words := text.Words(newCorpus(1, 10).texts[0])
	for b.Loop() {
		Of(words, "upheld", "")
	}
}
