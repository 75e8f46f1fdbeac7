package citation

import (
	"fmt"
	"strings"
	"testing"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// clauses writes the clauses of a text, each with its scope: + for parts of the
// MTUS, - for what is outside, ? where that is not said.
func clauses(text string) string {
	var list []string
	for _, c := range clausesOf(text) {
		list = append(list, string("?+-"[c.scope])+c.text)
	}
	return strings.Join(list, " | ")
}

func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"": "",
		"Decision based on MTUS Low Back Complaints 2004.":                                         "+MTUS Low Back Complaints 2004",
		"Decision based on MTUS Neck Complaints. Decision based on Non-MTUS Citation ODG Neck.":    "+MTUS Neck Complaints | -ODG Neck",
		"Decisions was based upon Non MTUS Citations: ODG":                                         "-ODG",
		"Decision based on MTUS Neck Complaints, and Non-MTUS Citation: ODG, Neck":                 "+MTUS Neck Complaints | -ODG, Neck",
		"Decision based on MTUS Neck and Other Medical Treatment Guideline or Medical Evidence: X": "+MTUS Neck | -X",
		"My decision based on nothing. The ODG.":                                                   "?My decision based on nothing | ?ODG", // prose
		"MTUS Neck Complaints Decision based on Non-MTUS Citation ODG":                             "-ODG",                                 // its stop is lost
		"The decision was based on the ODG.":                                                       "?decision was based on the ODG",
		"indecision based on ODG":                                                                  "?indecision based on ODG",
		"The reviewer relied on the ODG.":                                                          "?ODG",
		"The ODG, which is not part of the MTUS.":                                                  "-ODG",
		"The Neck Complaints chapter, part of the MTUS, and the ODG, not part of the MTUS.":        "+Neck Complaints chapter | -ODG",
		"No section of the MTUS applies. The reviewer based his/her decision on the ODG.":          "?ODG",
		"The MTUS is silent on it.":                                                                "",
		"The Claims Administrator did not cite any evidence.":                                      "",
		"The reviewer agreed with the guidelines used by the Claims Administrator.":                "",
		"Smith AB, Jones C. A trial of braces. J Hand Surg 2011; 12(3): 45-9.":                     "-Smith AB, Jones C. A trial of braces. J Hand Surg 2011; 12(3): 45-9",
	} {
		if got := clauses(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestSentencesOf(t *testing.T) {
	for text, want := range map[string]string{
		"One. Two.":                  "One.|Two.",
		"See pg. 12. Then more.":     "See pg. 12.|Then more.",
		"Smith et al. Trial of it.":  "Smith et al. Trial of it.",
		"Work Loss Data Inc. Texas.": "Work Loss Data Inc. Texas.",
		"Dr. Brand says so. He is.":  "Dr. Brand says so.|He is.",
		"ends. small letters":        "ends. small letters",
		"":                           "",
	} {
		if got := strings.Join(sentencesOf(text), "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestPageRanges(t *testing.T) {
	for s, want := range map[string]string{
		"": "[]", "12": "[[12 12]]", "78-80, 91": "[[78 80] [91 91]]", "298-01": "[[298 301]]", "298–301": "[[298 301]]",
		"46 - 47 and 49": "[[46 47] [49 49]]", "99-5": "[[99 99]]", // a step back is none
	} {
		if got := fmt.Sprint(pageRanges(s)); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestSplitTopics(t *testing.T) {
	pain := lexicon.GuidelineNamed(imr.MTUSChronicPain, "Chronic Pain Medical Treatment Guidelines")
	if pain == nil {
		t.Fatal("no guideline of chronic pain")
	}
	for _, tt := range []struct {
		g      *lexicon.Guideline
		s      string
		colons bool
		want   string
	}{
		{nil, "Splints, Braces; Casts", true, "Splints|Braces|Casts"},
		{nil, "Splints: Braces", true, "Splints|Braces"},
		{nil, "Splints: Braces", false, "Splints: Braces"},
		{nil, "MRIs (magnetic resonance, of it), Splints", true, "MRIs (magnetic resonance, of it)|Splints"},
		{nil, "Opioids Section and Weaning Section", true, "Opioids|Weaning"},
		{nil, "9792.20 Definitions, of terms, 9792.23 Topics", true, "9792.20 Definitions, of terms|9792.23 Topics"},            // numbered: a cut only before a number
		{pain, "NSAIDs, GI symptoms & cardiovascular risk, Opioids", true, "NSAIDs, GI symptoms & cardiovascular risk|Opioids"}, // one heading, with its comma
		{nil, "Knee chapter/ x-ray", true, "Knee chapter|x-ray"},
		{nil, "EMG/NCV", true, "EMG/NCV"},
		{nil, " , and the, ", true, ""},
	} {
		if got := strings.Join(splitTopics(tt.g, tt.s, tt.colons), "|"); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.s, got, tt.want)
		}
	}
}

func TestTrimTopic(t *testing.T) {
	for s, want := range map[string]string{
		"(Splints)": "Splints", "“Splints”": "Splints", "section: Splints": "Splints", "chapter, under the Splints": "Splints",
		"Splints (hand) and casts (arm)": "Splints (hand) and casts (arm)", "(a) and (b)": "(a) and (b)",
		"Splints and": "Splints", "and the": "", "Splints section": "Splints", "": "",
	} {
		if got := trimTopic(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAsWorded(t *testing.T) {
	for s, want := range map[string]string{
		"ODG, Neck, and the": "ODG, Neck", "ODG (": "ODG", "ODG)": "ODG", "(ODG)": "(ODG)", "ODG; and MTUS": "ODG", "Hand": "Hand", "": "", "ODG – ": "ODG",
		"Low Back Complaints 2004": "Low Back Complaints 2004",
	} {
		if got := asWorded(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestMayEndInSeparator holds that the quick look never says no where the
// expression would take something.
func TestMayEndInSeparator(t *testing.T) {
	for _, s := range []string{"", "x", "x and", "x AND the", "x MTUS", "x, ", "x;", "x:", "x (", "x/", "x –", "x-", "land", "x 2004", "x)", "x é"} {
		if taken := trailingSeparator.FindString(s) != ""; taken && s != "" && !mayEndInSeparator(s) {
			t.Errorf("%q ends in %q", s, trailingSeparator.FindString(s))
		}
	}
}

// item returns an item whose sides cite in these words.
func item(claims, reviewer string) imr.Item {
	return imr.Item{ClaimsAdministrator: imr.Guidelines{Text: claims}, ReviewerGuidelines: imr.Guidelines{Text: reviewer}}
}

func families(g imr.Guidelines) string {
	var list []string
	for _, c := range g.Citations {
		list = append(list, string(c.Family))
	}
	return fmt.Sprint(g.Cited, " ", strings.Join(list, ","))
}

func TestFill(t *testing.T) {
	const odg = "The decision was based on the Official Disability Guidelines (ODG), Neck Chapter."
	for name, tt := range map[string]struct{ claims, reviewer, wantClaims, wantReviewer string }{
		"both":                       {odg, "Decision based on MTUS Low Back Complaints 2004.", "true ODG", "true MTUS ACOEM"},
		"nothing cited":              {"The Claims Administrator did not cite any medical evidence.", odg, "false ", "true ODG"},
		"the reviewer agrees":        {odg, "The Physician Reviewer agreed with the guidelines used by the Claims Administrator.", "true ODG", "true ODG"},
		"no guideline that is known": {"The policy of the firm was used.", odg, "true ", "true ODG"},
		"no text":                    {"", "", "false ", "false "},
	} {
		items := []imr.Item{item(tt.claims, tt.reviewer), item(tt.claims, tt.reviewer)}
		Fill(items, imr.Date{Year: 2014, Month: 1, Day: 2})
		for i, it := range items {
			if got := families(it.ClaimsAdministrator); got != tt.wantClaims {
				t.Errorf("%s: the claims administrator of item %d: %s, want %s", name, i+1, got, tt.wantClaims)
			}
			if got := families(it.ReviewerGuidelines); got != tt.wantReviewer {
				t.Errorf("%s: the reviewer of item %d: %s, want %s", name, i+1, got, tt.wantReviewer)
			}
			if it.ClaimsAdministrator.Citations == nil {
				t.Errorf("%s: no list", name)
			}
		}
	}
}

// TestEditions holds that an undated title means the edition in force on the
// day of the decision.
func TestEditions(t *testing.T) {
	const text = "Decision based on MTUS Chronic Pain Medical Treatment Guidelines, Section(s): Opioids."
	early := Read(text, imr.Date{Year: 2014, Month: 5, Day: 1})
	if len(early) != 1 || early[0].Family != imr.MTUSChronicPain || early[0].Year != 0 || strings.Join(early[0].Sections, "|") != "Opioids" {
		t.Errorf("in 2014: %+v", early)
	}
	printed := Read(strings.Replace(text, "Guidelines,", "Guidelines 2009,", 1), imr.Date{Year: 2020, Month: 5, Day: 1})
	if len(printed) != 1 || printed[0].Year != 2009 {
		t.Errorf("with a year printed: %+v", printed)
	}
}

// TestLongText holds that of a text beyond the limit the beginning is read.
func TestLongText(t *testing.T) {
	list := Read("Decision based on MTUS Neck and Upper Back Complaints 2004. "+strings.Repeat("é", maxGuidelineBytes), imr.Date{})
	if len(list) != 1 || list[0].Year != 2004 {
		t.Errorf("%d citations: %.200v", len(list), list)
	}
}
