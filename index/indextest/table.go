package indextest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// table is the query language by example: a query, and the items it finds in
// tableLetters, 1/2 for CM16-0000001/2.
var table = []struct{ query, want string }{
	{"", "1/1 1/2 1/3 2/1 2/2 3/1 3/2 3/3 4/1 x/0"},
	{"chiropractic", "x/0"},
	// Words, and their inflections.
	{"taper", "1/1"},
	{"#taper", ""},
	{"#tapered", "1/1"},
	{"injections", "1/2"},
	{"radiculopathy injection", "1/2"},
	{"worker's", "1/1 1/2 1/3 2/1 2/2 3/3"},
	// Words with parts stand adjacent.
	{"x-ray", "2/1 3/2"}, // plain films are a wording of it
	{`"x ray"`, "3/2"},
	{"#L4-5", "1/2"},
	{"325mg", "1/1"},
	{"10/325mg", "1/1"},
	// Synonyms, both ways; a member never finds its class.
	{"norco", "1/1 3/1"},
	{"#norco", "1/1"},
	{"hydrocodone", "1/1 3/1"},
	{"UDS", "1/3"},
	{"ESI", "1/2"},
	{"NSAID", "3/3"},
	{"request:ibuprofen", "3/3"},
	// Phrases.
	{`"medically necessary"`, "1/2 1/3"},
	{`"necessary medically"`, ""},
	{`"necessary medically"~1`, "1/2 1/3"},
	{`"in this case"`, "2/2"},
	{`"case in"`, "2/2"}, // across a glued full stop
	{`"knee pain"`, "3/1 3/2 3/3"},
	// Proximity.
	{"opioid /3 tapered", "1/1"},
	{"opioid /2 tapered", ""},
	{"tapered /3 opioid", "1/1"},
	{"tapered +3 opioid", ""},
	{"opioid +3 tapered +1 slowly", "1/1"},
	{"documentation /s tapered", ""},
	{"documentation /p tapered", "1/1"},
	{"knee /p cane", ""},
	{"ladder /s fell", "1/1 1/2 1/3"},
	{"smith /s use", "3/1"},
	{"limits /s drug", "3/1"},         // mg. ends no sentence
	{"lumbar /9 fusion", ""},          // entries of a list are far apart
	{"shoulder /4 pain", "3/2"},       // not the diagnoses
	{"pain /4 pain", "3/2"},           // two places
	{"(pain /5 pain) /4 pain", "3/2"}, // the nearer end of the stretch
	{"(pain /4 pain) /4 pain", ""},
	{"opioid OR injection /s necessary", "1/2"},
	// Wildcards.
	{"radicul!", "1/1 1/2 1/3"},
	{"hydro*one", "3/1"},
	{"kn?e", "2/1 2/2 3/1 3/2 3/3"},
	{"radiculopaty~ injection", "1/2"},
	// Boolean operators.
	{"mri AND knee", "2/1"},
	{"mri OR ibuprofen", "1/2 2/1 3/3"},
	{"knee NOT mri", "2/2 3/1 3/2 3/3"},
	{"-knee -worker", "4/1 x/0"},
	{"knee % mri OR ibuprofen", "2/2 3/1 3/2"},
	{"ATLEAST2(necessary)", ""},
	{"ATLEAST3(pain)", "3/2"},
	{"ATLEAST2(pain)", "3/2"},
	{`ATLEAST2("urine drug screen")`, "1/3"},
	// Fields.
	{"request:knee", "2/1 2/2"},
	{"dx:knee", "3/1 3/2 3/3"},
	{"rationale:(no /3 documentation)", "1/1"},
	{`rationale:"red flags" -request:mri`, "3/2"},
	{"ur:cite outcome:overturned", "1/2 2/2 3/3"},
	{"summary:acupuncture", "1/1 1/2 1/3"},
	// Facets as fields.
	{"outcome:overturned", "1/2 2/2 3/3"},
	{"outcome:(overturned OR modified)", "1/2 1/3 2/2 3/3"},
	{"-outcome:upheld", "1/2 1/3 2/2 3/3 4/1 x/0"},
	{"outcome:unknown", "4/1 x/0"},
	{"family:acoem", "2/1"},
	{`family:"mtus acoem"`, "2/1"},
	{`family:"acoem"`, ""},
	{`reviewer_family:"none cited"`, ""},
	{`claims_family:"none cited"`, "1/1 1/2 1/3 2/1 2/2 3/1 3/2 3/3 4/1"},
	{"specialty:PAIN", "1/1 1/2 1/3"},
	{"licensed:nevada", "2/1 2/2"},
	{"section:studies", "2/1"},
	{"case_outcome:partial", "1/1 1/2 1/3 2/1 2/2 3/1 3/2 3/3"},
	{"layout:E -layout:unknown case:13-000004", "4/1"},
	// Numbers and dates.
	{"page:342", "2/1"},
	{"page:344", ""},
	{"age:40..53", "1/1 1/2 1/3 2/1 2/2"},
	{"age:>53", "3/1 3/2 3/3"},
	{"decided:2016", "1/1 1/2 1/3 2/1 2/2"},
	{"decided:2016-03", "1/1 1/2 1/3"},
	{"decided:>2016", "3/1 3/2 3/3"},
	{"decided:<2016", "4/1"},
	{"injured:2014-03", "2/1 2/2"},
	{"injured:>=2014-03-31", "2/1 2/2"},
	{"items:3 age:53", "1/1 1/2 1/3"},
	{"items:0", "x/0"},
	{"retrospective:no decided:2013", "4/1"},
	// Case numbers and items.
	{"CM16-0000001", "1/1 1/2 1/3"},
	{"cm16-0000001/2", "1/2"},
	{"CM16-0000001 norco", "1/1"},
	{"case:x0123456789ab", "x/0"},
}

var shortIDs = strings.NewReplacer("CM16-0000001", "1", "CM16-0000002", "2", "CM17-0000003", "3", "13-000004", "4", "x0123456789ab", "x")

func runTable(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher) {
	s := open(t, tableLetters())
	for _, tt := range table {
		r, err := s.Search(context.Background(), &index.Request{Query: tt.query, Match: index.MatchAll, Limit: index.MaxLimit})
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		got := listed(r)
		slices.SortFunc(got, imr.CompareIDs)
		for i := range got {
			got[i] = shortIDs.Replace(got[i])
		}
		slices.Sort(got)
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got)\n%s", tt.query, d)
		}
		if r.Total.Items != len(got) {
			t.Errorf("%s: %d items in total, %d hits", tt.query, r.Total.Items, len(got))
		}
	}
}
