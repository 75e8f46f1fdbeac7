package postings

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// AllTexts is the field of bleve's index that holds the words of all
// default texts together.
const AllTexts = "default"

// FieldName is a text field's name in bleve's index, apart from those of
// facets: "body" is one of each.
func FieldName(f index.TextField) string { return "text." + f.String() }

// A postingList gathers the documents of a word while a segment is built: as
// bytes of distances, and as a bitmap when those grow long.
type postingList struct {
	docs *roaring.Bitmap
	tail []byte // distances between documents, varints
	next uint32 // the least document that can come
	from uint32 // where tail begins to count
}

// maxTail is how many bytes a list keeps as distances.
const maxTail = 2048

// A Builder gathers the documents of all words of a field.
type Builder struct {
	slots []uint32 // number of a word → 1 + place of its list, 0 for none
	lists []postingList
	buf   []uint32
}

// Add adds a document, the highest so far, with its words, each once.
func (p *Builder) Add(doc uint32, ids []uint32) {
	for _, id := range ids {
		l := p.list(id)
		l.tail = binary.AppendUvarint(l.tail, uint64(doc-l.next))
		l.next = doc + 1
		if len(l.tail) >= maxTail {
			p.settle(l)
		}
	}
}

func (p *Builder) list(id uint32) *postingList {
	if int(id) >= len(p.slots) {
		p.slots = append(p.slots, make([]uint32, int(id)+1-len(p.slots))...)
	}
	if p.slots[id] == 0 {
		p.lists = append(p.lists, postingList{})
		p.slots[id] = uint32(len(p.lists))
	}
	return &p.lists[p.slots[id]-1]
}

// settle turns distances into a bitmap.
func (p *Builder) settle(l *postingList) {
	if l.docs == nil {
		l.docs = roaring.New()
	}
	l.docs.AddMany(p.read(l))
	l.tail, l.from = l.tail[:0], l.next
}

// read returns the documents that are kept as distances.
func (p *Builder) read(l *postingList) []uint32 {
	p.buf = p.buf[:0]
	doc := l.from
	for rest := l.tail; len(rest) > 0; {
		distance, n := binary.Uvarint(rest)
		rest = rest[n:]
		doc += uint32(distance)
		p.buf = append(p.buf, doc)
		doc++
	}
	return p.buf
}

// Terms yields words by their numbers, which are given in lexical order.
func (p *Builder) Terms(words []string, lexical []uint32) iter.Seq[Term] {
	return func(yield func(Term) bool) {
		for _, id := range lexical {
			if int(id) >= len(p.slots) || p.slots[id] == 0 {
				continue
			}
			l := &p.lists[p.slots[id]-1]
			term := Term{Term: words[id], Docs: l.docs}
			if docs := p.read(l); l.docs == nil && len(docs) == 1 {
				term.doc = docs[0]
			} else {
				p.settle(l)
				term.Docs = l.docs
			}
			if !yield(term) {
				return
			}
			*l = postingList{}
		}
	}
}

// Empty reports whether no document has a word.
func (p *Builder) Empty() bool { return len(p.lists) == 0 }

// IdTerms yields the ids of documents.
func IdTerms(ids []string) iter.Seq[Term] {
	order := docset.Ascending(len(ids))
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	return func(yield func(Term) bool) {
		for _, doc := range order {
			if !yield(Term{Term: ids[doc], doc: doc}) {
				return
			}
		}
	}
}
