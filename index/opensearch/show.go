package opensearch

import (
	"slices"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/index/highlight"
	"imrsearch/index/rank"
)

// show fills in hits of a result, of which the first is at the list's start, and
// the cursor behind the last.
func (r *run) show(result *index.Result, l *list, hits []hit) error {
	result.Hits = make([]index.Hit, 0, len(hits))
	for rest := hits; len(rest) > 0; {
		n := min(len(rest), lettersAtOnce)
		if err := r.showSome(result, l, rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	all := result.Total.Items
	if result.Total.Groups != nil {
		all = *result.Total.Groups
	}
	if n := len(hits); n > 0 && l.start+n < all {
		last := hits[n-1]
		next := &cursor{Generation: r.Generation, Query: queryHash(r.req), Match: r.match, Place: l.start + n, Tier: last.tier, After: last.sort}
		result.Next = next.String()
	}
	return nil
}

func (r *run) showSome(result *index.Result, l *list, hits []hit) error {
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].id
	}
	items, err := r.determinationsOf(r.ctx, ids)
	if err != nil {
		return err
	}
	is, err := r.flags(ids)
	if err != nil {
		return err
	}
	snippets := r.req.Snippets
	if snippets == 0 {
		snippets = index.DefaultSnippets
	}
	marker := highlight.NewMarker(r.plan)
	gains, err := r.gains(l, hits)
	if err != nil {
		return err
	}
	for i := range items {
		d := &items[i]
		out := hitOf(d)
		out.Score = rank.Shown(hits[i].final)
		if r.req.Fold == index.FoldLetter {
			out.InLetter = hits[i].folded
		} else {
			out.Alike = hits[i].folded
		}
		out.Requested, out.SomeWords = is[ids[i]].requested, is[ids[i]].someWords
		if gains != nil {
			out.Explain = gains[i]
		}
		if snippets > 0 {
			marks := marker.Mark(d)
			out.Snippets = marker.Snippets(d, marks, snippets)
			out.Marks = marks.Counts()
			out.RequestSpans = marks.Spans(index.RequestText, 0)
		}
		if r.req.Determinations {
			out.Determination = d
		}
		result.Hits = append(result.Hits, out)
	}
	if snippets > 0 {
		markSame(result.Hits, items)
	}
	return nil
}

// markSame says of shown hits, whose items these are, which one before them says
// the same.
func markSame(shown []index.Hit, items []index.Determination) {
	prints := make([]alike.Fingerprint, len(items))
	words := make([][]string, len(items))
	for i := range items {
		words[i] = rationaleWords(&items[i])
		prints[i] = printOf(&items[i], words[i])
	}
	first := alike.Earlier(alike.Items{
		N:      len(items),
		Exact:  func(i int) uint64 { return prints[i].Exact },
		Bands:  func(i int) []uint32 { return prints[i].Bands[:] },
		Tokens: func(i int, dst []alike.Token) []alike.Token { return append(dst, alike.Tokens(words[i])...) },
	})
	for i, f := range first {
		if f >= 0 {
			shown[i].SameAs = shown[f].ID
		}
	}
}

// gains says of hits what their scores are made of, where that is asked for; nil
// otherwise.
func (r *run) gains(l *list, hits []hit) ([][]index.Gain, error) {
	if !r.req.Explain || l.scorer == nil {
		return nil, nil
	}
	d, err := r.describer(l.scorer)
	if err != nil {
		return nil, err
	}
	docs, err := d.describe(hits)
	if err != nil {
		return nil, err
	}
	ranker := rank.NewRanker(l.scorer)
	out := make([][]index.Gain, len(hits))
	for i := range hits {
		if hits[i].reranked {
			out[i] = ranker.Explain(&docs[i])
		} else {
			out[i] = rank.Gains([]index.Gain{{For: index.ForWords, Score: hits[i].final}})
		}
	}
	return out, nil
}

// hitOf shows an item without snippets.
func hitOf(d *index.Determination) index.Hit {
	l, it := d.Letter, d.Item
	out := index.Hit{
		ID: it.ID, Letter: l.ID, N: it.N, Request: it.Request, Outcome: it.Outcome,
		DecisionDate: l.DecisionDate, DateOfInjury: l.DateOfInjury, Specialties: l.Reviewer.Specialties,
		TreatmentClass: it.Treatment.Class, Age: l.Patient.Age, Sex: l.Patient.Sex, Items: len(l.Items), Snippets: []index.Snippet{},
	}
	for _, c := range it.ReviewerGuidelines.Citations {
		if !slices.Contains(out.Families, c.Family) {
			out.Families = append(out.Families, c.Family)
		}
	}
	for i := range l.Items {
		if o := &l.Items[i]; o.N != it.N {
			out.Siblings = append(out.Siblings, index.Sibling{N: o.N, Request: o.Request, Outcome: o.Outcome})
		}
	}
	return out
}

// A flagged is what is true of a hit.
type flagged struct {
	requested, someWords bool
	meant                float64 // share of what was understood from words
}

// Names of queries in answers.
const (
	requestedName = "requested"
	allWordsName  = "all words"
	meantName     = "meant"
)

// flags returns what is true of items.
func (r *run) flags(ids []string) (map[string]flagged, error) {
	var of []object
	named := func(q object, name string) {
		of = append(of, object{"constant_score": object{"filter": q, "_name": name}})
	}
	if r.requested != nil {
		named(r.requested, requestedName)
	}
	if r.allWords != nil {
		named(r.allWords, allWordsName)
	}
	for i, q := range r.meant {
		named(q, meantName+strconv.Itoa(i))
	}
	if len(of) == 0 {
		return r.flagged, nil
	}
	var ask []string
	for _, id := range ids {
		if _, ok := r.flagged[id]; !ok {
			ask = append(ask, id)
		}
	}
	for len(ask) > 0 {
		n := min(len(ask), pageRows)
		res, err := r.search(r.ctx, r.Client.items(), object{
			"size": n, "track_total_hits": false, "_source": false,
			"query": object{"bool": object{"filter": terms(idField, ask[:n]), "should": of, "minimum_should_match": 0}},
		})
		if err != nil {
			return nil, err
		}
		for _, x := range res.Hits.Hits {
			r.flagged[x.ID] = r.flagsOf(x.Matched)
		}
		ask = ask[n:]
	}
	return r.flagged, nil
}

// flagsOf reads the names of the queries that an item matches.
func (r *run) flagsOf(matched []string) flagged {
	f, known := flagged{someWords: r.allWords != nil}, 0
	for _, name := range matched {
		switch name {
		case requestedName:
			f.requested = true
		case allWordsName:
			f.someWords = false
		default:
			known++
		}
	}
	f.meant = float64(known) / float64(max(len(r.meant), 1))
	return f
}
