package view

import (
	"cmp"
	"fmt"
	"time"

	"imrsearch/index"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// A StartPage is the page without a query: what the index holds, and where to
// begin.
type StartPage struct {
	Layout
	Lede     []string
	Rate     *Rate
	Examples []Example
	Ways     []Way
	Years    *Years
	Newest   *Newest
	Saved    *StartList // nil where nothing is kept
	Recent   *StartList
	Builder  Builder
}

// An Example is a question that has an answer in the index, with the answer.
type Example struct{ Query, URL, Says string }

// A Way is a facet as a list of links, each with a bar for its rate.
type Way struct {
	Field, Label, Note string
	Values             []WayValue
}

// A WayValue is a value with the share of its items that were overturned, which
// its bar shows in percent of the way's largest; of outcomes, their own share.
type WayValue struct {
	Label, URL, Class string
	Rate, CountText   string
	Small             bool // too few items for a rate
	W                 int
}

// Years are a chart of the rates by year, each year a link.
type Years struct {
	Label  string
	Values []Year
}

// A Year is a bar of the chart, at most yearHeight units high.
type Year struct {
	Label, URL, Rate, CountText string
	Small                       bool
	Y, H                        int
}

const yearHeight = 60

// Newest are the newest decisions of the index, and when it was last built.
type Newest struct {
	Built string // a day
	All   string // the address of all, newest first
	Hits  []NewestHit
}

// A NewestHit is an item with its day.
type NewestHit struct {
	Day, URL, Request string
	Outcome           Outcome
}

// A StartList is a list of searches that are kept.
type StartList struct {
	Searches []KeptSearch
	All      string // the address of all
}

// A KeptSearch is a search that is kept, with what it asks or found.
type KeptSearch struct{ Text, URL, Says string }

// newExample shows a query that runs.
func newExample(query, says string) Example {
	return Example{Query: query, URL: SearchFor(query).URL("/"), Says: says}
}

// questions are what the start page may ask, in the words of people, each of
// another treatment or reason. Those that the index can answer are shown, first
// those of treatments that were overturned.
var questions = []string{
	"How often is physical therapy overturned?",
	"Norco denied for no functional improvement, was any overturned?",
	"How often is acupuncture overturned?",
	"Epidural steroid injection denied without radiculopathy",
	"How often is a lumbar MRI overturned?",
	"How often is chiropractic treatment overturned?",
	"Is a urine drug screen ever found necessary?",
	"How often is EMG overturned?",
	"Was a spinal cord stimulator trial overturned by a pain specialist?",
	"How often is a TENS unit overturned?",
	"How often is lidocaine overturned?",
	"How often is knee arthroscopy overturned?",
}

// shownQuestions is how many examples there are.
const shownQuestions = 6

// startFacets are the facets of the start page in their order.
var startFacets = []string{"outcome", "class", "decided", "injured"}

// fewestYears is the number of years that a chart needs. Of two facets of years
// the first that has so many is drawn.
const fewestYears = 4

// shownNewest is how many of the newest decisions the page shows.
const shownNewest = 5

// A Start is what the start page is made of. Only All is needed.
type Start struct {
	All     *index.Result // of StartRequest
	Newest  *index.Result // of NewestRequest
	Info    *index.Info
	Answers []*index.Result // of QuestionRequests, nil where one failed
}

// StartRequest is the search for every item of the index, counted by the fields
// of the page.
func StartRequest() *index.Request {
	return &index.Request{Facets: true, FacetFields: startFacets, FacetLimit: PageBuckets, Rates: true, Snippets: -1}
}

// NewestRequest is the search for the newest decisions.
func NewestRequest() *index.Request {
	return &index.Request{Sort: index.Sort{Field: "decided"}, Limit: shownNewest, Snippets: -1}
}

// QuestionRequests are the searches that the page may give as examples.
func QuestionRequests() []*index.Request {
	var out []*index.Request
	for _, q := range questions {
		out = append(out, &index.Request{Query: q, Snippets: -1})
	}
	return out
}

// NewStartPage shows what the start page is made of.
func NewStartPage(s *Start) *StartPage {
	res := s.All
	p := &StartPage{
		Layout: NewLayout("start", "", ""), Lede: lede(&res.Total, s.Info), Rate: newListRate(&res.Total, res.Partial),
		Builder: newBuilder(Address{}), Newest: newNewest(s),
	}
	var none []Example // of which nothing was overturned
	for i, answer := range s.Answers {
		says, overturned := said(answer)
		switch example := newExample(questions[i], says); {
		case says == "":
		case overturned:
			p.Examples = append(p.Examples, example)
		default:
			none = append(none, example)
		}
	}
	p.Examples = append(p.Examples, none...)
	p.Examples = p.Examples[:min(len(p.Examples), shownQuestions)]
	if res.Partial {
		return p
	}
	for i := range res.Facets {
		f := &res.Facets[i]
		switch {
		case isBanded(f.Field) && p.Years == nil && len(f.Buckets) >= fewestYears:
			p.Years = newYears(f)
		case !isBanded(f.Field) && len(f.Buckets) > 0:
			p.Ways = append(p.Ways, newWay(f, &res.Total))
		}
	}
	return p
}

// lede says in three lines what this is, what is in the index, and how it is
// found.
func lede(t *index.Total, info *index.Info) []string {
	held := count(t.Items, "disputed item", "disputed items") + " in " + count(t.Letters, "determination letter", "determination letters")
	if info != nil {
		held += prefixed(", decided ", monthsOf(info.From, info.To))
	}
	return []string{
		"The final determinations of California’s Independent Medical Review, in full text.",
		held + ".",
		"Every item is found by itself, with its outcome, the reviewer’s reason, and what both sides cite.",
	}
}

// monthsOf writes a span of days by its months: "Dec 2016 to Feb 2017", "Dec
// 2016"; "" where its beginning is not known.
func monthsOf(from, to imr.Date) string {
	const month = "Jan 2006"
	first, last := date(from, month), date(to, month)
	if first == "" || last == "" || first == last {
		return cmp.Or(first, last)
	}
	return first + " to " + last
}

// said answers a question that names a treatment by what was decided of the
// requests for it, and says whether any was overturned; "" where there is no
// answer.
func said(res *index.Result) (answer string, overturned bool) {
	if res == nil || res.Partial || res.Total.Requested == nil {
		return "", false
	}
	o := res.Total.Requested.Outcomes
	decided := o[imr.Overturned] + o[imr.Modified] + o[imr.Upheld]
	if decided == 0 {
		return "", false
	}
	return fmt.Sprintf("%s of %s overturned", Thousands(o[imr.Overturned]), Thousands(decided)), o[imr.Overturned] > 0
}

// newWay lists the first values of a facet with their rates.
func newWay(f *index.Facet, all *index.Total) Way {
	const longest = 10 // as many as fit beside the examples
	v := Way{Field: f.Field, Label: f.Label, Note: "overturned"}
	if f.Field == "outcome" {
		v.Note = "of all"
	}
	highest := 0.0
	shares := make([]float64, min(longest, len(f.Buckets)))
	for i := range shares {
		b := &f.Buckets[i]
		w := WayValue{Label: b.Label, URL: Address{}.With(f.Field, b.Value).URL("/"), CountText: Thousands(b.Count), Class: "overturned"}
		if f.Field == "outcome" {
			w.Class, shares[i] = NewOutcome(imr.Outcome(b.Value)).Class, float64(b.Count)/float64(max(1, all.Items))
			w.Rate = Percent(shares[i])
		} else {
			w.Rate, w.CountText, w.Small, shares[i] = bucketRate(b)
		}
		if !w.Small {
			highest = max(highest, shares[i])
		}
		v.Values = append(v.Values, w)
	}
	for i, share := range shares {
		v.Values[i].W = scaled(share, highest, 100)
	}
	return v
}

// bucketRate says how many of the items of a value were overturned: as a
// percentage with its count, where there are enough for one.
func bucketRate(b *index.Bucket) (rate, of string, small bool, share float64) {
	r := b.Rate
	if r == nil || r.Decided == 0 {
		return noRate, Thousands(b.Count), true, 0
	}
	of = Thousands(r.Overturned) + " of " + Thousands(r.Decided)
	share = float64(r.Overturned) / float64(r.Decided)
	if r.Decided < estimate.Small {
		return noRate, of, true, share
	}
	return Percent(share), of, false, share
}

// noRate stands where there are too few items for a percentage.
const noRate = "–"

// scaled draws a share on a scale that ends at the highest; what is there can
// be seen.
func scaled(share, highest float64, length int) int {
	if share <= 0 {
		return 0
	}
	if highest <= 0 {
		highest = 1
	}
	return min(length, max(1, int(share/highest*float64(length)+.5)))
}

// newYears draws the rates of a facet of years, the oldest first.
func newYears(f *index.Facet) *Years {
	v := &Years{Label: f.Label}
	list := ascending(f.Buckets)
	highest := 0.0
	shares := make([]float64, len(list))
	for i := range list {
		b := &list[i]
		y := Year{Label: b.Label, URL: Address{}.With(f.Field, b.Value).URL("/")}
		y.Rate, y.CountText, y.Small, shares[i] = bucketRate(b)
		if !y.Small {
			highest = max(highest, shares[i])
		}
		v.Values = append(v.Values, y)
	}
	for i, share := range shares {
		h := scaled(share, highest, yearHeight)
		v.Values[i].Y, v.Values[i].H = yearHeight-h, h
	}
	return v
}

// newNewest lists the newest decisions; nil where no item has a day.
func newNewest(s *Start) *Newest {
	if s.Newest == nil {
		return nil
	}
	v := &Newest{All: Address{}.With("sort", "decided").URL("/")}
	for i := range s.Newest.Hits {
		h := &s.Newest.Hits[i]
		if h.DecisionDate.IsZero() {
			continue
		}
		a := Address{}.With("sort", "decided").hit(i + 1)
		v.Hits = append(v.Hits, NewestHit{day(h.DecisionDate), a.reasons(h.Letter, h.N), shorten(cmp.Or(h.Request, h.ID)), NewOutcome(h.Outcome)})
	}
	if len(v.Hits) == 0 {
		return nil
	}
	if s.Info != nil && !s.Info.Built.IsZero() {
		v.Built = Day(s.Info.Built)
	}
	return v
}

// Day writes the day of a time in this machine's time zone: Mar 14, 2016.
func Day(t time.Time) string { return t.Local().Format("Jan 2, 2006") }

// KeptSearches adds what is kept: the first saved searches and the last of the
// history. An empty list is left out.
func (p *StartPage) KeptSearches(saved, recent []KeptSearch) {
	if len(saved) > 0 {
		p.Saved = &StartList{saved, "/saved"}
	}
	if len(recent) > 0 {
		p.Recent = &StartList{recent, "/history"}
	}
}
