package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	stock "github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"imrsearch/index"
)

// stockRows times bleve's own search over the same segments, for what it can
// run there: exact words of one field and their conjunctions. The totals are
// compared with the engine's.
func stockRows(ctx context.Context, s index.Searcher, o *options) (rows []rowFigures, err error) {
	all, closeAll, err := openStock(o.dir)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := closeAll(); err == nil {
			err = e
		}
	}()
	for _, set := range stockSets() {
		if !o.wants(set.name) {
			continue
		}
		f := measure(set.name, len(set.words), o.budget, func(i int) (int, error) {
			r, err := all.SearchInContext(ctx, stock.NewSearchRequestOptions(conjunction(set.words[i]), 20, 0, false))
			if err != nil {
				return 0, err
			}
			return int(r.Total), nil
		})
		for i, words := range set.words {
			r, err := s.Search(ctx, &index.Request{Query: forms[0].words(words)})
			if err != nil {
				return nil, err
			}
			if f.Error == "" && r.Total.Items != f.Hits[i] {
				f.Error = fmt.Sprintf("%s: %d hits, the engine has %d", words, f.Hits[i], r.Total.Items)
			}
		}
		rows = append(rows, f)
	}
	return rows, nil
}

// A wordSet is the queries of a row.
type wordSet struct {
	name  string
	words []string
}

func stockSets() []wordSet {
	sets := []wordSet{{"common/exact", []string{commonWord}}, {"and2/exact", nil}, {"and3/exact", nil}}
	for _, t := range triples {
		sets[1].words = append(sets[1].words, strings.Join(t[:2], " "))
		sets[2].words = append(sets[2].words, strings.Join(t, " "))
	}
	return sets
}

func conjunction(words string) query.Query {
	var of []query.Query
	for _, w := range strings.Fields(words) {
		t := query.NewTermQuery(w)
		t.SetField("text." + index.RationaleText.String())
		of = append(of, t)
	}
	if len(of) == 1 {
		return of[0]
	}
	return query.NewConjunctionQuery(of)
}

// openStock opens the segments as what they are to bleve: indexes.
func openStock(dir string) (all stock.IndexAlias, closeAll func() error, err error) {
	paths, err := filepath.Glob(filepath.Join(dir, "segments", "*", "bleve"))
	if err != nil {
		return nil, nil, err
	}
	var open []stock.Index
	closeAll = func() error {
		var err error
		for _, ix := range open {
			if e := ix.Close(); err == nil {
				err = e
			}
		}
		return err
	}
	for _, p := range paths {
		ix, err := stock.OpenUsing(p, map[string]any{"read_only": true, "bolt_timeout": "1s"})
		if err != nil {
			_ = closeAll()
			return nil, nil, fmt.Errorf("%s: %w", p, err)
		}
		open = append(open, ix)
	}
	return stock.NewIndexAlias(open...), closeAll, nil
}
