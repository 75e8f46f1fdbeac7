//go:build unix

package parser_test

import (
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"imrsearch/parser"
	"imrsearch/parser/citation"
	"imrsearch/parser/denial"
	"imrsearch/parser/diagnosis"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/measure"
	"imrsearch/parser/outline"
	"imrsearch/parser/patient"
	"imrsearch/parser/split"
)

// repeated are texts that, said again and again, have cost a stage of the parser
// time that grew faster than they did, or might.
var repeated = []string{
	"tramadol 50 mg #60 ", "tramadol 50 mg #60\n", "MRI of the lumbar spine, ", "MRI of the lumbar spine and ", "lidocaine 5% flurbiprofen 10% ",
	"MTUS Chronic Pain Guidelines, page 12. ", "ACOEM Chapter 12 Low Back Complaints ", "9792.24.2 ", "pain. ", "A. ", "Dr. ",
	"Date of Injury: 01/02/2015 ", "January 2, 2016 ", "53 year old male ", "L4-L5, L5-S1 ", "x/", "knee, ",
	"; ", "- ", ", ", "(", ";\n\n", "a", "a\u0301", "x\ty\tz\n", "\n[x] y\n", "\n1. x\n", "e's's ", "> x\n",
	"The request for MRI is not medically necessary. ", "Claims Administrator guideline: ", "MAXIMUS guideline: ", "\nDecision rationale: x\n",
	"CLINICAL CASE SUMMARY\n", "Licensed in California, ", "MRI of the lumbar spine and 01/02/2016 ", "board certified in Pain Medicine and ",
	"\nTramadol 50 mg: Upheld\n", "Case Number: CM16-0990412\n", "diagnosis of lumbar strain; ", "\nx\f",
}

// stagesOfParser are the stages of the parser, each with what it is given.
var stagesOfParser = []struct {
	name string
	run  func(text string)
}{
	{"extract", func(s string) { _, _ = extract.Read("a.txt", []byte(s)) }},
	{"extract html", func(s string) { _, _ = extract.Read("a.html", []byte("<html><table><tr><td>"+s)) }},
	{"extract markdown", func(s string) { _, _ = extract.Read("a.md", []byte("# A\n\n- b\n\n"+s)) }},
	{"outline", func(s string) { outline.Of(document(s)) }},
	{"split", func(s string) { split.Letters(document(s)) }},
	{"derive", func(s string) { lexicon.Derive(s, s, s) }},
	{"reasons", func(s string) { lexicon.Reasons(s, imr.Modified, &imr.Treatment{Names: []string{"MRI"}}) }},
	{"specialties", func(s string) { lexicon.SplitSpecialties(s) }},
	{"measure", func(s string) { measure.Amount(s); measure.Doses(s); measure.Levels(s) }},
	{"citation", func(s string) {
		citation.Read("Decision based on MTUS Chronic Pain, "+s, imr.Date{})
		citation.Read(s, imr.Date{})
	}},
	{"diagnosis", func(s string) { diagnosis.Find(s) }},
	{"patient", func(s string) { patient.Age(s); patient.Sex(s, 0, false) }},
	{"denial", func(s string) { _, _ = denial.Read(document(s)) }},
	{"denial with labels", func(s string) {
		s = s[:len(s)/4]
		_, _ = denial.Read(document("UTILIZATION REVIEW DETERMINATION\nTreatment Requested: MRI of the knee " + s + "\nDetermination: denied " + s + "\nRationale: it is not necessary. " + s))
	}},
	{"letter", func(s string) { _, _, _ = parser.Letters(imr.Source{}, document(s)) }},
}

// TestStagesAreLinear holds that each stage of the parser takes at most two and a
// half times the work for twice the text. It counts processor time, at a length
// and at four times that, so that what the machine does besides does not matter;
// what looks worse is measured again before it counts.
func TestStagesAreLinear(t *testing.T) {
	long(t)
	for _, stage := range stagesOfParser {
		for _, s := range repeated {
			checkLinear(t, stage.name, s, func(n int) func() {
				text := strings.Repeat(s, n/len(s))
				return func() { stage.run(text) }
			})
		}
	}
}

// TestLettersAreLinear holds the same where a text stands in the parts of a
// letter of each layout.
func TestLettersAreLinear(t *testing.T) {
	long(t)
	for _, layout := range []imr.Layout{imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutD, imr.LayoutE, imr.LayoutF, imr.LayoutZ} {
		letter := lettertest.New(lettertest.Options{Seed: 1, Layouts: []imr.Layout{layout}}).Letter(0)
		lines := strings.SplitAfter(string(letter.Bytes()), "\n")
		for i, s := range repeated {
			at := i * len(lines) / len(repeated)
			checkLinear(t, "layout "+string(layout)+", line "+lines[at], s, func(n int) func() {
				text := strings.Join(lines[:at], "") + strings.TrimSuffix(lines[at], "\n") + " " + strings.Repeat(s, n/len(s)) + "\n" + strings.Join(lines[at+1:], "")
				doc := document(text)
				return func() { _, _, _ = parser.Letters(imr.Source{}, doc) }
			})
		}
	}
}

const (
	linearBytes = 20_000
	mostGrowth  = 2.5 * 2.5 // for four times the text
)

// checkLinear measures the work on a text of linearBytes and on one of four times
// that.
func checkLinear(t *testing.T, name, repeats string, work func(bytes int) func()) {
	t.Helper()
	small, large := work(linearBytes), work(4*linearBytes)
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least, most := time.Hour, time.Hour
	for range 6 {
		least, most = min(least, processorTime(small)), min(most, processorTime(large))
		if float64(most) <= mostGrowth*float64(least) {
			return
		}
	}
	t.Errorf("%s, of %q: %v for %d bytes, %v for four times that", name, repeats, least, linearBytes, most)
}

// processorTime returns the processor time that f takes.
func processorTime(f func()) time.Duration {
	runtime.GC()
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	f()
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	return time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
}

// long skips a test of times where tests are to be short: under the race detector
// they take ten minutes and say nothing.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("measures times")
	}
}
