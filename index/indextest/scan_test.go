package indextest

import (
	"testing"

	"imrsearch/index"
)

// TestScan holds the oracle to its own suite: the tables, and paging. Of the
// random part, in which it is compared with itself, a little is enough.
func TestScan(t *testing.T) {
	defer func(usual int) { *effort = usual }(*effort)
	*effort = min(*effort, 10)
	Run(t, func(t *testing.T, docs []*index.Document) index.Searcher { return NewScan(docs) })
}
