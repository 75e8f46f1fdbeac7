// Package opensearch answers one question: how does a cluster search letters?
// It is an index.Engine over OpenSearch 2.19 or newer: the same plans, the same
// exact totals, facets and marks, and the same order as the embedded engine.
//
// # In the cluster
//
//	PREFIX-items     one document an item: its words at their positions, its values, numbers and citations
//	PREFIX-letters   one document a letter: the letter as it was read with its text, compressed; its hash
//	PREFIX-state     one document: the number of the serving generation
//
// Words are cut by index/text alone. They are sent as a stream of tokens that the
// cluster parts at blanks and stores at the positions that index/text gives them
// (see mapping.go); the cluster knows no stemming, no synonyms and no stop words.
//
// # How a query is answered
//
// Each node of a plan becomes a query of the cluster where that is exact: words,
// phrases, values, ranges, ids, and all that AND, OR and NOT make of them
// (compile.go). Any other (proximity, ATLEAST, windows) is a query that finds
// candidates, and the very code that defines the node (index/interval) looks at
// the letters of these (verify.go). What it finds takes the place of the node, so
// that totals, facets and rates are counted by the cluster over an exact set.
//
// Every answer of the cluster must come from all shards: a part is an error,
// never an answer.
package opensearch
