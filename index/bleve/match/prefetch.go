package match

import (
	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// Records that lie far apart wait for memory one after the other. When the
// first bytes of several are read ahead, they wait together.
const (
	nearDocs     = 4 // one in so many documents: the processor reads ahead itself
	PrefetchDocs = 32
	aheadLine    = 64 // bytes that memory gives at once
	aheadSize    = 384
)

// Prefetch reads a byte of each of the first lines of a document's record, and of
// its letter's where the fields are among those that a letter's items share.
func (e *Evaluator) Prefetch(doc uint32, fields index.TextFields) {
	w := e.Segment.Words
	e.touch(w.Streams[w.ItemOff[doc]:])
	if fields&forward.LetterTexts != 0 {
		e.touch(w.Streams[w.LetterOff[e.Segment.Letters.Of[doc]]:])
	}
}

func (e *Evaluator) touch(record []byte) {
	for at := 0; at < min(aheadSize, len(record)); at += aheadLine {
		e.read += record[at]
	}
}
