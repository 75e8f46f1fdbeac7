package lexicon

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSynonymsBothWays asks each side of a pair for the other.
func TestSynonymsBothWays(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"norco", "hydrocodone"},
		{"vicodin", "hydrocodone"},
		{"percocet", "oxycodone"},
		{"ultram", "tramadol"},
		{"flexeril", "cyclobenzaprine"},
		{"soma", "carisoprodol"},
		{"neurontin", "gabapentin"},
		{"lyrica", "pregabalin"},
		{"prilosec", "omeprazole"},
		{"ambien", "zolpidem"},
		{"cymbalta", "duloxetine"},
		{"motrin", "ibuprofen"},
		{"celebrex", "celecoxib"},
		{"suboxone", "buprenorphine"},
		{"uds", "urine drug screen"},
		{"esi", "epidural steroid injection"},
		{"lesi", "lumbar epidural steroid injection"},
		{"cesi", "cervical epidural steroid injection"},
		{"tens", "transcutaneous electrical nerve stimulation"},
		{"mri", "magnetic resonance imaging"},
		{"ct", "computed tomography"},
		{"emg", "electromyography"},
		{"frp", "functional restoration program"},
		{"hep", "home exercise program"},
		{"lbp", "low back pain"},
		{"crps", "complex regional pain syndrome"},
		{"acdf", "anterior cervical discectomy and fusion"},
		{"fce", "functional capacity evaluation"},
		{"dme", "durable medical equipment"},
		{"cbt", "cognitive behavioral therapy"},
		{"eswt", "extracorporeal shockwave therapy"},
		{"prp", "platelet rich plasma"},
		{"mbb", "medial branch block"},
		{"tpi", "trigger point injection"},
		{"scs", "spinal cord stimulator"},
		{"odg", "official disability guidelines"},
	} {
		if to := saidOf(c.a); !slices.Contains(to, c.b) {
			t.Errorf("%q gives %q, want %q", c.a, to, c.b)
		}
		if to := saidOf(c.b); !slices.Contains(to, c.a) {
			t.Errorf("%q gives %q, want %q", c.b, to, c.a)
		}
	}
}

// saidOf returns what the whole query is also said as.
func saidOf(query string) []string {
	words := strings.Fields(query)
	for _, e := range Synonyms(words) {
		if e.Len == len(words) {
			return e.To
		}
	}
	return nil
}

func TestSynonymsOfLayWords(t *testing.T) {
	for _, c := range []struct{ lay, letter string }{
		{"back brace", "lumbar support"},
		{"nerve test", "emg"},
		{"water therapy", "aquatic therapy"},
		{"shots", "injections"},
		{"pool therapy", "aquatic therapy"},
		{"sleeping pills", "zolpidem"},
		{"pinched nerve", "radiculopathy"},
		{"synvisc", "hyaluronic acid injection"},
		{"botox", "onabotulinumtoxina"},
		{"lidoderm", "lidocaine"},
		{"lidocaine patch", "lidoderm"},
		{"taper", "weaning"},
	} {
		to := saidOf(c.lay)
		if !slices.ContainsFunc(to, func(s string) bool { return s == c.letter || s == strings.TrimSuffix(c.letter, "s") }) {
			t.Errorf("%q gives %q, want %q", c.lay, to, c.letter)
		}
	}
}

// TestClassesFindMembers holds that a class finds its members and a member
// never its class.
func TestClassesFindMembers(t *testing.T) {
	for _, c := range drugClasses() {
		if !c.expands {
			continue
		}
		for _, w := range c.words {
			to := saidOf(strings.Join(strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == ' ' }), " "))
			if len(to) == 0 || len(to) > maxMembers {
				t.Errorf("%q has %d members", w, len(to))
			}
		}
		for _, m := range members(c) {
			for _, w := range c.words {
				if slices.Contains(saidOf(m), strings.ToLower(w)) {
					t.Errorf("member %q gives its class %q", m, w)
				}
			}
		}
	}
	for _, q := range []string{"nsaid", "nsaids"} {
		for _, e := range Synonyms([]string{q}) {
			if e.Kind != "class" || !slices.Contains(e.To, "ibuprofen") || !slices.Contains(e.To, "naproxen") {
				t.Errorf("%q: %s %q", q, e.Kind, e.To)
			}
		}
	}
}

func TestAmbiguousPicksNone(t *testing.T) {
	for _, a := range abbreviations() {
		if !a.ambiguous {
			continue
		}
		for _, e := range Synonyms([]string{strings.ToLower(a.short)}) {
			if !e.Ambiguous || !e.Offered || len(e.To) > 0 || len(e.Readings) == 0 {
				t.Errorf("%q: %+v", a.short, e)
			}
		}
	}
	if e := Synonyms([]string{"pt"}); len(e) != 1 || !slices.Contains(e[0].Readings, "physical therapy") {
		t.Errorf("pt: %+v", e)
	}
}

func TestSynonymPlaces(t *testing.T) {
	got := Synonyms([]string{"norco", "after", "epidural", "steroid", "injection", "zyxabrol"})
	var places [][]string
	for _, e := range got {
		places = append(places, e.From)
		if e.Len != len(e.From) || e.Start < 0 {
			t.Errorf("%q at %d, %d words", e.From, e.Start, e.Len)
		}
	}
	want := [][]string{{"norco"}, {"epidural", "steroid", "injection"}}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if got := Synonyms(nil); len(got) != 0 {
		t.Errorf("no words give %v", got)
	}
}

func TestAbbreviationsOnce(t *testing.T) {
	seen := map[string]bool{}
	for i, a := range abbreviations() {
		if seen[a.short] {
			t.Errorf("%q stands twice", a.short)
		}
		seen[a.short] = true
		if len(a.long) == 0 || a.ambiguous && len(a.long) < 2 && readTable("abbreviations")[i].get("tell_apart") == "" {
			t.Errorf("%q: long forms %q", a.short, a.long)
		}
	}
}

// A misspelt name leads to the right one, but a query is never corrected
// unasked; another name of the same thing is no mistake.
func TestMisspeltIsOffered(t *testing.T) {
	for word, offered := range map[string]bool{
		"ibuprofin": true, "accupuncture": true, "flexaril": true, "neurotin": true, "vicoden": true,
		"paracetamol": false, "lignocaine": false, "motrin": false, "ibuprofen": false,
	} {
		es := Synonyms([]string{word})
		if len(es) != 1 || len(es[0].To) == 0 || es[0].Offered != offered {
			t.Errorf("%s: %+v, want offered %v", word, es, offered)
		}
	}
	if d := Derive("Ibuprofin 800 mg", "", ""); len(d.Drugs) != 1 || d.Drugs[0] != "ibuprofen" {
		t.Errorf("a letter's spelling gives %q", d.Drugs)
	}
}
