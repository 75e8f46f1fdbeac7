package contrast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"imrsearch/index/text"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name        string
		letters, of [2]int
		share       float64
		odds, z     float64
	}{
		{"the same on both sides", [2]int{10, 10}, [2]int{20, 20}, 0.5, 1, 0},
		{"as frequent, one side smaller", [2]int{2, 20}, [2]int{2, 20}, 0.1, 1.0, 0},
		// with 10 letters of share (12+1)/(40+10) = 0.26 added to both sides:
		// (12.6/17.4)/(4.6/25.4), variance 1/12.6+1/17.4+1/4.6+1/25.4
		{"by hand", [2]int{10, 2}, [2]int{20, 20}, 0.1, (12.6 / 17.4) / (4.6 / 25.4), math.Log((12.6/17.4)/(4.6/25.4)) / math.Sqrt(1/12.6+1/17.4+1/4.6+1/25.4)},
	} {
		r := Compare(c.letters, c.of, c.share)
		near := func(a, b, by float64) bool { return math.Abs(a-b) <= by }
		by := 1e-9
		if strings.HasPrefix(c.name, "as frequent") {
			by = 2 // the smaller side is drawn further, but far from what counts
		}
		if !near(r.Odds, c.odds, by) || !near(r.Z, c.z, by) || r.Low > r.Odds || r.High < r.Odds {
			t.Errorf("%s: %+v, want odds %g, z %g", c.name, r, c.odds, c.z)
		}
	}
	a, b := Compare([2]int{9, 3}, [2]int{30, 40}, 0.2), Compare([2]int{3, 9}, [2]int{40, 30}, 0.2)
	if math.Abs(a.Odds*b.Odds-1) > 1e-9 || math.Abs(a.Z+b.Z) > 1e-9 || math.Abs(a.Low*b.High-1) > 1e-9 {
		t.Errorf("turned round, %+v becomes %+v", a, b)
	}
	if small, large := Compare([2]int{2, 0}, [2]int{3, 3}, 0.1), Compare([2]int{20, 0}, [2]int{30, 30}, 0.1); small.Z >= large.Z || small.Clear() || !large.Clear() {
		t.Errorf("2 of 3 is %+v, 20 of 30 %+v", small, large)
	}
}

func sentence(s string) []Word {
	var out []Word
	for _, w := range text.Words(s) {
		out = append(out, WordOf(w))
	}
	return out
}

func TestSentence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Therefore, the request is medically necessary.", ""},
		{"The patient has failed a trial of 12 acupuncture visits.", "acupuncture, acupuncture visits, failed, trial"},
		{"There is no documented functional gain.", "functional, functional gain, gain"},
		{"The guideline recommends a trial of therapy.", ""},
		{"No red flags were found in this case, as the guideline asks.", "asks, flags, found, no red, no red flags, red, red flags"},
		{"Two words", ""},
	} {
		var got []string
		Sentence(sentence(c.in), func(f Feature) { got = append(got, f.Text) })
		slices.Sort(got)
		got = slices.Compact(got)
		var want []string
		for _, w := range strings.Split(c.want, ", ") {
			if w != "" {
				want = append(want, w)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", c.in, got, want)
		}
	}
}

// TestPlanted counts letters of random words, in some of which a phrase was
// planted: it is found on its side, a phrase of one letter with many items is
// not, and of random words few are clear.
func TestPlanted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 300)
	for i := range words {
		words[i] = "w" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "x"
	}
	var c Counter
	for i := range 400 {
		side := Side(i % 2)
		c.Begin()
		items := 1
		if i == 7 {
			items = 30
		}
		for range items {
			said := []string{}
			for range 25 {
				said = append(said, words[r.IntN(len(words))])
			}
			if side == Overturned && i%6 == 0 || side == Upheld && i%36 == 1 {
				said = append(said, "persistent radicular weakness")
			}
			if side == Upheld && i%5 == 0 {
				said = append(said, "symptoms", "resolved")
			}
			if i == 7 {
				said = append(said, "peculiar habit")
			}
			c.Count(side, &Item{Sentences: [][]Word{sentence(strings.Join(said, " "))}})
		}
	}
	if c.Letters != [2]int{200, 200} {
		t.Fatalf("letters %v", c.Letters)
	}
	rows := append(c.Rows(Term, 3), c.Rows(Phrase, 3)...)
	speakFor, against := Select(rows, c.Letters, c.Share, 3, 1000)
	if len(speakFor) == 0 || speakFor[0].Text != "persistent radicular weakness" || !speakFor[0].Clear() || speakFor[0].Letters != [2]int{67, 12} {
		t.Errorf("first for: %+v", speakFor[:min(3, len(speakFor))])
	}
	if len(against) == 0 || against[0].Text != "symptoms resolved" || against[0].Letters[Overturned] != 0 {
		t.Errorf("first against: %+v", against[:min(3, len(against))])
	}
	chance := 0
	for _, x := range append(speakFor[1:], against[1:]...) {
		if strings.Contains(x.Text, "peculiar") || strings.Contains(x.Text, "habit") {
			t.Errorf("the habit of one letter is listed: %+v", x)
		}
		if x.Clear() {
			chance++
		}
	}
	if chance > len(words)/10 {
		t.Errorf("%d random words are clear", chance)
	}
}

func TestReasonsComeByTheirLetters(t *testing.T) {
	var c Counter
	for i := range 10 {
		c.Begin()
		c.Count(Upheld, &Item{Against: []string{"exceeds guideline", fmt.Sprint("rare ", i)}, For: []string{"never read here"}})
	}
	speakFor, against := Select(c.Rows(Reason, 3), c.Letters, c.Share, 3, 10)
	if len(speakFor) != 0 || len(against) != 1 || against[0].Letters != [2]int{0, 10} {
		t.Errorf("for %v, against %v", speakFor, against)
	}
}

// TestMergeEqualsOneCounter counts the same letters by one counter and by two.
func TestMergeEqualsOneCounter(t *testing.T) {
	var one, a, b Counter
	for i := range 20 {
		item := &Item{Sentences: [][]Word{sentence([]string{"persistent knee swelling", "swellings persisted for months"}[i%2])}, Families: []string{"ODG"}}
		for _, c := range []*Counter{&one, []*Counter{&a, &b}[i%2]} {
			c.Begin()
			c.Count(Side(i/2%2), item)
		}
	}
	a.Merge(&b)
	for _, k := range []Kind{Term, Phrase, Guideline} {
		if got, want := a.Rows(k, 1), one.Rows(k, 1); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", k, got, want)
		}
	}
}
