package text

import (
	"flag"
	"os"
	"sort"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A line is one class: the words are inflections of each other, and of no word
// of another line.
var classes = []string{
	"taper tapers tapered tapering taper's",
	"therapy therapies",
	"plan plans planned planning plan's", "plane planes planed",
	"note notes noted noting", "not",
	"use uses used using", "us", "user users",
	"dose doses dosed dosing", "do does did done doing",
	"diagnosis diagnoses", "diagnose diagnosed diagnosing", "diagnostic diagnostics",
	"prognosis prognoses", "analysis analyses",
	"mouse mice", "foot feet", "vertebra vertebrae", "criterion criteria",
	"take takes took taken taking", "find finds found finding findings",
	"swell swells swelling swelled swollen",
	"medication medications", "medical", "medicate medicated medicating", "medicine medicines",
	"necessary", "necessity necessities",
	"bus buses busing", "process processes processed processing",
	"access accesses accessed accessing", "pass passes passed passing", "past",
	"pelvis pelvises", "pelvic", "bursitis", "spine spines", "spin spins spinning spun",
	"xanax", "percocet percocets", "news", "new", "tens", "ten",
	"need needs needed needing", "bed beds", "red reds", "ring rings rang ringing", "string strings",
	"during", "thing things", "being", "sling slings", "sing sings sang singing",
	"refer refers referred referring", "referral referrals",
	"control controls controlled controlling", "call calls called calling",
	"visit visits visited visiting", "evaluate evaluates evaluated evaluating", "evaluation evaluations",
	"deny denies denied denying", "denial denials",
	"injury injuries", "injure injures injured injuring",
	"image images imaged imaging", "nurse nurses nursed nursing",
	"please pleases pleased pleasing", "plea pleas", "lap laps lapped", "lapse lapses lapsed",
	"increase increases increased increasing",
	"ache aches ached aching", "headache headaches", "box boxes boxed boxing",
	"car cars", "care cares cared caring", "scar scars scarred scarring", "scare scared scaring",
	"breath breaths", "breathe breathes breathed breathing", "lung lungs", "lunge lunges lunged",
	"rational", "rationale rationales", "severe", "sever severed",
	"knee knees", "toe toes", "agree agrees agreed agreeing", "exceed exceeds exceeded",
	"continue continues continued continuing", "require requires required requiring",
	"stop stops stopped stopping", "walk walks walked walking", "fix fixes fixed fixing",
	"play plays played playing", "try tries tried trying", "study studies studied studying",
	"calorie calories", "series", "die dies died dying", "lie lies lying", "lay lays laid",
	"unit units", "unite united", "state states stated stating", "stat", "statin statins",
	"mri mris", "esi esis", "opioid opioids", "opiate opiates", "l4", "h2o", "don't",
	"evening evenings", "even", "have has had having", "be", "is", "are", "was", "were",
	"hip hips", "type types typed typing", "quit quits", "quote quotes quoted", "age ages aged aging",
	"virus viruses", "sinus sinuses", "loss losses", "lose loses lost losing", "loose",
	"egg eggs egged", "range ranges ranged ranging", "workman workmen", "saws",
	"left", "leave leaves leaving", "stocking stockings", "stock stocks stocked",
	"men man", "woman women", "human humans", "nsaid nsaids", "muscle muscles", "employee employees",
	"employ employs employed employing", "fall falls fell fallen", "lens lenses", "gas gases",
}

func TestClass(t *testing.T) {
	if got := Class("e's's"); got != "e" {
		t.Errorf("Class(e's's) = %q, want e", got)
	}
	first := make(map[string]string)
	for _, line := range classes {
		forms := strings.Fields(line)
		class := Class(forms[0])
		for _, f := range forms {
			if got := Class(f); got != class {
				t.Errorf("Class(%q) = %q, want that of %q, %q", f, got, forms[0], class)
			}
			if again := Class(class); again != class {
				t.Errorf("Class(%q) = %q, want the same", class, again)
			}
		}
		if other, seen := first[class]; seen {
			t.Errorf("Class(%q) = Class(%q) = %q, want two classes", forms[0], other, class)
		}
		first[class] = forms[0]
	}
}

// TestCommonWords compares testdata/classes.golden: the 2,000 commonest words
// of such letters, one class a line, its name before the colon.
func TestCommonWords(t *testing.T) {
	const path = "testdata/classes.golden"
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	members, words := make(map[string][]string), 0
	for _, line := range strings.Split(string(golden), "\n") {
		_, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			members[Class(w)] = append(members[Class(w)], w)
			words++
		}
	}
	if words < 2000 {
		t.Errorf("%d words, want 2,000 and more", words)
	}
	var lines []string
	for class, forms := range members {
		sort.Strings(forms)
		lines = append(lines, class+": "+strings.Join(forms, " ")+"\n")
	}
	sort.Strings(lines)
	got := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	known := make(map[string]bool)
	for _, line := range strings.SplitAfter(string(golden), "\n") {
		known[line] = true
	}
	for _, line := range lines {
		if !known[line] {
			t.Errorf("%s: want no class %s", path, line)
		}
	}
	if len(got) != len(golden) {
		t.Errorf("%s: %d bytes, want %d", path, len(got), len(golden))
	}
}

// TestIrregular checks that no form stands in two classes of the list.
func TestIrregular(t *testing.T) {
	seen := make(map[string]bool)
	for _, line := range strings.Split(irregularList, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, form := range strings.Fields(line) {
			if seen[form] {
				t.Errorf("%q stands in two lines", form)
			}
			seen[form] = true
		}
	}
}
