package imr

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFindCaseNumber(t *testing.T) {
	for s, want := range map[string]CaseNumber{
		"":                                  "",
		"IMR Case Number: CM16-0990412":     "CM16-0990412",
		"cm16-0990412.pdf":                  "CM16-0990412",
		"CM 16-0990412":                     "CM16-0990412",
		"CM16–0990412 and CM17-0990413":     "CM16-0990412",
		"13-000004":                         "13-000004",
		"case 13-0000041":                   "13-0000041",
		"CM16-09904":                        "", // too short
		"CM16-09904123":                     "", // too long
		"claim 16-09904-1":                  "",
		"phone 555-0990412":                 "",
		"dated 12/16-0990412":               "16-0990412",
		"the number CM16 - 0990412 is typo": "",
		"Case Number: CM16-O99O4I2":         "CM16-0990412", // as character recognition reads it
		"CM16-O99O4":                        "",
		"16-O99O4I2":                        "", // without CM it may be anything
	} {
		if got := FindCaseNumber(s); got != want {
			t.Errorf("FindCaseNumber(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzFindCaseNumber(f *testing.F) {
	f.Add("cm 16-0990412")
	f.Add("13‐000004")
	f.Fuzz(func(t *testing.T, s string) {
		if c := FindCaseNumber(s); c != "" && FindCaseNumber(string(c)) != c {
			t.Errorf("%q gives %q, which gives %q", s, c, FindCaseNumber(string(c)))
		}
	})
}

func TestSplitID(t *testing.T) {
	for _, tt := range []struct {
		id, letter string
		n          int
		fails      bool
	}{
		{"CM16-0990412", "CM16-0990412", -1, false},
		{"CM16-0990412/3", "CM16-0990412", 3, false},
		{"CM16-0990412/0", "CM16-0990412", 0, false},
		{"x0123456789ab/12", "x0123456789ab", 12, false},
		{"", "", 0, true}, {"/1", "", 0, true}, {"CM16-0990412/", "", 0, true},
		{"CM16-0990412/-1", "", 0, true}, {"CM16-0990412/a", "", 0, true}, {"CM16-0990412/1/2", "", 0, true},
	} {
		letter, n, err := SplitID(tt.id)
		if letter != tt.letter || n != tt.n || (err != nil) != tt.fails {
			t.Errorf("SplitID(%q) = %q, %d, %v", tt.id, letter, n, err)
		}
		if !tt.fails && n >= 0 && ItemID(letter, n) != tt.id {
			t.Errorf("ItemID(%q, %d) is not %q", letter, n, tt.id)
		}
	}
}

func TestCompareIDs(t *testing.T) {
	sorted := []string{"13-000004/1", "CM15-0990001/1", "CM15-0990001/2", "CM15-0990001/10", "CM16-0990001/1"}
	shuffled := []string{sorted[3], sorted[0], sorted[4], sorted[2], sorted[1]}
	slices.SortFunc(shuffled, CompareIDs)
	if !slices.Equal(shuffled, sorted) {
		t.Errorf("sorted as %v", shuffled)
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct {
		y, m, d int
		want    string
	}{
		{2016, 2, 29, "2016-02-29"}, {2015, 2, 29, ""}, {2016, 13, 1, ""}, {2016, 0, 1, ""}, {2016, 4, 31, ""}, {1999, 12, 31, "1999-12-31"},
	} {
		d, err := NewDate(tt.y, tt.m, tt.d)
		if d.String() != tt.want || (err == nil) != (tt.want != "") || d.IsZero() != (tt.want == "") {
			t.Errorf("NewDate(%d, %d, %d) = %q, %v", tt.y, tt.m, tt.d, d, err)
		}
	}
	d, err := ParseDate("2016-12-30")
	if err != nil || d != (Date{2016, 12, 30}) || d.Number() != 20161230 {
		t.Errorf("got %v, %d, %v", d, d.Number(), err)
	}
	if want := time.Date(2016, 12, 30, 0, 0, 0, 0, time.UTC); !d.Time().Equal(want) {
		t.Errorf("Time() = %v", d.Time())
	}
	if (Date{}).Number() != 0 {
		t.Error("the unknown day has a number")
	}
	for _, s := range []string{"2016-2-3", "30-12-2016", "2016-02-30", "yesterday", "2016-12-30T00:00:00Z"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	}
}

// FuzzDate holds that a day is written as it is read.
func FuzzDate(f *testing.F) {
	f.Add("2016-12-30")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		var d Date
		if d.UnmarshalText([]byte(s)) != nil {
			return
		}
		if b, err := d.MarshalText(); err != nil || string(b) != s {
			t.Errorf("%q is written %q, %v", s, b, err)
		}
	})
}

func TestOutcomeOf(t *testing.T) {
	for outcomes, want := range map[string]CaseOutcome{
		"":                          CaseUnknown,
		"upheld":                    CaseUpheld,
		"upheld upheld":             CaseUpheld,
		"overturned":                CaseOverturned,
		"upheld overturned":         CasePartial,
		"modified":                  CasePartial,
		"modified overturned":       CasePartial,
		"unknown":                   CaseUnknown,
		"unknown upheld":            CaseUnknown,
		"upheld unknown overturned": CasePartial, // whatever the unknown one is
	} {
		var items []Item
		for _, o := range strings.Fields(outcomes) {
			items = append(items, Item{Outcome: Outcome(o)})
		}
		if got := OutcomeOf(items); got != want {
			t.Errorf("%q makes %s, want %s", outcomes, got, want)
		}
	}
}

func TestPlace(t *testing.T) {
	p := Passage{Text: "first second third", Page: 2, Line: 7, Lines: []LineStart{{0, 2, 7}, {6, 2, 8}, {13, 3, 1}}}
	for off, want := range map[int]Place{
		-1: {Page: 2, Line: 7}, 0: {Page: 2, Line: 7}, 5: {Page: 2, Line: 7}, 6: {Page: 2, Line: 8}, 12: {Page: 2, Line: 8}, 13: {Page: 3, Line: 1}, 99: {Page: 3, Line: 1},
	} {
		if got := p.Place(off); got != want {
			t.Errorf("Place(%d) = %v, want %v", off, got, want)
		}
	}
}

// TestLetterJSON holds that a letter comes back from its JSON, and that what it
// does not say stands in none.
func TestLetterJSON(t *testing.T) {
	l := Letter{ID: "CM16-0990412", CaseNumber: "CM16-0990412", DecisionDate: Date{2016, 12, 30}, Items: []Item{{N: 1, Outcome: Upheld}}}
	b, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var back Letter
	if err := json.Unmarshal(b, &back); err != nil || back.DecisionDate != l.DecisionDate || back.Items[0].Outcome != Upheld {
		t.Errorf("came back as %+v, %v", back, err)
	}
	for _, absent := range []string{"date_of_injury", "priority", "patient", "0000"} {
		if strings.Contains(string(b), absent) {
			t.Errorf("%s stands in %s", absent, b)
		}
	}
	if err := json.Unmarshal([]byte(`{"decision_date":"12/30/2016"}`), &back); err == nil {
		t.Error("a day of another form was read")
	}
}
