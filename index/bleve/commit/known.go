package commit

import (
	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// A location is where the newest version of a letter lies in a finished
// segment.
type location struct {
	segment *segment.Segment
	letter  uint32
}

// find returns the newest version of a letter in finished segments and in the
// serving generation, without those that are being built.
func (w *Writer) find(id string) (at location, ok bool) {
	for _, s := range w.finished {
		for _, l := range s.Letters.Find(id) {
			if !ok || s.Letters.Sequence[l] > at.segment.Letters.Sequence[at.letter] {
				at, ok = location{s, l}, true
			}
		}
	}
	if ok || w.Base == nil {
		return at, ok
	}
	if s, l, found := w.Base.Find(id); found {
		return location{s.Segment, l}, true
	}
	return at, false
}

// Known returns the id of the letter read from bytes with that hash, also
// when another text has replaced it since: such bytes do not come back by
// themselves. It is "" for bytes that are not known.
func (w *Writer) Known(sha256 string) (id string) {
	if sha256 == "" {
		return ""
	}
	w.look(func() { id = w.known(sha256) })
	return id
}

func (w *Writer) known(sha256 string) string {
	if id, ok := w.bySum[sha256]; ok {
		return id
	}
	for _, s := range w.finished {
		if id, ok := w.knownIn(s, sha256); ok {
			return id
		}
	}
	if w.Base == nil {
		return ""
	}
	for _, s := range w.Base.Segments {
		if id, ok := w.knownIn(s.Segment, sha256); ok {
			return id
		}
	}
	if id, ok := w.Base.Manifest.Superseded[sha256]; ok && w.holds(id) {
		return id
	}
	return ""
}

func (w *Writer) knownIn(s *segment.Segment, sha256 string) (id string, ok bool) {
	for _, l := range s.Letters.FindSum(sha256) {
		if id := s.Letters.IDs.At(int(l)); w.holds(id) {
			return id, true
		}
	}
	return "", false
}

func (w *Writer) holds(id string) bool {
	if _, ok := w.session[id]; ok {
		return true
	}
	_, ok := w.find(id)
	return ok
}

// Has says which bytes the letter with that id came from.
func (w *Writer) Has(letter string) (sha256 string, ok bool) {
	w.look(func() {
		if l, now := w.session[letter]; now {
			sha256, ok = l.sha256, true
		} else if at, found := w.find(letter); found {
			sha256, ok = at.segment.Letters.Sum(at.letter), true
		}
	})
	return sha256, ok
}

// Origin returns the path of the file that a letter of the index was read
// from; false for one that is not in it, or is being built.
func (w *Writer) Origin(letter string) (path string, ok bool) {
	w.look(func() {
		if _, now := w.session[letter]; now {
			return
		}
		if at, found := w.find(letter); found {
			path, ok = at.segment.Letters.Paths.At(int(at.letter)), true
		}
	})
	return path, ok
}

// Stored returns a letter of the index; false for one that is
// not in it, or is being built. An error is of a damaged index.
func (w *Writer) Stored(letter string) (doc *index.Document, ok bool, err error) {
	w.look(func() {
		if _, now := w.session[letter]; now {
			return
		}
		if at, found := w.find(letter); found {
			doc, err = at.segment.Texts.Document(at.letter)
			ok = err == nil
		}
	})
	return doc, ok, err
}
