package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve"
)

// TestSpellings asks the invented letters what people typed elsewhere and did
// not find: the spellings of one thing give one list.
func TestSpellings(t *testing.T) {
	engine := invented(t)
	ask := func(q string) (*index.Result, string) {
		t.Helper()
		r, err := engine.Search(t.Context(), &index.Request{Query: q, Limit: index.NoLimit, Snippets: -1, Sort: index.Sort{Field: "decided"}})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		var ids []string
		for _, h := range r.Hits {
			ids = append(ids, h.ID)
		}
		return r, strings.Join(ids, " ")
	}
	for _, family := range [][]string{
		{"CM13-0990042", "CM13-990042", "CM130990042", "cm13 0990042", `"CM13-0990042"`, "IMR Case Number: CM13-0990042", "Case Number CM13-0990042", "case no. CM13-0990042"},
		{"50mg", "50 mg"},
		{"tramadol 50mg", "tramadol 50 mg"},
		{"5%", "5 %", "5 percent"},
		{"#60", "# 60", "qty 60"},
		{"postoperative", "post-operative", "post operative"},
		{"nonsteroidal", "non-steroidal"},
		{"followup", "follow-up", "follow up"},
		{"L4-5", "L4-L5", "L4/5"},
		{"L5-S1", "L5S1", "L5/S1"},
		{"findings", "ﬁndings"}, // a ligature, as copied from a PDF
		{"reflex", "reﬂex", "rèflex"},
		{"office", "oﬃce"},
		{"functional improvement", "functional\u200bimprovement"},
		{"MRI", "MRI?", "M.R.I."},
		{"opioids", "opioids?"},
		{"MRI denied", "MRI denied?"},
	} {
		r, want := ask(family[0])
		if r.Total.Items == 0 {
			t.Errorf("%s finds nothing: the test shows little", family[0])
		}
		for _, q := range family[1:] {
			if _, got := ask(q); got != want {
				t.Errorf("%s finds %s\n%s finds %s", family[0], want, q, got)
			}
		}
	}
	// A part of a number finds no other letter; quotes are exact up to the blank.
	for _, q := range []string{"CM13-0990", `"50mg"`} {
		if r, _ := ask(q); r.Total.Items != 0 {
			t.Errorf("%s finds %d items, want none", q, r.Total.Items)
		}
	}
	// Inside a word, doubled or in brackets, ? is a letter.
	for q, punctuation := range map[string]bool{"MRI?": true, "wom?n": false, "MR??": false, "(MRI?)": false} {
		r, _ := ask(q)
		said := slices.ContainsFunc(r.Query.Warnings, func(n index.Note) bool { return strings.Contains(n.Message, "punctuation") })
		if said != punctuation {
			t.Errorf("%s: warnings %v, want ? as punctuation: %t", q, r.Query.Warnings, punctuation)
		}
	}
	// Open ranges: both halves and what has no date make the whole, and what has
	// no date comes last in both orders.
	count := func(q string) int { r, _ := ask(q); return r.Total.Items }
	all, undated := count(""), count("NOT decided:..2016 NOT decided:2017..")
	if early, late := count("decided:..2016"), count("decided:2017.."); early == 0 || late == 0 || undated == 0 || early+late+undated != all {
		t.Errorf("%d and %d dated and %d undated items of %d", early, late, undated, all)
	}
	for _, ascending := range []bool{false, true} {
		r, err := engine.Search(t.Context(), &index.Request{Limit: index.NoLimit, Snippets: -1, Sort: index.Sort{Field: "decided", Ascending: ascending}})
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range r.Hits {
			if h.DecisionDate.IsZero() != (i >= all-undated) {
				t.Fatalf("ascending %t: %s, number %d of %d, is decided %q", ascending, h.ID, i, all, h.DecisionDate)
			}
		}
	}
}

// invented returns an engine over the invented letters.
func invented(t *testing.T) *bleve.Engine {
	t.Helper()
	t.Setenv("IMR_CONFIG", os.DevNull)
	data := t.TempDir()
	if status := run([]string{"ingest", "--quiet", "--data", data, filepath.Join("..", "..", "testdata", "letters")}, nil, io.Discard, os.Stderr); status != 0 {
		t.Fatalf("ingest of the invented letters: status %d", status)
	}
	engine, err := bleve.Open(filepath.Join(data, "index"), bleve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	return engine
}
