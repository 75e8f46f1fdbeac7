package parser_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/check"
	"imrsearch/parser/imr"
)

// realLetters returns the folder of real letters that IMR_LETTERS names.
func realLetters(t *testing.T) string {
	dir := os.Getenv("IMR_LETTERS")
	if dir == "" {
		t.Skip("IMR_LETTERS does not name the folder of real letters")
	}
	return dir
}

func readReal(t *testing.T, path string) imr.Letter {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return parseFile(t, filepath.Base(path), data).Letter
}

// readTruth is what was read by eye of one letter.
type readTruth struct {
	CaseNumber  imr.CaseNumber `json:"case_number"`
	Assigned    imr.Date       `json:"date_assigned"`
	Injury      imr.Date       `json:"date_of_injury"`
	Decision    imr.Date       `json:"decision_date"`
	Denial      imr.Date       `json:"ur_denial_date"`
	Received    imr.Date       `json:"application_received"`
	Priority    string         `json:"priority"`
	States      []string       `json:"states_of_licensure"`
	Specialties []string       `json:"reviewer_specialties"`
	Age         int            `json:"patient_age"`
	Sex         string         `json:"patient_sex"`
	Items       []struct {
		Item      string      `json:"item"`
		Also      []string    `json:"also_accept_item"`
		Outcome   imr.Outcome `json:"outcome"`
		Claims    string      `json:"claims_administrator_citations_raw"`
		Reviewer  string      `json:"reviewer_citations_raw"`
		Rationale string      `json:"rationale"`
	} `json:"items"`
}

func letterKey(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(s))
}

// TestReal compares the real PDFs with what was read by eye, and counts
// their labels.
func TestReal(t *testing.T) {
	dir := realLetters(t)
	b, err := os.ReadFile(filepath.Join(dir, "truth.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var want readTruth
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		t.Run(string(want.CaseNumber), func(t *testing.T) {
			got := readReal(t, filepath.Join(dir, "real", string(want.CaseNumber)+".pdf"))
			compareReal(t, got, want)
		})
	}
}

func compareReal(t *testing.T, got imr.Letter, want readTruth) {
	same := func(field string, a, b any) {
		if a != b {
			t.Errorf("%s: got %v, want %v", field, a, b)
		}
	}
	same("layout", got.Layout, imr.LayoutE)
	same("case number", got.CaseNumber, want.CaseNumber)
	same("assigned", got.DateAssigned, want.Assigned)
	same("injury", got.DateOfInjury, want.Injury)
	same("decision", got.DecisionDate, want.Decision)
	same("denial", got.URDenialDate, want.Denial)
	same("received", got.ApplicationReceived, want.Received)
	same("priority", got.Priority, strings.ToLower(want.Priority))
	same("age", got.Patient.Age, want.Age)
	same("sex", got.Patient.Sex, want.Sex)
	same("states", strings.Join(got.Reviewer.LicensedIn, "|"), strings.Join(want.States, "|"))
	same("specialties", strings.Join(got.Reviewer.Specialties, "|"), strings.Join(want.Specialties, "|"))
	for _, p := range got.Problems {
		if p.Code != "injury-date-differs" && p.Code != "closing-differs" && p.Code != "cut-off" {
			t.Errorf("problem %s: %s", p.Code, p.Message)
		}
	}
	if len(got.Items) != len(want.Items) {
		t.Fatalf("%d items, want %d", len(got.Items), len(want.Items))
	}
	for i, it := range got.Items {
		w := want.Items[i]
		same("outcome", it.Outcome, w.Outcome)
		same("request", letterKey(it.Request), letterKey(w.Item))
		if h := letterKey(it.Heading); h != letterKey(w.Item) && !slices.ContainsFunc(w.Also, func(a string) bool { return letterKey(a) == h }) {
			t.Errorf("heading %q", it.Heading)
		}
		same("rationale", letterKey(it.Rationale.Text), letterKey(w.Rationale))
		same("claims administrator", letterKey(it.ClaimsAdministrator.Text), letterKey(w.Claims))
		same("reviewer", letterKey(it.ReviewerGuidelines.Text), letterKey(w.Reviewer))
		if it.ClaimsAdministrator.Cited != (len(it.ClaimsAdministrator.Citations) > 0) || it.ReviewerGuidelines.Cited != (len(it.ReviewerGuidelines.Citations) > 0) {
			t.Errorf("item %d: cited and citations do not agree", it.N)
		}
	}
}

// TestSeeds checks every field of the two sample letters.
func TestSeeds(t *testing.T) {
	dir := realLetters(t)
	paths, _ := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	if len(paths) != 2 {
		t.Fatalf("%d seeds, want 2", len(paths))
	}
	date := func(s string) imr.Date { d, _ := imr.ParseDate(s); return d }
	a, b := readReal(t, paths[0]), readReal(t, paths[1])
	cite := func(f imr.Family, title string, chapter int, topics []string, pages [][]int) imr.Citation {
		return imr.Citation{Family: f, Title: title, Chapter: chapter, Sections: []string{}, Topics: topics, Pages: pages}
	}
	const lowBack, neck = "Low Back Complaints", "Neck and Upper Back Complaints"
	const odgLow, odgNeck, odgShoulder = "Low Back - Lumbar & Thoracic (Acute & Chronic)", "Neck & Upper Back (Acute & Chronic)", "Shoulder (Acute & Chronic)"
	exercise := []string{"Exercise"}
	wantA := imr.Letter{Layout: imr.LayoutC, DateOfInjury: date("2004-05-01"), CaseOutcome: imr.CaseUpheld,
		Patient:   imr.Patient{Age: 73, Sex: "male"},
		Reviewer:  imr.Reviewer{Specialties: []string{"Family Medicine"}, SpecialtyNames: []string{"Family Medicine"}, LicensedIn: []string{"California"}},
		Diagnoses: []string{"Acromioclavicular Sprain/Strain", "Cervical Sprain/Strain", "Chronic Low Back Pain"},
		Items: []imr.Item{
			seedItem("LUMBAR", cite(imr.MTUSACOEM, lowBack, 12, []string{}, [][]int{}), cite(imr.ODG, odgLow, 0, exercise, [][]int{})),
			seedItem("CERVICAL", cite(imr.MTUSACOEM, neck, 8, []string{}, [][]int{}), cite(imr.ODG, odgNeck, 0, exercise, [][]int{})),
			seedItem("SHOULDER", cite(imr.MTUSACOEM, "Shoulder Complaints", 9, []string{}, [][]int{}), cite(imr.ODG, odgShoulder, 0, []string{"Exercise/Physical Therapy"}, [][]int{})),
		}}
	home := seedItem("", cite(imr.MTUSACOEM, lowBack, 12, []string{}, [][]int{{301, 301}}), cite(imr.MTUSACOEM, lowBack, 12, []string{}, [][]int{{287, 289}}))
	home.Request, home.Heading = "Lumbar spine home exercise kit", "Lumbar spine home exercise kit"
	home.ClaimsAdministrator.Citations = append(home.ClaimsAdministrator.Citations, cite(imr.ODG, "Official Disability Guidelines", 0, []string{}, [][]int{}))
	home.ReviewerGuidelines.Citations = append(home.ReviewerGuidelines.Citations, cite(imr.ODG, odgLow, 0, exercise, [][]int{}))
	wantB := imr.Letter{Layout: imr.LayoutC, DateOfInjury: date("2006-07-06"), CaseOutcome: imr.CaseUpheld,
		Patient:   imr.Patient{Age: 39, Sex: "female"},
		Reviewer:  imr.Reviewer{Specialties: []string{"Physical Medicine and Rehabilitation"}, SpecialtyNames: []string{"Physical Medicine and Rehabilitation"}, LicensedIn: []string{"California"}},
		Diagnoses: []string{"lumbar spine discopathy status post surgery times 3"},
		Items:     []imr.Item{home}}
	checkSeed(t, a, wantA)
	checkSeed(t, b, wantB)
}

func seedItem(part string, ca, reviewer imr.Citation) imr.Item {
	return imr.Item{Request: part + " REHABILITATION KIT", Heading: "1 " + part + " REHABILITATION KIT", Outcome: imr.Upheld,
		ClaimsAdministrator: imr.Guidelines{Cited: true, Citations: []imr.Citation{ca}},
		ReviewerGuidelines:  imr.Guidelines{Cited: true, Citations: []imr.Citation{reviewer}}}
}

// checkSeed compares all but the texts, of which only ends are looked at.
func checkSeed(t *testing.T, got, want imr.Letter) {
	t.Helper()
	for _, v := range check.Compare(got, want) {
		if strings.HasSuffix(v.Field, ".text") || v.Field == "summary" || v.Field == "item.rationale" {
			if len(v.Got) < 30 {
				t.Errorf("%s of item %d is missing", v.Field, v.Item)
			}
			continue
		}
		if !v.Right {
			t.Errorf("%s of item %d: got %q, want %q", v.Field, v.Item, v.Got, v.Want)
		}
	}
	for _, it := range got.Items {
		if text := it.Rationale.Text; !strings.HasSuffix(text, "medically necessary.") || len(it.Rationale.Paragraphs) != 1 {
			t.Errorf("item %d: rationale of %d paragraphs ends in %q", it.N, len(it.Rationale.Paragraphs), text[max(0, len(text)-20):])
		}
	}
	if len(got.Problems) > 0 {
		t.Errorf("problems: %v", got.Problems)
	}
}
