package bleve

import "imrsearch/index"

// Records that lie far apart wait for memory one after the other. When the
// first bytes of several are read ahead, they wait together.
const (
	nearDocs  = 4 // one in so many documents: the processor reads ahead itself
	aheadDocs = 32
	aheadLine = 64 // bytes that memory gives at once
	aheadSize = 384
)

// ahead reads a byte of each of the first lines of a document's record, and of
// its letter's where the fields are among those that a letter's items share.
func (e *evaluator) ahead(doc uint32, fields index.TextFields) {
	w := e.shard.words
	e.touch(w.streams[w.itemOff[doc]:])
	if fields&letterTexts != 0 {
		e.touch(w.streams[w.letterOff[e.shard.letters.of[doc]]:])
	}
}

func (e *evaluator) touch(record []byte) {
	for at := 0; at < min(aheadSize, len(record)); at += aheadLine {
		e.read += record[at]
	}
}
