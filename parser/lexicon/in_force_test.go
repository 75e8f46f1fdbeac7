package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/imr"
)

func TestStatusOn(t *testing.T) {
	for _, tt := range []struct {
		c    imr.Citation
		day  string
		want Status
		by   string // the regulation
	}{
		{imr.Citation{Family: imr.MTUSACOEM, Title: "Low Back Complaints", Chapter: 12, Year: 2004}, "2016-12-30", InForce, "8 CCR 9792.23.5"},
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 12}, "2017-11-30", InForce, "8 CCR 9792.23.5"},
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 12}, "2017-12-01", Superseded, "8 CCR 9792.23.5"},
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 12}, "2007-06-14", NotYet, "8 CCR 9792.23.5"},
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 6}, "2014-01-01", NoLonger, "8 CCR 9792.22"},
		{imr.Citation{Family: imr.MTUSACOEM, Title: "Elbow Complaints", Chapter: 10}, "2014-01-01", InForce, "8 CCR 9792.23.3"}, // the revision of 2007
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 10, Year: 2004}, "2014-01-01", Superseded, "8 CCR 9792.23.3"},
		{imr.Citation{Family: imr.MTUSACOEM, Chapter: 15}, "2020-01-01", "", ""}, // not sure
		{imr.Citation{Family: imr.MTUSACOEM, Title: "Hip and Groin Disorders", Year: 2017}, "2018-02-01", InForce, "8 CCR 9792.23.10"},
		{imr.Citation{Family: imr.MTUSACOEM, Title: "Hip and Groin Disorders", Year: 2017}, "2021-02-01", "", ""},
		{imr.Citation{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines"}, "2014-05-05", InForce, "8 CCR 9792.24.2"},
		{imr.Citation{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines", Year: 2009}, "2016-08-01", Superseded, "8 CCR 9792.24.2"},
		{imr.Citation{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines"}, "2016-08-01", InForce, "8 CCR 9792.24.2"},
		{imr.Citation{Family: imr.MTUSChronicPain, Title: "Chronic Pain Medical Treatment Guidelines"}, "2018-08-01", Superseded, "8 CCR 9792.24.2"},
		{imr.Citation{Family: imr.MTUSOpioids, Title: "Opioids Treatment Guidelines"}, "2016-07-27", NotYet, "8 CCR 9792.24.4"},
		{imr.Citation{Family: imr.MTUSPostsurgical, Title: "Postsurgical Treatment Guidelines"}, "2015-01-01", InForce, "8 CCR 9792.24.3"},
		{imr.Citation{Family: imr.ODG, Title: "Pain (Chronic)"}, "2016-01-01", OutsideOfMTUS, "8 CCR 9792.21.1"},
		{imr.Citation{Family: imr.ODG, Title: "Pain (Chronic)"}, "2014-01-01", OutsideOfMTUS, ""},
		{imr.Citation{Family: imr.OtherFamily, Title: "Drugs.com"}, "2016-01-01", "", ""},
		{imr.Citation{Family: imr.MTUSACOEM, Title: "No such title"}, "2016-01-01", "", ""},
	} {
		day, err := imr.ParseDate(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		got, p := StatusOn(tt.c, day)
		if got != tt.want || p.Regulation != tt.by {
			t.Errorf("%+v on %s: %q by %q, want %q by %q", tt.c, tt.day, got, p.Regulation, tt.want, tt.by)
		}
	}
	if got, _ := StatusOn(imr.Citation{Family: imr.ODG}, imr.Date{}); got != "" {
		t.Errorf("without a day: %q", got)
	}
}

// TestPeriods holds the table to that of titles: each row names one of them, its
// days are days in order, and both tables agree on what was in force.
func TestPeriods(t *testing.T) {
	for _, p := range periods() {
		i := slices.IndexFunc(Guidelines(), func(g *Guideline) bool {
			return g.Family == p.Family && g.Title == p.Title && g.Chapter == p.Chapter && (len(g.Years) == 0 || slices.ContainsFunc(p.Years, func(y int) bool { return slices.Contains(g.Years, y) }))
		})
		if i < 0 {
			t.Errorf("%s %s %d %v is no row of guidelines.tsv", p.Family, p.Title, p.Chapter, p.Years)
			continue
		}
		if g := Guidelines()[i]; g.From != p.From || !p.Until.IsZero() && g.Until != p.Until {
			t.Errorf("%s: in force %v to %v, in guidelines.tsv %v to %v", p.Title, p.From, p.Until, g.From, g.Until)
		}
		if p.From.IsZero() || p.Regulation == "" || !p.Until.IsZero() && p.Until.Number() < p.From.Number() || p.Until.IsZero() == p.KnownUntil.IsZero() {
			t.Errorf("%s: from %v until %v known until %v by %q", p.Title, p.From, p.Until, p.KnownUntil, p.Regulation)
		}
	}
}
