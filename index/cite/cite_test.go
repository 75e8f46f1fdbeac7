package cite

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

func letter() (*imr.Letter, *imr.Item) {
	l := &imr.Letter{ID: "CM16-0990412", CaseNumber: "CM16-0990412", DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14}}
	l.Items = []imr.Item{{N: 1, Outcome: imr.Upheld, Request: "Norco 10/325 #60"}, {N: 2, Outcome: imr.Overturned, Request: "6 sessions of {aqua} & land therapy_50%"}}
	return l, &l.Items[1]
}

func TestForms(t *testing.T) {
	l, item := letter()
	full := Of(l, item).At(3, 0)
	undated := full
	undated.Decided = imr.Date{}
	unknown := full
	unknown.Outcome = imr.UnknownOutcome
	for _, tt := range []struct{ got, want string }{
		{full.Bluebook(), "IMR Case No. CM16-0990412 (Mar. 14, 2016), item 2, at 3"},
		{full.Brief(), "IMR Case No. CM16-0990412, item 2 (overturned Mar. 14, 2016), at 3"},
		{full.Short(), "CM16-0990412, item 2, at 3"},
		{full.At(3, 4).Bluebook(), "IMR Case No. CM16-0990412 (Mar. 14, 2016), item 2, at 3–4"},
		{full.At(3, 3).Short(), "CM16-0990412, item 2, at 3"},
		{full.At(0, 4).Short(), "CM16-0990412, item 2"},
		{Of(l, nil).Bluebook(), "IMR Case No. CM16-0990412 (Mar. 14, 2016)"},
		{Of(l, &imr.Item{}).Short(), "CM16-0990412"}, // a letter without items
		{undated.Bluebook(), "IMR Case No. CM16-0990412, item 2, at 3"},
		{undated.Brief(), "IMR Case No. CM16-0990412, item 2 (overturned), at 3"},
		{unknown.Brief(), "IMR Case No. CM16-0990412, item 2 (Mar. 14, 2016), at 3"},
		{Citation{ID: "x0123456789ab", Item: 1}.Brief(), "IMR letter x0123456789ab, item 1"},
		{Citation{ID: "x0123456789ab", Item: 1}.Short(), "x0123456789ab, item 1"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestDay(t *testing.T) {
	for d, want := range map[imr.Date]string{
		{}: "", {Year: 2016, Month: 5, Day: 1}: "May 1, 2016", {Year: 2017, Month: 9, Day: 30}: "Sept. 30, 2017",
		{Year: 2013, Month: 12, Day: 31}: "Dec. 31, 2013", {Year: 2013, Month: 13, Day: 1}: "",
	} {
		if got := Day(d); got != want {
			t.Errorf("Day(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestRIS(t *testing.T) {
	l, item := letter()
	want := strings.Join([]string{
		"TY  - CASE", "ID  - CM16-0990412-2", "TI  - IMR Case No. CM16-0990412, item 2: 6 sessions of {aqua} & land therapy_50%",
		"PB  - " + Authority, "DA  - 2016/03/14/", "PY  - 2016", "SV  - CM16-0990412", "SP  - 3–4", "N1  - overturned", "ER  - ", "",
	}, "\r\n")
	if got := Of(l, item).At(3, 4).RIS(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	l.DecisionDate = imr.Date{}
	item.Request = "two\nlines\r\nER  - "
	got := Of(l, item).RIS()
	if strings.Contains(got, "DA  -") || strings.Contains(got, "PY  -") {
		t.Errorf("a day that the letter does not state:\n%s", got)
	}
	if n := strings.Count(got, "\nER  - "); n != 1 || !strings.HasSuffix(got, "\r\nER  - \r\n") {
		t.Errorf("a request ended the record:\n%q", got)
	}
}

func TestBibTeX(t *testing.T) {
	l, item := letter()
	want := `@misc{CM16-0990412-2,
  title = {{IMR Case No. CM16-0990412, item 2: 6 sessions of \{aqua\} \& land therapy\_50\%}},
  institution = {California Division of Workers' Compensation, Independent Medical Review},
  number = {CM16-0990412},
  date = {2016-03-14},
  year = {2016},
  month = {mar},
  pages = {3--4},
  note = {overturned},
}
`
	if got := Of(l, item).At(3, 4).BibTeX(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := (Citation{ID: "a b,c{1}"}).BibTeX(); !strings.HasPrefix(got, "@misc{a-b-c-1-,\n") {
		t.Errorf("the key of %q", got)
	}
}

// cslTypes are the types that csl-data.json allows for legal sources, and
// cslFields those of its properties that a case may have, with their JSON type.
var (
	cslTypes  = []string{"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"}
	cslFields = map[string]string{
		"id": "string", "type": "string", "title": "string", "authority": "string", "number": "string", "locator": "string",
		"note": "string", "issued": "date",
	}
)

// TestCSL holds the citation to the rules of csl-data.json: an array of
// objects with id and type, no other properties than those listed there, and
// dates in date-parts, one to three integers each.
func TestCSL(t *testing.T) {
	l, item := letter()
	undated := *l
	undated.DecisionDate = imr.Date{}
	file, err := json.Marshal([]CSL{Of(l, item).At(3, 4).CSL(), Of(&undated, item).CSL(), (Citation{ID: "x"}).CSL()})
	if err != nil {
		t.Fatal(err)
	}
	var items []map[string]any
	if err := json.Unmarshal(file, &items); err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		if it["id"] == "" || !slices.Contains(cslTypes, it["type"].(string)) {
			t.Errorf("item %d has id %v and type %v", i, it["id"], it["type"])
		}
		for name, value := range it {
			switch cslFields[name] {
			case "string":
				if s, ok := value.(string); !ok || s == "" {
					t.Errorf("%s of item %d is %v", name, i, value)
				}
			case "date":
				checkCSLDate(t, value)
			default:
				t.Errorf("item %d has %s, which the schema does not know", i, name)
			}
		}
	}
	if _, dated := items[1]["issued"]; dated {
		t.Error("a day that the letter does not state")
	}
}

func checkCSLDate(t *testing.T, value any) {
	t.Helper()
	date, _ := value.(map[string]any)
	parts, _ := date["date-parts"].([]any)
	if len(date) != 1 || len(parts) != 1 {
		t.Fatalf("issued is %v", value)
	}
	day, _ := parts[0].([]any)
	if len(day) != 3 || day[0] != 2016.0 || day[1] != 3.0 || day[2] != 14.0 {
		t.Errorf("issued is %v", day)
	}
}

// TestCOinS reads a span as Zotero does: divided at &, keys and values parted
// at the one =, percent-decoded.
func TestCOinS(t *testing.T) {
	l, item := letter()
	item.Request = "a=b & c + d; 50%"
	got := map[string]string{}
	for _, part := range strings.Split(Of(l, item).COinS(), "&") {
		pair := strings.Split(part, "=")
		if len(pair) != 2 {
			t.Fatalf("part %q", part)
		}
		value, err := url.PathUnescape(pair[1])
		if err != nil {
			t.Fatal(err)
		}
		got[pair[0]] = value
	}
	for key, want := range map[string]string{
		"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.type": "case", "rft.date": "2016-03-14",
		"rft.title": "IMR Case No. CM16-0990412, item 2: a=b & c + d; 50%", "rft.description": "overturned",
	} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	if strings.Contains((Citation{ID: "x"}).COinS(), "rft.date") {
		t.Error("a day that the letter does not state")
	}
}
