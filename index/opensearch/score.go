package opensearch

import (
	"context"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/rank"
	"imrsearch/index/text"
)

// A conceptQuery finds a concept: what has each of its alternatives, and what has
// all words of any.
type conceptQuery struct {
	alternatives []object
	any          object
}

// concepts returns what the plan's items are scored by, not yet counted, with
// queries.
func (r *run) concepts() ([]rank.Counted, []conceptQuery, error) {
	all := rank.ConceptsOf(r.plan)
	out := make([]conceptQuery, len(all))
	for i := range all {
		for _, a := range all[i].Alternatives {
			q, err := r.compile(a.Sequence, nil)
			if err != nil {
				return nil, nil, err
			}
			out[i].alternatives = append(out[i].alternatives, q)
		}
		var any []object
		for _, a := range all[i].Alternatives {
			if slices.ContainsFunc(all[i].Alternatives, func(b rank.Alternative) bool { return rank.Needs(a, b) }) {
				continue
			}
			q, err := r.words(a.Sequence)
			if err != nil {
				return nil, nil, err
			}
			any = append(any, q)
		}
		out[i].any = anyOf(any)
	}
	return all, out, nil
}

// words is a query for what has all words of a sequence in its fields, wherever
// they stand: by that many items a concept is weighed, as in the embedded engine.
func (r *run) words(x index.Sequence) (object, error) {
	all := make([]object, len(x.Words))
	for i, m := range x.Words {
		words, err := r.termsOf(m)
		if err != nil {
			return nil, err
		}
		var any []object
		for _, field := range streamsIn(x.Fields) {
			any = append(any, terms(field, words))
		}
		all[i] = anyOf(any)
	}
	return allOf(all...), nil
}

// scorer prepares to score for the plan; nil where there is nothing to score by.
func (r *run) scorer() (*rank.Query, error) {
	all, queries, err := r.concepts()
	if err != nil {
		return nil, err
	}
	r.standing = nil
	for i := range all {
		counts, err := r.countEach(append(slices.Clone(queries[i].alternatives), queries[i].any))
		if err != nil {
			return nil, err
		}
		last := len(counts) - 1
		if all[i].Items = counts[last]; all[i].Items == 0 {
			continue // NewQuery leaves it out, too
		}
		var stand []rank.Alternative
		for k, a := range all[i].Alternatives {
			if counts[k] > 0 {
				stand = append(stand, a)
			}
		}
		r.standing = append(r.standing, stand)
	}
	return rank.NewQuery(r.plan, all, r.items, r.snapshot.mean), nil
}

// scored is a query for the items of q by their BM25F scores.
func (r *run) scored(q object, scorer *rank.Query) object {
	var concepts []object
	for i := range scorer.Concepts {
		var fields []object
		for f := range index.NumTextFields {
			if s := r.scoredIn(f, r.standing[i], scorer); s != nil {
				fields = append(fields, s)
			}
		}
		if len(fields) == 0 {
			continue
		}
		concepts = append(concepts, object{"script_score": object{
			"query":  object{"bool": object{"should": fields}},
			"script": object{"source": "params.idf * _score / (params.k + _score)", "params": object{"idf": scorer.Concepts[i].Idf, "k": saturation}},
		}})
	}
	return object{"bool": object{"filter": q, "should": concepts}}
}

// saturation is k of BM25F, as package rank has it.
var saturation = 1/rank.Saturated(1., 1.) - 1

// scoredIn is a query that scores what a concept's frequency is in a field; nil
// where it is not asked for there.
func (r *run) scoredIn(f index.TextField, alternatives []rank.Alternative, scorer *rank.Query) object {
	var of []object
	for _, a := range alternatives {
		if a.Fields.Has(f) {
			if q := r.frequency("t."+f.String(), a); q != nil {
				of = append(of, q)
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	// n occurrences are worth n × weight / (least + growth × length).
	none, mean := scorer.FieldFrequency(f, 1, 0), scorer.FieldFrequency(f, 1, scorer.Mean[f])
	return object{"script_score": object{
		"query": object{"bool": object{"should": of}},
		"script": object{
			"source": "_score / (params.least + params.growth * doc[params.length].value)",
			"params": object{"least": 1 / none, "growth": (1/mean - 1/none) / scorer.Mean[f], "length": "len." + f.String()},
		},
	}}
}

// frequency is a query whose score is how often an alternative stands in a stream,
// by its weight.
func (r *run) frequency(stream string, a rank.Alternative) object {
	words := make([][]string, len(a.Words))
	all := 0
	for i, m := range a.Words {
		words[i], _ = r.termsOf(m) // known since scorer
		all += len(words[i])
		if len(words[i]) == 0 {
			return nil
		}
	}
	var of []object
	if len(words) == 1 && all <= maxSpanWords {
		for _, w := range words[0] {
			of = append(of, object{"term": object{stream: object{"value": w, "boost": a.Weight}}})
		}
	} else {
		// A similarity by script adds up what it gives for each word of a phrase.
		boost := a.Weight / float64(len(words))
		for _, text := range phrases(words) {
			of = append(of, object{"match_phrase": object{stream: object{"query": text, "boost": boost}}})
		}
	}
	switch len(of) {
	case 0: // too many to be counted one by one
		return object{"constant_score": object{"filter": phrase(stream, words, all <= maxSpanWords), "boost": a.Weight}}
	case 1:
		return of[0]
	}
	return object{"bool": object{"should": of}}
}

// maxPhrases is into how many phrases one of patterns is written out.
const maxPhrases = 100

// phrases writes out the phrases that words make, of which each is one of some;
// none where they are too many.
func phrases(words [][]string) []string {
	out := []string{""}
	for _, w := range words {
		if len(out)*len(w) > maxPhrases {
			return nil
		}
		var longer []string
		for _, begin := range out {
			for _, next := range w {
				longer = append(longer, strings.TrimPrefix(begin+" "+next, " "))
			}
		}
		out = longer
	}
	return out
}

// A describer says of hits what ranking asks.
type describer struct {
	*run
	scorer   *rank.Query
	standard map[string]bool
	matchers map[index.Matcher]func(string) bool
}

func (r *run) describer(scorer *rank.Query) (*describer, error) {
	standard, err := r.standardSentences(r.ctx)
	return &describer{run: r, scorer: scorer, standard: standard, matchers: map[index.Matcher]func(string) bool{}}, err
}

// describe describes hits, in their order.
func (d *describer) describe(hits []hit) ([]rank.Document, error) {
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].id
	}
	items, err := d.determinationsOf(d.ctx, ids)
	if err != nil {
		return nil, err
	}
	is, err := d.flags(ids)
	if err != nil {
		return nil, err
	}
	out := make([]rank.Document, len(hits))
	for i := range items {
		d.fill(&out[i], &items[i])
		out[i].Requested = is[ids[i]].requested
		out[i].Meant = is[ids[i]].meant
	}
	return out, nil
}

// fill fills in what the texts and facets of an item say.
func (d *describer) fill(doc *rank.Document, item *index.Determination) {
	words := [index.NumTextFields][]string{}
	for f := range index.NumTextFields {
		if !d.scorer.Looked().Has(f) {
			continue
		}
		tokens := text.Tokenize(nil, item.Entries(f))
		for _, t := range tokens {
			words[f] = append(words[f], t.Word)
		}
		doc.Fields[f].Words = len(tokens)
		doc.Fields[f].Occurrences = d.occurrences(f, tokens, words[f])
	}
	doc.Drug = has(item, "drug", d.scorer.Asked.Drugs)
	doc.Subclass = has(item, "subclass", d.scorer.Asked.Subclasses)
	doc.BodyPart = has(item, "body", d.scorer.Asked.BodyParts)
	doc.Typed = d.typed(doc, &words)
}

func has(item *index.Determination, field string, values []string) bool {
	return len(values) > 0 && index.Values{Field: field, Exact: values}.Holds(item)
}

// occurrences returns where the concepts stand in a field, in its order.
func (d *describer) occurrences(f index.TextField, tokens []text.Token, words []string) []rank.Occurrence {
	var out []rank.Occurrence
	var standard func(i int) bool
	if f == index.RationaleText {
		standard = d.standardAt(tokens, words)
	}
	for i := range words {
		for c := range d.scorer.Concepts {
			for _, a := range d.scorer.Concepts[c].Alternatives {
				if !d.stands(a.Words, words[i:]) {
					continue
				}
				o := rank.Occurrence{Place: rank.Place{At: int32(i), Words: int32(len(a.Words))}, Concept: int32(c), Meant: a.Fields.Has(f), Weight: a.Weight}
				o.Standard = standard != nil && o.Meant && standard(i)
				out = append(out, o)
			}
		}
	}
	return out
}

// stands reports whether words begin with what is asked for.
func (d *describer) stands(asked []index.Matcher, words []string) bool {
	if len(words) < len(asked) {
		return false
	}
	for k, m := range asked {
		if !d.matches(m, words[k]) {
			return false
		}
	}
	return true
}

func (d *describer) matches(m index.Matcher, word string) bool {
	known := d.matchers[m]
	if known == nil {
		seen := map[string]bool{}
		known = func(w string) bool {
			is, ok := seen[w]
			if !ok {
				is = m.Matches(w)
				seen[w] = is
			}
			return is
		}
		d.matchers[m] = known
	}
	return known(word)
}

// standardAt returns whether the sentence of the word at a place is standard.
func (d *describer) standardAt(tokens []text.Token, words []string) func(i int) bool {
	return func(i int) bool {
		from, to := i, i
		for from > 0 && tokens[from-1].Sentence == tokens[i].Sentence {
			from--
		}
		for to < len(tokens) && tokens[to].Sentence == tokens[i].Sentence {
			to++
		}
		return d.standard[strings.Join(words[from:to], " ")]
	}
}

// typed says where the words stand as they were typed.
func (d *describer) typed(doc *rank.Document, words *[index.NumTextFields][]string) rank.Typed {
	typed := d.scorer.Typed
	if len(typed) == 0 {
		return rank.TypedNowhere
	}
	if slices.Equal(words[index.RequestText], typed) {
		return rank.TypedIsRequest
	}
	for _, f := range rank.OrderFields {
		switch {
		case len(doc.Fields[f].Occurrences) == 0 || !contains(words[f], typed):
		case f == index.RequestText:
			return rank.TypedInRequest
		default:
			return rank.TypedInText
		}
	}
	return rank.TypedNowhere
}

func contains(words, run []string) bool {
	for i := 0; i+len(run) <= len(words); i++ {
		if slices.Equal(words[i:i+len(run)], run) {
			return true
		}
	}
	return false
}

// shortSentence is the number of words below which a sentence is not standard, and
// sampleLetters of how many letters at most standard sentences are counted: as in
// the embedded engine.
const (
	shortSentence = 6
	sampleLetters = 1_000
)

type standardKey struct{}

// standardSentences returns the sentences that stand in the rationales of three
// letters of a sample at least, and in one of two hundred.
func (s *snapshot) standardSentences(ctx context.Context) (map[string]bool, error) {
	return once(s, standardKey{}, func() (map[string]bool, error) {
		level := 0
		for s.letterCount > sampleLetters<<level {
			level++
		}
		body := object{"size": pageRows, "query": object{"range": object{"level": object{"gte": level}}}, "_source": []string{letterField}}
		res, err := s.search(ctx, s.letters(), body)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, r := range res.Hits.Hits {
			ids = append(ids, r.ID)
		}
		in := map[string]int{}
		for len(ids) > 0 {
			n := min(len(ids), lettersAtOnce)
			docs, err := s.documentsOf(ctx, ids[:n])
			if err != nil {
				return nil, err
			}
			for _, d := range docs {
				for sentence := range sentencesOf(d) {
					in[sentence]++
				}
			}
			ids = ids[n:]
		}
		out := map[string]bool{}
		for sentence, letters := range in {
			if letters >= max(3, len(res.Hits.Hits)/200) {
				out[sentence] = true
			}
		}
		return out, nil
	})
}

// sentencesOf returns the longer sentences of a letter's rationales.
func sentencesOf(d *index.Document) map[string]bool {
	out := map[string]bool{}
	for _, det := range d.Determinations() {
		for _, words := range unitsOf(text.Tokenize(nil, det.Entries(index.RationaleText)), func(t text.Token) int { return t.Sentence }) {
			if len(words) >= shortSentence {
				out[strings.Join(words, " ")] = true
			}
		}
	}
	return out
}

// unitsOf divides the words of tokens where a number of theirs changes.
func unitsOf(tokens []text.Token, number func(text.Token) int) [][]string {
	var out [][]string
	for i, t := range tokens {
		if i == 0 || number(t) != number(tokens[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t.Word)
	}
	return out
}
