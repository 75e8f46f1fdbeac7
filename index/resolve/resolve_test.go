package resolve

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/query"
)

// sketch writes an expression in a short form: inflected words plain, exact
// ones with #, fields behind @ where they are not the default.
func sketch(e index.Expr) string {
	list := func(of []index.Expr) string {
		parts := make([]string, len(of))
		for i, x := range of {
			parts[i] = sketch(x)
		}
		return strings.Join(parts, " ")
	}
	switch e := e.(type) {
	case index.All:
		return "ALL"
	case index.And:
		return "(and " + list(e.Of) + ")"
	case index.Or:
		return "(or " + list(e.Of) + ")"
	case index.Not:
		return "(not " + sketch(e.X) + ")"
	case index.Synonyms:
		return "{" + sketch(e.Typed) + " + " + list(e.Added) + "}"
	case index.Sequence:
		return sketchSequence(e)
	case index.Near:
		order := ""
		if e.Ordered {
			order = "+"
		}
		return fmt.Sprintf("(near%s %d:%d %s %s)", order, e.Unit, e.Within, sketch(e.X), sketch(e.Y))
	case index.AtLeast:
		return fmt.Sprintf("(atleast %d %s)", e.N, sketch(e.X))
	case index.Values:
		return fmt.Sprintf("%s=%q~%q", e.Field, e.Exact, e.Contains)
	case index.Range:
		return fmt.Sprintf("%s[%s..%s]", e.Field, end(e.From), end(e.To))
	case index.ByID:
		return fmt.Sprintf("id(%s %d)", e.Letter, e.N)
	}
	return fmt.Sprintf("%T", e)
}

func end(n int) string {
	if n == math.MinInt || n == math.MaxInt {
		return ""
	}
	return strconv.Itoa(n)
}

func sketchSequence(s index.Sequence) string {
	var words []string
	for _, m := range s.Words {
		words = append(words, map[index.MatchKind]string{index.Exact: "#", index.Fuzzy: "~", index.Pattern: "*:"}[m.Kind]+m.Text)
	}
	out := strings.Join(words, "_")
	if s.Window > 0 {
		out += fmt.Sprintf("~%d", s.Window)
	}
	if s.Fields != index.DefaultTexts && s.Fields != index.OwnTexts {
		out += fmt.Sprintf("@%d", s.Fields)
	}
	return out
}

func TestResolve(t *testing.T) {
	tests := []struct{ query, root, plain string }{
		{"", "ALL", ""},
		{"ladder bucket", "ALL", "ladder bucket"},
		{"the bucket of ladder", "ALL", "bucket ladder"},
		{"of the", "ALL", "of the"}, // there is nothing else
		{`"of the" ladder`, "#of_#the", "ladder"},
		{"of /3 ladder", "(near 0:3 of ladder)", ""},
		{"of AND ladder", "(and of ladder)", ""},
		{"request:(bucket of ladder)", "(and bucket@1 ladder@1)", ""},
		{"(the ladder) OR bucket", "(or ladder bucket)", ""},
		{"request:(of the)", "(and of@1 the@1)", ""},
		{"IT band", "ALL", "it band"}, // an abbreviation
		{"IT BAND", "ALL", "band"},
		{"L4-5 bucket", "ALL", "{#l4_#l5 + #l4_#5 #l4l5} bucket"},
		{"#L4-5", "#l4_#5", ""},
		{"norco", "ALL", "{norco + hydrocodone}"},
		{"#norco", "#norco", ""},
		{"norco OR ladder", "(or {norco + hydrocodone} ladder)", ""},
		{"norco AND ladder", "(and {norco + hydrocodone} ladder)", ""},
		{"NOT norco", "(not norco)", ""},
		{"ladder % norco", "(and ladder (not norco))", ""},
		{"norco /5 ladder", "(near 0:5 norco ladder)", ""},
		{"request:norco", "norco@1", ""},
		{"ladder /3 bucket +s bone", "(near+ 1:0 (near 0:3 ladder bucket) bone)", ""},
		{`"a b c"~5`, "#a_#b_#c~5", ""},
		{"buck! w?rd wrod~", "(and *:buck* *:w?rd ~wrod)", ""},
		{"ATLEAST3(bucket)", "(atleast 3 bucket)", ""},
		{"outcome:overturned ladder", `outcome=[]~[["overturned"]]`, "ladder"},
		{`family:"MTUS-ACOEM"`, `family=["mtus acoem"]~[]`, ""},
		{`outcome:(upheld OR "modified")`, `outcome=["modified"]~[["upheld"]]`, ""},
		{"specialty:(pain medicine)", `specialty=[]~[["pain" "medicine"]]`, ""},
		{"body:low-back", `body=[]~[["low" "back"]]`, ""},
		{"drug:hydro*", `drug=[]~[["hydro*"]]`, ""},
		{"outcome:(NOT upheld)", `(not outcome=[]~[["upheld"]])`, ""},
		{"age:40..60", "age[40..60]", ""},
		{"age:>=40", "age[40..]", ""},
		{"age:<40", "age[..39]", ""},
		{"age:(20 OR 30..40)", "(or age[20..20] age[30..40])", ""},
		{"decided:2016", "decided[20160101..20161231]", ""},
		{"decided:2016-02", "decided[20160201..20160229]", ""},
		{"decided:>2016-02", "decided[20160230..]", ""},
		{"decided:<2016-02-03", "decided[..20160202]", ""},
		{"decided:2015..2016-06", "decided[20150101..20160630]", ""},
		{"injured:>=2014-03", "injured[20140301..]", ""},
		{"CM16-0990412/2", "id(CM16-0990412 2)", ""},
		{"case:cm16-0990412", "id(CM16-0990412 -1)", ""},
	}
	for _, tt := range tests {
		p, _, err := Resolve(&index.Request{Query: tt.query})
		if err != nil {
			t.Errorf("Resolve(%s): %v", tt.query, err)
			continue
		}
		var plain []string
		for _, e := range p.Plain {
			plain = append(plain, sketch(e.X))
		}
		if got := strings.Join(plain, " "); sketch(p.Root) != tt.root || got != tt.plain {
			t.Errorf("Resolve(%s) = %s, plain %s\nwant %s, plain %s", tt.query, sketch(p.Root), got, tt.root, tt.plain)
		}
	}
}

func TestResolveFaults(t *testing.T) {
	tests := []struct {
		query, at, repair string
	}{
		{"outcom:upheld", "outcom", "outcome:upheld"},
		{"ladder zzz:upheld", "zzz", `ladder "zzz upheld"`},
		{"decided:2016-13", "2016-13", "decided:2016"},
		{"decided:2015-02-30", "2015-02-30", "decided:2015-02-28"},
		{"decided:2016-02-31..2017", "2016-02-31..2017", "decided:2016-02-29..2017"},
		{"age:60..40", "60..40", "age:40..60"},
		{"age:young", "young", ""},
		{"a /5 a /5 a /5 a /5 a", "a /5 a /5 a /5 a /5 a", ""},
		{"case:CM16*", "CM16*", ""},
		{"l4~ ladder", "l4~", "l4 ladder"},
		{"request:(outcome:upheld)", "outcome:", "request:(upheld)"},
		{"a:b:c", "a:b:", ""}, // the repair a:c has no such field either
	}
	for _, tt := range tests {
		_, _, err := Resolve(&index.Request{Query: tt.query})
		var fault *query.SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("Resolve(%s) = %v, want a SyntaxError", tt.query, err)
			continue
		}
		if at := tt.query[fault.Offset : fault.Offset+fault.Length]; at != tt.at || fault.Repair != tt.repair {
			t.Errorf("Resolve(%s) blames %q and offers %q, want %q and %q (%s)", tt.query, at, fault.Repair, tt.at, tt.repair, fault.Msg)
		}
	}
}

func TestReading(t *testing.T) {
	p, _, err := Resolve(&index.Request{Query: "the norco of pt"})
	if err != nil {
		t.Fatal(err)
	}
	want := index.Expansion{From: "norco", To: []string{"hydrocodone"}, Kind: "brand", Off: "#norco", Query: "the #norco of pt"}
	if d := cmp.Diff([]index.Expansion{want}, p.Reading.Expansions); d != "" {
		t.Errorf("expansions (-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{"the", "of"}, p.Reading.Ignored); d != "" {
		t.Errorf("ignored (-want +got)\n%s", d)
	}
	if len(p.Reading.Offers) < 2 || p.Reading.Offers[0].Query != `the norco of (pt OR "physical therapy")` {
		t.Errorf("offers %+v: want each reading of pt by itself", p.Reading.Offers)
	}
}

// TestFunctionWordsStandForNothing holds that or is no operating room, while
// an abbreviation in capitals keeps its readings.
func TestFunctionWordsStandForNothing(t *testing.T) {
	for q, want := range map[string]bool{"ice or heat": false, "or": false, "IT band": true} {
		p, _, err := Resolve(&index.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(p.Reading.Offers)+len(p.Reading.Expansions) > 0; got != want {
			t.Errorf("Resolve(%s) offers %+v, adds %+v", q, p.Reading.Offers, p.Reading.Expansions)
		}
	}
}

// TestOffersRun holds that whatever a reading offers to write resolves.
func TestOffersRun(t *testing.T) {
	for _, q := range []string{
		"norco", "pt knee", "opioid taper", "urine drug screen x-ray", "rationale:(norco /5 x-ray)", "-norco", "NSAID /s esi",
		"request:(pt OR norco)", "ATLEAST2(opioid)", "outcome:overturn", "tens", "mri and knee", "norco % uds", "drug:norco",
	} {
		p, _, err := Resolve(&index.Request{Query: q})
		if err != nil {
			t.Errorf("Resolve(%s): %v", q, err)
			continue
		}
		var all []string
		for _, e := range append(p.Reading.Expansions, p.Reading.Offers...) {
			all = append(all, e.Query)
		}
		for _, n := range p.Reading.Warnings {
			all = append(all, n.Repair)
		}
		for _, offered := range append(all, p.Reading.ReadAs) {
			if _, _, err := Resolve(&index.Request{Query: offered}); err != nil {
				t.Errorf("Resolve(%s) offers %s: %v", q, offered, err)
			}
		}
	}
}

// FuzzResolve holds that any text gives a plan or a clear refusal, and that
// a refusal's repair runs.
func FuzzResolve(f *testing.F) {
	for _, q := range []string{`norco /5 "x ray" % pt`, "age:60..40", "a:b:c", "case:x/", "*", "NOT", "page:(1 OR 2..)", "\xff\x00“a”~"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		p, _, err := Resolve(&index.Request{Query: q})
		var fault *query.SyntaxError
		switch {
		case err == nil:
			for _, e := range append(index.Exprs(p.Plain), p.Root) {
				_ = sketch(e)
			}
		case !errors.As(err, &fault):
			t.Fatalf("Resolve(%q) = %v", q, err)
		case fault.Offset < 0 || fault.Length < 0 || fault.Offset+fault.Length > len(q):
			t.Fatalf("Resolve(%q) blames %d+%d of %d bytes", q, fault.Offset, fault.Length, len(q))
		case fault.Repair != "":
			if _, _, err := Resolve(&index.Request{Query: fault.Repair}); err != nil {
				t.Fatalf("Resolve(%q) repairs to %q: %v", q, fault.Repair, err)
			}
		}
	})
}

// TestTreatmentTakenOff: the query that a treatment's link leads to names no
// treatment and has all the words.
func TestTreatmentTakenOff(t *testing.T) {
	for q, want := range map[string]string{
		"norco overturned":                         "#norco overturned",
		"how often is acupuncture overturned?":     "how often is #acupuncture overturned?",
		"How often is it, for acupuncture?":        "How often is it, for #acupuncture?",
		"physical therapy of the knee, overturned": "#physical #therapy of the knee, overturned",
	} {
		off := ""
		plan, _, err := Resolve(&index.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range plan.Reading.Understood {
			if u.Kind == "treatment" {
				off = u.Off
			}
		}
		if off != want {
			t.Errorf("%q without its treatment is %q, want %q", q, off, want)
		}
		plan, _, err = Resolve(&index.Request{Query: off})
		if err != nil || plan.Requested != nil {
			t.Errorf("%q names a treatment: %v, %v", off, plan.Requested, err)
		}
	}
}

// TestReasonsUnderstood: the words of those who did not read a rationale lead
// to the reasons of the lexicon, where a denial or the case is spoken of.
func TestReasonsUnderstood(t *testing.T) {
	for _, tt := range []struct{ query, want, from string }{
		{"therapy denied because home exercise is enough", "home exercise is enough", "home exercise is enough"},
		{"mri without red flags", "no red flags", "without red flags"},
		{"denied too many visits", "exceeds guideline", "many visits"},
		{"denied because surgery was denied too", "primary procedure not necessary", "surgery was denied"},
		{"norco denied because no functional improvement", "no functional improvement", "no functional improvement"},
		{"epidural after conservative therapy failed", "", ""}, // it was tried
		{"no red flags", "", ""},                // words alone
		{`mri "without red flags"`, "", ""},     // quoted
		{"mri AND without AND red", "", ""},     // connectors
		{"mri after conservative care", "", ""}, // nothing is lacking
	} {
		plan, _, err := Resolve(&index.Request{Query: tt.query})
		if err != nil {
			t.Fatal(err)
		}
		got, from := "", ""
		for _, u := range plan.Reading.Understood {
			if u.Kind == "reason" {
				got, from = u.Label, u.From
			}
		}
		if got != tt.want || from != tt.from {
			t.Errorf("%s: reason %q from %q, want %q from %q", tt.query, got, from, tt.want, tt.from)
		}
	}
}
