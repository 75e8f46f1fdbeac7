package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// may lists, for each package, what of this module it may import, and which
// technology it alone may know. A package that is not listed fails the test,
// so that a new one is placed in the order on purpose.
var may = map[string][]string{
	"parser/imr":                 {},
	"parser/extract/pdf":         {"pdfcpu"},
	"parser/extract/pdf/pdftest": {},
	"parser/extract":             {"parser/extract/pdf"},
	"parser/ascii":               {},
	"parser/lexicon/pattern":     {"parser/ascii"},
	"parser/lexicon/fold":        {"parser/ascii"},
	"parser/lexicon":             {"parser/ascii", "parser/imr", "parser/lexicon/fold", "parser/lexicon/pattern"},
	"parser/citation":            {"parser/ascii", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/diagnosis":           {"parser/ascii", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/outline":             {"parser/ascii", "parser/extract", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/check":               {"parser/imr", "parser/lexicon"},
	"parser":                     {"parser/ascii", "parser/citation", "parser/diagnosis", "parser/extract", "parser/imr", "parser/lexicon", "parser/lexicon/pattern", "parser/outline"},
	"parser/lettertest":          {"parser/imr", "parser/lexicon"},
	"index/text":                 {"segment"},
	"index/query":                {"index/text"},
	"index":                      {"index/text", "parser/imr"},
	"index/resolve":              {"index", "index/query", "index/text", "parser/imr", "parser/lexicon"},
	"index/interval":             {"index", "index/text", "parser/imr"},
	"index/highlight":            {"index", "index/interval", "index/text", "parser/imr"},
	"index/rank":                 {"index"},
	"index/indextest":            {"index", "index/highlight", "index/query", "index/resolve", "index/text", "parser/imr", "parser/lettertest"},
	"index/squeeze":              {},

	"index/bleve/sectionfile":     {"index"},
	"index/bleve/docset":          {"roaring"},
	"index/bleve/postings":        {"index", "index/bleve/docset", "index/bleve/sectionfile", "bleve", "roaring"},
	"index/bleve/storedfields":    {"index", "index/bleve/sectionfile", "index/squeeze", "parser/imr"},
	"index/bleve/docvalues":       {"index", "index/bleve/docset", "index/bleve/postings", "index/bleve/sectionfile", "index/bleve/storedfields", "parser/imr", "roaring"},
	"index/bleve/forward":         {"index", "index/bleve/docset", "index/bleve/sectionfile", "index/rank", "index/resolve", "index/text", "roaring"},
	"index/bleve/segment":         {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/forward", "index/bleve/postings", "index/bleve/sectionfile", "index/bleve/storedfields", "index/text", "parser/imr", "roaring"},
	"index/bleve/commit":          {"index", "index/bleve/docvalues", "index/bleve/sectionfile", "index/bleve/segment", "index/bleve/storedfields", "index/text", "parser/imr"},
	"index/bleve/match":           {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/forward", "index/bleve/postings", "index/bleve/sectionfile", "index/bleve/segment", "index/interval", "index/rank", "index/text", "parser/imr", "roaring"},
	"index/bleve/facet":           {"index", "index/bleve/docvalues", "index/bleve/match", "index/bleve/sectionfile", "index/bleve/segment", "parser/imr", "roaring"},
	"index/bleve/collect":         {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/forward", "index/bleve/match", "index/bleve/segment", "index/highlight", "index/rank", "index/resolve", "index/text", "parser/imr", "roaring"},
	"index/bleve/similar":         {"index", "index/bleve/collect", "index/bleve/docset", "index/bleve/facet", "index/bleve/match", "index/bleve/segment", "index/rank", "index/resolve", "index/text", "parser/imr", "parser/lexicon", "roaring"},
	"index/bleve":                 {"index", "index/bleve/collect", "index/bleve/docvalues", "index/bleve/facet", "index/bleve/match", "index/bleve/sectionfile", "index/bleve/segment", "index/bleve/similar", "index/resolve"},
	"index/bleve/sectionfiletest": {"index/bleve/sectionfile"},
	"index/bleve/segmenttest":     {"index", "index/bleve/commit", "index/bleve/segment"},

	"index/ingest":      {"index", "parser", "parser/imr", "parser/extract"},
	"web":               {},
	"server/middleware": {},
	"server/view":       {"index", "index/highlight", "index/query", "index/resolve", "parser/imr"},
	"server":            {"index", "index/query", "parser/extract", "parser/imr", "server/middleware", "server/view", "web", "mux"},
	"cmd/imr":           {"index", "index/bleve", "index/bleve/commit", "index/ingest", "index/query", "index/resolve", "index/text", "parser", "parser/check", "parser/extract", "parser/imr", "parser/lexicon", "server", "cobra"},
	"cmd/imrbench":      {"index", "index/bleve", "index/bleve/commit", "parser/lettertest", "bleve"},
	"cmd/lettergen":     {"parser/imr", "parser/lettertest"},
}

// technologies names the libraries that one package each may know, by the
// beginning of their import path.
var technologies = map[string][]string{
	"bleve":   {"github.com/blevesearch/bleve", "github.com/blevesearch/zapx", "github.com/blevesearch/vellum", "github.com/blevesearch/bleve_index_api", "github.com/blevesearch/scorch_segment_api"},
	"roaring": {"github.com/RoaringBitmap"},
	"pdfcpu":  {"github.com/pdfcpu"},
	"mux":     {"github.com/gorilla/mux"},
	"cobra":   {"github.com/spf13"},
	"segment": {"github.com/blevesearch/segment"},
}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		checkImports(t, path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, path, pkg string) {
	allowed, listed := may[pkg]
	if !listed {
		t.Errorf("%s: package %s has no place in the order of packages", path, pkg)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if own, ok := strings.CutPrefix(name, "imrsearch/"); ok && !slices.Contains(allowed, own) {
			t.Errorf("%s imports %s: %s may not", path, name, pkg)
		}
		for technology, prefixes := range technologies {
			known := slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
			if known && !slices.Contains(allowed, technology) {
				t.Errorf("%s imports %s: only the package of %s may", path, name, technology)
			}
		}
	}
}
