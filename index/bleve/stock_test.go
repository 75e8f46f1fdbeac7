package bleve

import (
	"path/filepath"
	"testing"

	stock "github.com/blevesearch/bleve/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestStockBleveOpensSegments counts words, prefixes and values with bleve
// itself, over the same segment.
func TestStockBleveOpensSegments(t *testing.T) {
	letters := 3000
	if testing.Short() {
		letters = 400
	}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, indextest.BenchDocuments(letters)...)
	e := open(t, dir)
	g := serving(t, e)
	s := g.Segments[0]
	ix, err := stock.OpenUsing(filepath.Join(s.Dir, "bleve"), map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if n, err := ix.DocCount(); err != nil || int(n) != s.Items {
		t.Fatalf("DocCount = %d, %v, want %d", n, err, s.Items)
	}
	for query, want := range map[string]uint64{
		"default:lumbar":             hits(t, e, "#lumbar"),
		"text.rationale:pain":        hits(t, e, "rationale:#pain"),
		"default:radiculopath*":      hits(t, e, "radiculopath*"),
		"+default:pain +default:mri": hits(t, e, "#pain AND #mri"),
		"outcome:overturned":         hits(t, e, "outcome:overturned"),
	} {
		r, err := ix.Search(stock.NewSearchRequestOptions(stock.NewQueryStringQuery(query), 0, 0, false))
		if err != nil || r.Total != want {
			t.Errorf("%s: stock bleve finds %d (%v), want %d", query, r.Total, err, want)
		}
	}
	// The order of documents: those of a letter side by side, in its order.
	for doc := range uint32(s.Items) {
		id, err := s.Postings.ID(uint32(doc))
		if err != nil || string(id) != s.ItemID(doc) {
			t.Fatalf("document %d is %s (%v), want %s", doc, id, err, s.ItemID(doc))
		}
	}
}

func hits(t *testing.T, e *Engine, query string) uint64 {
	t.Helper()
	return uint64(answer(t, e, index.Request{Query: query}).Total.Items)
}
