// Package bleve answers one question: how does one process search letters? It
// keeps an index in a directory of immutable shards and generations, and
// executes plans over them.
//
// # On disk
//
//	CURRENT                   the name of the serving generation
//	LOCK                      who writes
//	generations/000007.json   a manifest: shards, size and SHA-256 of each file
//	shards/ID/bleve           dictionary, postings, keywords, ids; stock bleve opens it
//	shards/ID/words           the words of every text in order, as dense codes
//	shards/ID/columns         document → ordinals of values, or of sets of them; numbers
//	shards/ID/letters         letter ids, hashes and documents; requests as hits show them
//	shards/ID/texts           the letters themselves, packed with a dictionary of the shard
//	building/ID               a segment that is being built; removed by the next writer
//
// The texts are the source of truth: all other files of a shard can be made
// again from them. Nothing of bleve shows outside this package.
package bleve
