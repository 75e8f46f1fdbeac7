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
// technologies it may know. Each part stands in order of layers, the bottom
// first. A package that is not listed fails the test, so that a new one is
// placed in the order on purpose; so does a row of a package that is gone.
var may = map[string][]string{
	// What letters say.
	"parser/ascii":               {},
	"parser/extract/pdf":         {"pdfcpu"},
	"parser/extract/pdf/pdftest": {},
	"parser/imr":                 {},
	"parser/extract/confine":     {},
	"parser/extract/sandbox":     {"parser/extract/confine"},
	"parser/extract/ocr":         {"parser/extract/pdf", "parser/extract/sandbox"},
	"parser/extract/ocr/ocrtest": {"parser/extract/pdf/pdftest"},
	"parser/extract":             {"parser/extract/confine", "parser/extract/ocr", "parser/extract/pdf", "parser/extract/sandbox"},
	"parser/lettertest":          {"parser/imr", "parser/lexicon"},
	"parser/lexicon/fold":        {"parser/ascii"},
	"parser/lexicon/pattern":     {"parser/ascii"},
	"parser/measure":             {"parser/ascii", "parser/lexicon/fold", "parser/lexicon/pattern"},
	"parser/lexicon":             {"parser/ascii", "parser/imr", "parser/lexicon/fold", "parser/lexicon/pattern", "parser/measure"},
	"parser/dates":               {"parser/imr", "parser/lexicon/pattern"},
	"parser/patient":             {"parser/ascii", "parser/lexicon/pattern"},
	"parser/check":               {"parser/imr", "parser/lexicon"},
	"parser/citation":            {"parser/ascii", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/diagnosis":           {"parser/ascii", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/outline":             {"parser/ascii", "parser/extract", "parser/imr", "parser/lexicon", "parser/lexicon/pattern"},
	"parser/denial":              {"parser/ascii", "parser/citation", "parser/dates", "parser/diagnosis", "parser/extract", "parser/imr", "parser/lexicon", "parser/lexicon/pattern", "parser/outline", "parser/patient"},
	"parser/denial/denialtest":   {"parser/extract/pdf/pdftest"},
	"parser/split":               {"parser/extract", "parser/imr", "parser/lexicon/pattern", "parser/outline"},
	"parser":                     {"parser/ascii", "parser/citation", "parser/dates", "parser/diagnosis", "parser/extract", "parser/imr", "parser/lexicon", "parser/lexicon/pattern", "parser/outline", "parser/patient", "parser/split"},

	// What any engine shares.
	"index/alike":         {},
	"index/text":          {"segment"},
	"index/contrast":      {"index/alike", "index/text"},
	"index":               {"index/contrast", "index/estimate", "index/text", "parser/imr", "parser/measure"},
	"index/cite":          {"parser/imr"},
	"index/record":        {"index", "parser/imr"},
	"index/estimate":      {},
	"index/query":         {"index/text"},
	"index/interval":      {"index", "index/text", "parser/imr"},
	"index/highlight":     {"index", "index/interval", "index/text", "parser/imr"},
	"index/citetree":      {"index", "index/query", "parser/imr", "parser/lexicon"},
	"index/resolve/cited": {"index", "index/query", "parser/imr"},
	"index/resolve":       {"index", "index/query", "index/resolve/cited", "index/text", "parser/imr", "parser/lexicon", "parser/measure"},
	"index/indextest":     {"index", "index/alike", "index/citetree", "index/contrast", "index/highlight", "index/query", "index/resolve", "index/text", "parser/imr", "parser/lettertest"},
	"index/rates":         {"index", "index/estimate", "parser/imr"},
	"index/rank":          {"index", "index/resolve", "index/text"},

	// What attorneys write.
	"index/brief/docx": {},
	"index/passage":    {"index", "index/cite", "index/text", "parser/imr"},
	"index/brief":      {"index", "index/brief/docx", "index/cite", "index/highlight", "index/text", "parser/imr"},
	"index/citecheck":  {"index", "index/cite", "index/text", "parser/extract", "parser/imr"},

	// What people keep.
	"index/store":        {"index", "index/query", "index/resolve", "parser/imr"},
	"index/store/sqlite": {"index", "index/query", "index/store", "sqlite"},

	// What other programs read.
	"index/export": {"index", "index/cite", "index/query", "parser/imr", "excelize", "parquet"},

	// The engine, from files up to its face.
	"index/bleve/docset":          {"roaring"},
	"index/bleve/sectionfile":     {"index"},
	"index/bleve/postings":        {"index", "index/bleve/docset", "index/bleve/sectionfile", "bleve", "roaring"},
	"index/bleve/sectionfiletest": {"index/bleve/sectionfile"},
	"index/bleve/storedfields":    {"index", "index/bleve/sectionfile", "index/record", "parser/imr"},
	"index/bleve/docvalues":       {"index", "index/alike", "index/bleve/docset", "index/bleve/postings", "index/bleve/sectionfile", "parser/imr", "roaring"},
	"index/bleve/forward":         {"index", "index/bleve/docset", "index/bleve/sectionfile", "index/rank", "index/text", "roaring"},
	"index/bleve/segment":         {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/forward", "index/bleve/postings", "index/bleve/sectionfile", "index/bleve/storedfields", "index/record", "index/text", "parser/imr", "roaring"},
	"index/bleve/commit":          {"index", "index/bleve/docvalues", "index/bleve/sectionfile", "index/bleve/segment", "index/bleve/storedfields", "index/record", "index/text"},
	"index/bleve/fold":            {"index", "index/alike", "index/bleve/forward", "index/bleve/sectionfile", "index/bleve/segment", "index/text", "roaring"},
	"index/bleve/match":           {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/fold", "index/bleve/forward", "index/bleve/postings", "index/bleve/sectionfile", "index/bleve/segment", "index/interval", "index/rank", "index/text", "roaring"},
	"index/bleve/citations":       {"index", "index/bleve/docvalues", "index/bleve/match", "index/citetree", "parser/imr"},
	"index/bleve/collect":         {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/fold", "index/bleve/forward", "index/bleve/match", "index/bleve/segment", "index/highlight", "index/rank", "parser/imr", "roaring"},
	"index/bleve/facet":           {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/match", "index/bleve/sectionfile", "index/bleve/segment", "index/estimate", "index/resolve", "parser/imr", "roaring"},
	"index/bleve/stats":           {"index", "index/bleve/docset", "index/bleve/docvalues", "index/bleve/facet", "index/bleve/match", "parser/imr", "roaring"},
	"index/bleve/segmenttest":     {"index", "index/bleve/commit", "index/bleve/segment"},
	"index/bleve/similar":         {"index", "index/bleve/collect", "index/bleve/docset", "index/bleve/facet", "index/bleve/fold", "index/bleve/match", "index/bleve/segment", "index/rank", "parser/imr", "roaring"},
	"index/bleve/decides":         {"index", "index/bleve/docset", "index/bleve/fold", "index/bleve/forward", "index/bleve/match", "index/bleve/segment", "index/contrast", "parser/imr", "roaring"},
	"index/bleve":                 {"index", "index/bleve/citations", "index/bleve/collect", "index/bleve/decides", "index/bleve/docvalues", "index/bleve/facet", "index/bleve/fold", "index/bleve/match", "index/bleve/sectionfile", "index/bleve/segment", "index/bleve/similar", "index/bleve/stats", "index/citetree", "index/query", "index/resolve"},

	// The engine of a cluster.
	"index/opensearch/clustertest": {},
	"index/opensearch":             {"index", "index/alike", "index/citetree", "index/contrast", "index/highlight", "index/interval", "index/query", "index/rank", "index/resolve", "index/text", "parser/imr", "opensearch"},

	"index/opensearch/connect": {"index/opensearch", "opensearch"},
	"index/opensearch/load":    {"index", "index/opensearch"},

	// What reads letters in, and what shows them.
	"server/middleware": {},
	"web":               {},
	"index/example":     {"index", "parser", "parser/denial", "parser/extract", "parser/imr", "parser/lexicon", "parser/measure"},
	"server/view":       {"index", "index/cite", "index/estimate", "index/example", "index/export", "index/highlight", "index/passage", "index/query", "index/resolve", "parser/denial", "parser/imr", "parser/lexicon"},
	"index/ingest":      {"index", "index/record", "parser", "parser/extract", "parser/imr"},
	"server/respond":    {"index", "index/query", "index/store", "parser/extract", "server/middleware", "server/view", "web"},
	"server/analysis":   {"index", "index/query", "index/rates", "parser/imr", "server/respond", "server/view", "mux"},
	"server/desk":       {"index", "index/brief", "index/cite", "index/citecheck", "index/example", "index/resolve", "index/store", "parser/denial", "parser/extract", "parser/imr", "server/respond", "server/view", "mux"},
	"server":            {"index", "index/export", "index/passage", "index/query", "index/resolve", "index/store", "parser/extract", "parser/imr", "server/analysis", "server/desk", "server/middleware", "server/respond", "server/view", "web", "mux"},

	// What agents ask.
	"server/mcp": {"index", "index/citecheck", "index/cite", "index/example", "index/query", "index/rates", "parser/imr", "mcp"},

	// Programs.
	"cmd/lettergen":  {"parser/imr", "parser/lettertest"},
	"cmd/imr/cli":    {"index", "index/bleve", "index/bleve/commit", "index/ingest", "index/opensearch", "index/opensearch/connect", "index/query", "index/store", "index/store/sqlite", "parser", "parser/extract", "parser/lexicon", "cobra"},
	"cmd/imr/find":   {"cmd/imr/cli", "index", "index/example", "index/export", "index/passage", "index/query", "index/rates", "index/resolve", "parser/denial", "parser/extract", "parser/imr", "cobra"},
	"cmd/imr/corpus": {"cmd/imr/cli", "cmd/imr/find", "index", "index/bleve", "index/bleve/commit", "index/ingest", "index/opensearch/connect", "index/opensearch/load", "parser", "parser/check", "parser/extract", "parser/imr", "parser/lexicon", "cobra"},
	"cmd/imr/keep":   {"cmd/imr/cli", "cmd/imr/find", "index", "index/query", "index/store", "parser/imr", "cobra"},
	"cmd/imr/write":  {"cmd/imr/cli", "cmd/imr/find", "index", "index/brief", "index/citecheck", "index/query", "parser/extract", "parser/imr", "cobra"},
	"cmd/imr":        {"cmd/imr/cli", "cmd/imr/corpus", "cmd/imr/find", "cmd/imr/keep", "cmd/imr/write", "index", "index/query", "index/resolve", "index/store", "index/text", "parser", "parser/extract", "server", "server/mcp", "cobra"},
	"cmd/imrcluster": {"index/opensearch/clustertest"},
	"cmd/imrbench":   {"index", "index/bleve", "index/bleve/commit", "parser/lettertest", "bleve"},
}

// technologies names the libraries that few packages may know, by the
// beginning of their import path.
var technologies = map[string][]string{
	"bleve":   {"github.com/blevesearch/bleve", "github.com/blevesearch/zapx", "github.com/blevesearch/vellum", "github.com/blevesearch/bleve_index_api", "github.com/blevesearch/scorch_segment_api"},
	"roaring": {"github.com/RoaringBitmap"},
	"pdfcpu":  {"github.com/pdfcpu"},
	"mux":     {"github.com/gorilla/mux"},
	"cobra":   {"github.com/spf13"},
	"segment": {"github.com/blevesearch/segment"},

	"opensearch": {"github.com/opensearch-project"},

	"excelize": {"github.com/xuri/excelize"},
	"parquet":  {"github.com/parquet-go"},
	"mcp":      {"github.com/modelcontextprotocol"},
	"sqlite":   {"modernc.org/sqlite"},
}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
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
		seen[filepath.ToSlash(rel)] = true
		checkImports(t, path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range may {
		if !seen[pkg] {
			t.Errorf("there is no package %s", pkg)
		}
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
				t.Errorf("%s imports %s: %s may not know %s", path, name, pkg, technology)
			}
		}
	}
}
