package cited_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
)

// say writes a test as one reads it.
func say(t *index.CiteTest) string {
	each := func(between string) string {
		parts := make([]string, len(t.Of))
		for i := range t.Of {
			parts[i] = say(&t.Of[i])
		}
		return strings.Join(parts, between)
	}
	name := func(kind string) string {
		if t.Exact != "" {
			return fmt.Sprintf("%s=%q", kind, t.Exact)
		}
		return fmt.Sprintf("%s~%q", kind, t.Words)
	}
	switch t.Kind {
	case index.CiteAll:
		return each(" & ")
	case index.CiteAny:
		return "(" + each(" | ") + ")"
	case index.CiteNot:
		return "!(" + each("") + ")"
	case index.CiteSide:
		return t.Side.String()
	case index.CiteFamily:
		return fmt.Sprintf("%d:%s", len(t.Families), t.Families[0])
	case index.CiteChapter:
		return fmt.Sprintf("chapter %d-%d", t.From, t.To)
	case index.CiteYear:
		return fmt.Sprintf("year %d-%d", t.From, t.To)
	case index.CitePage:
		return fmt.Sprintf("page %d-%d", t.From, t.To)
	case index.CiteTitle:
		return name("title")
	case index.CiteSection:
		return name("section")
	}
	return name("words")
}

func TestRead(t *testing.T) {
	for q, want := range map[string]string{
		"cite:(ur acoem chapter:12 page:287)":   "ur & 2:MTUS ACOEM & chapter 12-12 & page 287-287",
		"cite:(reviewer odg)":                   "reviewer & 1:ODG",
		"cite:odg":                              "1:ODG",
		"cites:(maximus)":                       "reviewer",
		"cite:(claims administrator acoem)":     "ur & 2:MTUS ACOEM",
		"cite:(utilization review acoem)":       "ur & 2:MTUS ACOEM",
		"cite:mtus":                             "6:MTUS ACOEM",
		`cite:"mtus"`:                           "1:MTUS",
		`cite:"acoem"`:                          "1:ACOEM",
		"cite:(mtus opioids)":                   "6:MTUS ACOEM & 1:MTUS Opioids",
		"cite:(chronic pain page:18)":           "1:MTUS Chronic Pain & page 18-18",
		`cite:("chronic pain" page:18..20)`:     "1:MTUS Chronic Pain & page 18-20",
		"cite:(odg chronic pain)":               `1:ODG & words~["chronic"] & words~["pain"]`,
		"cite:(odg acupuncture)":                `1:ODG & words~["acupuncture"]`, // a topic of ODG
		"cite:acupuncture":                      "1:MTUS Acupuncture",
		"cite:(section:acupuncture)":            `section~["acupuncture"]`,
		`cite:(acoem "Special Studies")`:        `2:MTUS ACOEM & words="special studies"`,
		`cite:(title:"Knee & Leg" year:>=2004)`: `title="knee leg" & year 2004-2147483647`,
		"cite:(acoem stud*)":                    `2:MTUS ACOEM & words~["stud*"]`,
		"cite:(ur (acoem OR odg) -chapter:12)":  "ur & (2:MTUS ACOEM | 1:ODG) & !(chapter 12-12)",
		"cite:(odg % x-ray)":                    `1:ODG & !(words~["x" "ray"])`,
		"cite:(chapter:(8 OR 12))":              "(chapter 8-8 | chapter 12-12)",
		`cite:(family:"MTUS ACOEM" side:ur)`:    "1:MTUS ACOEM & ur",
		"cite:(page:287 page:301)":              "page 287-287 & page 301-301", // a citation has several pages
	} {
		plan, _, err := resolve.Resolve(&index.Request{Query: q})
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		x, ok := plan.Root.(index.Cited)
		if !ok {
			t.Errorf("%s is %#v", q, plan.Root)
			continue
		}
		if got := say(&x.Test); strings.TrimPrefix(got, "()") != want {
			t.Errorf("%s asks for %s, want %s", q, got, want)
		}
	}
}

// TestRefused holds what cannot be, and the query that runs instead.
func TestRefused(t *testing.T) {
	for q, want := range map[string]string{
		"cite:(ur reviewer odg)":             "cite:(ur odg) cite:(reviewer odg)",
		"neck cite:(odg acoem page:3)":       "neck cite:((odg OR acoem) page:3)",
		"cite:(odg acoem)":                   "cite:(odg OR acoem)",
		"cite:(acoem 12 287)":                "cite:(acoem chapter:12 page:287)",
		"cite:(odg 2016)":                    "cite:(odg year:2016)",
		"cite:(acoem chapter:12 chapter:9)":  "cite:((chapter:12 OR chapter:9) acoem)",
		"cite:(reviewer outcome:upheld odg)": "cite:(reviewer odg) outcome:upheld",
		"cite:(outcome:upheld)":              "outcome:upheld",
		"cite:chapter:12":                    "cite:(chapter:12)",
		"cite:(acoem page:290..280)":         "cite:(acoem page:280..290)",
		"cite:(acoem chapter:twelve)":        "",
		"cite:(author:smith)":                "",
		"cite:(side:patient)":                "",
		"cite:(family:nothing)":              "",
		"cite:(knee /3 brace)":               "",
		"cite:(ATLEAST2(knee))":              "",
		"cite:(cite:(odg))":                  "",
		"cite:(CM16-0990412)":                "",
		"request:(cite:(odg))":               "request:((odg))",
		"cite:(title:(page:3))":              "cite:(title:(3))",
		"cite:(medicaton~)":                  "",
	} {
		_, _, err := resolve.Resolve(&index.Request{Query: q})
		var fault *query.SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("%s gives %v, want a fault", q, err)
			continue
		}
		if fault.Repair != want {
			t.Errorf("%s: write %q, want %q (%v)", q, fault.Repair, want, err)
		}
		if fault.Offset < 0 || fault.Offset+fault.Length > len(q) || fault.Length == 0 {
			t.Errorf("%s: fault at %d, %d bytes", q, fault.Offset, fault.Length)
		}
	}
}

// FuzzCite holds that nothing inside cite panics, and that a repair runs.
func FuzzCite(f *testing.F) {
	for _, s := range []string{"ur acoem chapter:12 page:287", "acoem 12 287", "odg % x", "(acoem OR odg) -year:2004", "side:x family:y", `"a" cite:(b)`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _, err := resolve.Resolve(&index.Request{Query: "cite:(" + s + ")"})
		var fault *query.SyntaxError
		if errors.As(err, &fault) && fault.Repair != "" {
			if _, _, err := resolve.Resolve(&index.Request{Query: fault.Repair}); err != nil {
				t.Errorf("cite:(%s): the repair %s does not run: %v", s, fault.Repair, err)
			}
		}
	})
}
