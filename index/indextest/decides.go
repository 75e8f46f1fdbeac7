package indextest

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/contrast"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// Decides counts as the contract says, from the texts of every item; it never
// samples.
func (s *Scan) Decides(ctx context.Context, req *index.DecidesRequest) (*index.Decides, error) {
	began := time.Now()
	if err := req.Check(); err != nil {
		return nil, err
	}
	rated, plan, filters, err := resolve.Rated(ctx, req.Search, s.Keeper)
	if err != nil {
		return nil, err
	}
	if err := resolve.CheckValues(plan, filters, s.valuesOf); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	run := newRun(s, plan)
	items, _ := run.matching(rated.Scope)
	out := &index.Decides{Query: plan.Reading, Generation: 1, Requested: plan.Requested != nil, Least: req.Least}
	if out.Least == 0 {
		out.Least = index.DefaultLeastLetters
	}
	limit := req.Limit
	if limit == 0 {
		limit = index.DefaultContrasts
	}
	var selected []*scanned
	for _, h := range passing(items, filters) {
		selected = append(selected, h.scanned)
		switch h.Item.Outcome {
		case imr.Overturned:
			out.Overturned.Items++
		case imr.Upheld:
			out.Upheld.Items++
		default:
			out.Other++
		}
	}
	standard := s.standardSentences()
	var counted *contrast.Counter
	counted, out.Folded = s.contrasted(selected, standard)
	var corpus []*scanned
	for i := range s.items {
		corpus = append(corpus, &s.items[i])
	}
	background, _ := s.contrasted(corpus, standard)
	background.Keep(2)
	out.Overturned.Letters, out.Upheld.Letters = counted.Letters[contrast.Overturned], counted.Letters[contrast.Upheld]
	out.Lists = index.ListsOf(counted, background.Share, out.Least, limit)
	out.Query.Settle(plan.Plain, run.stands)
	out.Find(rated)
	out.TookMS = float64(time.Since(began).Microseconds()) / 1000
	return out, nil
}

// contrasted counts the letters of items, in the order of their ids, by what
// they say; of alike items the first. folded is how many it left out.
func (s *Scan) contrasted(items []*scanned, standard map[string]bool) (c *contrast.Counter, folded int) {
	c = &contrast.Counter{}
	slices.SortFunc(items, func(a, b *scanned) int { return imr.CompareIDs(a.Item.ID, b.Item.ID) })
	seen := map[int]bool{}
	letter := ""
	for _, d := range items {
		side := contrast.Upheld
		switch d.Item.Outcome {
		case imr.Overturned:
			side = contrast.Overturned
		case imr.Upheld:
		default:
			continue
		}
		group := s.alike()[d.Item.ID]
		if seen[group] {
			folded++
			continue
		}
		seen[group] = true
		if d.Letter.ID != letter {
			letter = d.Letter.ID
			c.Begin()
		}
		item := &contrast.Item{For: d.Item.ReasonsFor, Against: d.Item.ReasonsAgainst, Families: valuesNamed("reviewer_family", d), Sections: valuesNamed("section", d)}
		for _, words := range unitsOf(d.tokens[index.RationaleText], func(t token) int { return t.Sentence }) {
			if !standard[strings.Join(words, " ")] {
				item.Sentences = append(item.Sentences, wordsOfUnit(words))
			}
		}
		for _, words := range unitsOf(d.tokens[index.DiagnosisText], func(t token) int { return t.Entry }) {
			item.Diagnoses = append(item.Diagnoses, wordsOfUnit(words))
		}
		for _, words := range unitsOf(d.tokens[index.OtherText], func(t token) int { return t.Entry }) {
			item.Documents = append(item.Documents, wordsOfUnit(words))
		}
		c.Count(side, item)
	}
	return c, folded
}

func valuesNamed(field string, d *scanned) []string {
	f, _ := index.FieldNamed(field)
	return f.Values(&d.Determination)
}

func wordsOfUnit(words []string) []contrast.Word {
	var out []contrast.Word
	for _, w := range words {
		out = append(out, contrast.WordOf(w))
	}
	return out
}

// unitsOf divides tokens where a number of theirs changes.
func unitsOf(tokens []token, number func(token) int) [][]string {
	var out [][]string
	for i, t := range tokens {
		if i == 0 || number(t) != number(tokens[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t.Word)
	}
	return out
}

// standardSentences returns the sentences of six words at least that stand in
// the rationales of three letters, and of one in two hundred.
func (s *Scan) standardSentences() map[string]bool {
	in := map[string]map[string]bool{}
	for _, d := range s.items {
		for _, words := range unitsOf(d.tokens[index.RationaleText], func(t token) int { return t.Sentence }) {
			if len(words) < 6 {
				continue
			}
			sentence := strings.Join(words, " ")
			if in[sentence] == nil {
				in[sentence] = map[string]bool{}
			}
			in[sentence][d.Letter.ID] = true
		}
	}
	out := map[string]bool{}
	for sentence, letters := range in {
		out[sentence] = len(letters) >= max(3, len(s.letters)/200)
	}
	return out
}

// runDecides holds an engine's contrasts against the scan's.
func runDecides(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher) {
	docs := rewritten(generated(firstSeed(t), 60))
	engine, scan := open(t, docs), NewScan(docs)
	rows := 0
	ctx := context.Background()
	for _, req := range []index.DecidesRequest{
		{Search: &index.Request{}}, {Search: &index.Request{Query: "pain"}, Least: 1, Limit: 100},
		{Search: &index.Request{Query: "norco"}, Least: 1}, {Search: &index.Request{Query: "physical therapy"}, Least: 2},
		{Search: &index.Request{Filters: []index.Filter{{Field: "sex", Value: "female"}}}, Least: 1},
		{Search: &index.Request{Query: "outcome:upheld"}},
	} {
		want, err := scan.Decides(ctx, &req)
		if err != nil {
			t.Fatal(err)
		}
		got, err := engine.Decides(ctx, &req)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		got.Generation, got.TookMS, want.TookMS = 1, 0, 0
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: (-want +got)\n%s", sayRequest(req.Search), d)
		}
		for _, l := range got.Lists {
			for _, row := range append(slices.Clone(l.For), l.Against...) {
				rows++
				checkFinds(t, engine, row)
			}
		}
	}
	if got, err := engine.Decides(ctx, &index.DecidesRequest{Search: &index.Request{Query: "norco overturned", Filters: []index.Filter{{Field: "outcome", Value: "upheld"}}}}); err != nil || len(got.Query.Warnings) != 1 {
		t.Errorf("a filter by outcome gives %+v, %v, want it left out with a warning", got, err)
	}
	if rows < 20 {
		t.Errorf("%d rows: the letters show little", rows)
	}
	if _, err := engine.Decides(ctx, &index.DecidesRequest{Search: &index.Request{}, Limit: -1}); err == nil {
		t.Error("a limit below 0 gives no error")
	}
}

// checkFinds follows the link of a row: at least the letters that were counted
// are found, more where alike or standard sentences say it too.
func checkFinds(t *testing.T, s index.Searcher, row index.ContrastRow) {
	t.Helper()
	for outcome, want := range map[imr.Outcome]int{imr.Overturned: row.Overturned, imr.Upheld: row.Upheld} {
		address, err := url.ParseQuery(row.Search)
		if err != nil {
			t.Fatal(err)
		}
		address.Set("outcome", string(outcome))
		req, err := index.RequestFrom(address)
		if err != nil {
			t.Fatalf("%s: %v", row.Search, err)
		}
		found, err := s.Search(context.Background(), req)
		if err != nil || found.Total.Letters < want {
			t.Errorf("%s of %s finds %+v, %v; want %d letters", row.Search, outcome, found, err, want)
		}
	}
}
