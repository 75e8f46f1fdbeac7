package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/imr"

	"github.com/google/go-cmp/cmp"
)

var families = []imr.Family{
	imr.MTUSACOEM, imr.MTUSChronicPain, imr.MTUSOpioids, imr.MTUSAcupuncture, imr.MTUSPostsurgical,
	imr.MTUS, imr.ODG, imr.ACOEM, imr.OtherFamily,
}

func ofMTUS(f imr.Family) bool { return f != imr.ODG && f != imr.ACOEM && f != imr.OtherFamily }

func notMTUS(f imr.Family) bool { return !ofMTUS(f) }

// TestGuidelinesReachable looks for each title and alias in the clause that
// tells its family.
func TestGuidelinesReachable(t *testing.T) {
	for _, g := range Guidelines() {
		if !slices.Contains(families, g.Family) {
			t.Errorf("%s: no family %q", g.Title, g.Family)
		}
		accept := notMTUS
		if ofMTUS(g.Family) {
			accept = ofMTUS
		}
		for _, w := range append([]string{g.Title}, g.Aliases...) {
			m := MatchGuidelines(w, accept)
			if len(m) == 0 || !slices.Contains(m[0].Editions, g) {
				t.Errorf("%q does not give %s %q", w, g.Family, g.Title)
			}
		}
	}
}

// TestGuidelineAccidents holds that no wording means two titles of one side,
// but two that were in force at different times.
func TestGuidelineAccidents(t *testing.T) {
	for _, g := range Guidelines() {
		for _, w := range append([]string{g.Title}, g.Aliases...) {
			for _, accept := range []func(imr.Family) bool{ofMTUS, notMTUS} {
				for _, m := range MatchGuidelines(w, accept) {
					if m.End-m.Start < len(w) {
						continue
					}
					for _, e := range m.Editions[1:] {
						if e.Title != m.Guideline.Title && (e.Family != m.Guideline.Family || e.From == m.Guideline.From) {
							t.Errorf("%q means %q and %q", w, m.Guideline.Title, e.Title)
						}
					}
				}
			}
		}
	}
}

func TestMatchGuidelines(t *testing.T) {
	for _, c := range []struct {
		text   string
		accept func(imr.Family) bool
		want   []string
	}{
		{"MTUS Low Back Complaints 2004, Section(s): Special Studies", ofMTUS, []string{"MTUS ACOEM/Low Back Complaints"}},
		{"MTUS ACOEM Chapter 12", ofMTUS, []string{"MTUS ACOEM/Low Back Complaints"}},
		{"Forearm, Wrist, and Hand Complaints 2004, and Shoulder Complaints 2004", ofMTUS,
			[]string{"MTUS ACOEM/Forearm, Wrist, and Hand Complaints", "MTUS ACOEM/Shoulder Complaints"}},
		{"Chronic Pain Medical Treatment 2009, Section(s): Opioids", ofMTUS, []string{"MTUS Chronic Pain/Chronic Pain Medical Treatment Guidelines"}},
		{"Official Disability Guidelines (ODG)", notMTUS, []string{"ODG/Official Disability Guidelines"}},
		{"nothing of the kind", nil, nil},
	} {
		var got []string
		for _, m := range MatchGuidelines(c.text, c.accept) {
			got = append(got, string(m.Guideline.Family)+"/"+m.Guideline.Title)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestEdition(t *testing.T) {
	editions := MatchGuidelines("Chronic Pain Medical Treatment Guidelines", ofMTUS)[0].Editions
	day := func(y, m, d int) imr.Date {
		date, err := imr.NewDate(y, m, d)
		if err != nil {
			t.Fatal(err)
		}
		return date
	}
	for _, c := range []struct {
		year    int
		decided imr.Date
		want    int
	}{
		{2009, day(2017, 1, 1), 2009},
		{2016, imr.Date{}, 2016},
		{0, day(2014, 5, 1), 2009},
		{0, day(2017, 1, 1), 2016},
		{0, imr.Date{}, 2009},
	} {
		if got := Edition(editions, c.year, c.decided); !slices.Contains(got.Years, c.want) {
			t.Errorf("year %d, decided %s: edition of %v, want %d", c.year, c.decided, got.Years, c.want)
		}
	}
	if Edition(nil, 2009, imr.Date{}) != nil {
		t.Error("an edition of nothing")
	}
}

func TestTopicsReachable(t *testing.T) {
	for _, topic := range topics().rows {
		for _, w := range append([]string{topic.name}, topic.aliases...) {
			m := MatchTopics(w, topic.guideline)
			if len(m) == 0 || m[0].topic != topic {
				t.Errorf("%q does not give topic %q of %s", w, topic.name, topic.guideline.Title)
			}
		}
	}
}

func TestMatchTopics(t *testing.T) {
	low := GuidelineNamed(imr.MTUSACOEM, "Low Back Complaints")
	pain := GuidelineNamed(imr.MTUSChronicPain, "Chronic Pain Medical Treatment Guidelines")
	for _, c := range []struct {
		text string
		in   *Guideline
		want []string
	}{
		{"Special Studies, Physical Methods", low, []string{"Special Studies", "Physical Methods"}},
		{"NSAIDs, GI symptoms & cardiovascular risk", pain, []string{"NSAIDs, GI symptoms & cardiovascular risk"}},
		{"Opioids, criteria for use", pain, []string{"Opioids, criteria for use"}},
	} {
		var got []string
		for _, m := range MatchTopics(c.text, c.in) {
			got = append(got, m.topic.name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}
