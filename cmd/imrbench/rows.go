package main

import (
	"context"
	"strings"

	"imrsearch/index"
)

// A row is a kind of search: a few queries that are run in turn.
type row struct {
	name string
	n    int
	run  func(ctx context.Context, s index.Searcher, i int) (hits int, err error)
}

// The facets that rows count.
var (
	facets4 = []string{"outcome", "specialty", "class", "body"}
	facets8 = []string{"outcome", "class", "drug", "body", "reviewer_family", "specialty", "age", "decided"}
)

// A shape is what is asked for beside the query; the zero shape is the first
// 20 hits without snippets.
type shape struct {
	facets   []string
	snippets int // a hit; 0 none
}

func (s shape) of(query string) index.Request {
	r := index.Request{Query: query, Match: index.MatchAll, Limit: 20, Snippets: -1}
	if s.facets != nil {
		r.Facets, r.FacetFields = true, s.facets
	}
	if s.snippets > 0 {
		r.Snippets = s.snippets
	}
	return r
}

// page is what a page of the program asks for.
var page = shape{facets8, index.DefaultSnippets}

func searches(name string, requests ...index.Request) row {
	return row{name, len(requests), func(ctx context.Context, s index.Searcher, i int) (int, error) {
		r, err := s.Search(ctx, &requests[i])
		if err != nil {
			return 0, err
		}
		return r.Total.Items, nil
	}}
}

// same is a row of queries of one shape.
func same(name string, sh shape, queries ...string) row {
	requests := make([]index.Request, len(queries))
	for i, q := range queries {
		requests[i] = sh.of(q)
	}
	return searches(name, requests...)
}

// A form writes words as a query.
type form struct {
	name          string
	words, phrase func(string) string
}

// forms are one field with exact words, which other engines can be compared
// with; the same with inflections; and what people type: all fields, with
// inflections.
var forms = []form{
	{"exact", func(s string) string { return "rationale:(#" + strings.ReplaceAll(s, " ", " #") + ")" }, nil},
	{"field", func(s string) string { return "rationale:(" + s + ")" }, func(s string) string { return `rationale:"` + s + `"` }},
	{"all", func(s string) string { return s }, func(s string) string { return `"` + s + `"` }},
}

// table returns all rows.
func table(v *vocabulary) []row {
	rows := compared()
	rows = append(rows, language(v)...)
	return append(rows, requests(v)...)
}

// compared are the rows by which engines are compared, in every form.
func compared() []row {
	var ands2, ands3 []string
	for _, t := range triples {
		ands2 = append(ands2, strings.Join(t[:2], " "))
		ands3 = append(ands3, strings.Join(t, " "))
	}
	snippets := shape{snippets: 1}
	var rows []row
	for _, f := range forms {
		add := func(name string, sh shape, write func(string) string, words ...string) {
			if write == nil {
				return
			}
			queries := make([]string, len(words))
			for i, w := range words {
				queries[i] = write(w)
			}
			rows = append(rows, same(name+"/"+f.name, sh, queries...))
		}
		add("common", shape{}, f.words, commonWord)
		add("and2", shape{}, f.words, ands2...)
		add("and3", shape{}, f.words, ands3...)
		add("phrases", shape{}, f.phrase, phrases...)
		add("phrase of common words", shape{}, f.phrase, commonPhrase)
		add("and2 + 4 facets", shape{facets: facets4}, f.words, ands2...)
		add("common + 4 facets", shape{facets: facets4}, f.words, commonWord)
		add("and2 + 20 snippets", snippets, f.words, ands2...)
		add("and2 + 4 facets + 20 snippets", shape{facets4, 1}, f.words, ands2...)
	}
	return rows
}

// language is what else can be written.
func language(v *vocabulary) []row {
	var near, sentence, pairs []string
	for _, p := range v.near {
		near = append(near, p[0]+" /5 "+p[1])
		sentence = append(sentence, p[0]+" /s "+p[1])
	}
	for _, p := range v.pairs {
		pairs = append(pairs, p[0]+" "+p[1])
	}
	commonNear := []string{"medically /5 necessary", "pain /5 treatment", "request /5 necessary"}
	commonSentence := []string{"medically /s necessary", "pain /s treatment", "request /s necessary"}
	return []row{
		same("two words, page", page, pairs...),
		same("common word, page", page, commonWord),
		same("inflections", page, inflected...),
		same("synonyms", page, synonyms...),
		same("/5 common/field", shape{}, wrap("rationale:(", commonNear, ")")...),
		same("/5 common/all", shape{}, commonNear...),
		same("/5 middling/field", shape{}, wrap("rationale:(", near, ")")...),
		same("/5 middling/all", shape{}, near...),
		same("/s common/field", shape{}, wrap("rationale:(", commonSentence, ")")...),
		same("/s common/all", shape{}, commonSentence...),
		same("/s middling/field", shape{}, wrap("rationale:(", sentence, ")")...),
		same("/s middling/all", shape{}, sentence...),
		same("or of three", shape{}, "rationale:(epidural OR opioid OR knee)", "rationale:(medically OR necessary OR request)"),
		same("at least 3", shape{}, "ATLEAST3(pain)", "ATLEAST3(opioid!)"),
		same("prefix/field", shape{}, wrap("rationale:(", prefixes, "!)")...),
		same("prefix/all", shape{}, wrap("", prefixes, "!")...),
		same("wildcard/field", shape{}, wrap("rationale:(", patterns, ")")...),
		same("wildcard/all", shape{}, patterns...),
		same("fuzzy", shape{}, "radiculopthy~", "gabapentn~", "acupunture~", "omeprazol~"),
	}
}

func wrap(before string, queries []string, after string) []string {
	out := make([]string, len(queries))
	for i, q := range queries {
		out[i] = before + q + after
	}
	return out
}
