// Package bleve answers one question: how does one process search letters? It
// keeps an index in a directory of immutable segments and of generations that
// name them, and executes plans over them. This package is the face: an Engine
// with its options, the search limiter and the query cache; the packages below
// it do the work (see ARCHITECTURE.md).
//
// # On disk
//
//	CURRENT                   the number of the serving generation; "none" before the first
//	LOCK                      who writes
//	generations/000007.json   a manifest: segments, size and SHA-256 of each file
//	segments/ID/bleve         a segment's dictionary and postings; stock bleve opens it
//	segments/ID/words         the words of every text in order, positions, shingles, impacts
//	segments/ID/columns       doc values: document → ordinals of values, numbers
//	segments/ID/letters       letter table: ids, hashes, paths; fields that hits show
//	segments/ID/texts         stored letters, compressed with a dictionary of the segment
//	building/ID               a segment that is being built; removed by the next writer
//
// The texts are the source of truth: all other files of a segment can be
// rebuilt from them. Nothing of bleve shows outside this package.
package bleve
