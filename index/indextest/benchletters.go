package indextest

import (
	"fmt"

	"imrsearch/index"
	"imrsearch/parser/lettertest"
)

var benchGenerator = lettertest.Bench(1)

// BenchDocument returns letter i of the bench profile.
func BenchDocument(i int) *index.Document {
	l := benchGenerator.Truth(i)
	l.Source.SHA256 = fmt.Sprintf("%064d", i)
	return &index.Document{Letter: &l, Text: "letter " + l.ID}
}

// BenchDocuments returns the first n letters of the bench profile.
func BenchDocuments(n int) []*index.Document {
	docs := make([]*index.Document, n)
	for i := range docs {
		docs[i] = BenchDocument(i)
	}
	return docs
}
