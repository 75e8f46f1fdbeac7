package indextest

import (
	"testing"

	"imrsearch/index"
)

// TestScan holds the oracle to its own suite: it passes the tables, and its
// random part compares the shared evaluator's marks.
func TestScan(t *testing.T) {
	Run(t, func(t *testing.T, docs []*index.Document) index.Searcher { return NewScan(docs) })
}
