package bleve

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// defaultField is the field of bleve's index that holds the words of all
// default texts together.
const defaultField = "default"

// textFieldName is a text field's name in bleve's index, apart from those of
// facets: "body" is one of each.
func textFieldName(f index.TextField) string { return "text." + f.String() }

// A postingList gathers the documents of a word while a shard is built: as
// bytes of distances, and as a bitmap when those grow long.
type postingList struct {
	docs *roaring.Bitmap
	tail []byte // distances between documents, varints
	next uint32 // the least document that can come
	from uint32 // where tail begins to count
}

// maxTail is how many bytes a list keeps as distances.
const maxTail = 2048

// A postingsBuilder gathers the documents of all words of a field.
type postingsBuilder struct {
	slots []uint32 // number of a word → 1 + place of its list, 0 for none
	lists []postingList
	buf   []uint32
}

// add adds a document, the highest so far, with its words, each once.
func (p *postingsBuilder) add(doc uint32, ids []uint32) {
	for _, id := range ids {
		l := p.list(id)
		l.tail = binary.AppendUvarint(l.tail, uint64(doc-l.next))
		l.next = doc + 1
		if len(l.tail) >= maxTail {
			p.settle(l)
		}
	}
}

func (p *postingsBuilder) list(id uint32) *postingList {
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
func (p *postingsBuilder) settle(l *postingList) {
	if l.docs == nil {
		l.docs = roaring.New()
	}
	l.docs.AddMany(p.read(l))
	l.tail, l.from = l.tail[:0], l.next
}

// read returns the documents that are kept as distances.
func (p *postingsBuilder) read(l *postingList) []uint32 {
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

// terms yields words by their numbers, which are given in lexical order.
func (p *postingsBuilder) terms(words []string, lexical []uint32) iter.Seq[segmentTerm] {
	return func(yield func(segmentTerm) bool) {
		for _, id := range lexical {
			if int(id) >= len(p.slots) || p.slots[id] == 0 {
				continue
			}
			l := &p.lists[p.slots[id]-1]
			term := segmentTerm{term: words[id], docs: l.docs}
			if docs := p.read(l); l.docs == nil && len(docs) == 1 {
				term.doc = docs[0]
			} else {
				p.settle(l)
				term.docs = l.docs
			}
			if !yield(term) {
				return
			}
			*l = postingList{}
		}
	}
}

// empty reports whether no document has a word.
func (p *postingsBuilder) empty() bool { return len(p.lists) == 0 }

// terms yields the values of a facet field.
func (c *valueColumn) terms() iter.Seq[segmentTerm] {
	return func(yield func(segmentTerm) bool) {
		docs := make([]*roaring.Bitmap, len(c.values))
		for i := range docs {
			docs[i] = roaring.New()
		}
		for doc := range c.first {
			for _, id := range c.of(doc) {
				docs[id].Add(uint32(doc))
			}
		}
		for _, v := range slices.Sorted(maps.Keys(c.ids)) {
			if !yield(segmentTerm{term: v, docs: docs[c.ids[v]]}) {
				return
			}
		}
	}
}

// idTerms yields the ids of documents.
func idTerms(ids []string) iter.Seq[segmentTerm] {
	order := ascending(len(ids))
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	return func(yield func(segmentTerm) bool) {
		for _, doc := range order {
			if !yield(segmentTerm{term: ids[doc], doc: doc}) {
				return
			}
		}
	}
}

// writeBleve writes what bleve holds of a shard: words by field and over all
// default texts, values of facets, and ids.
func (b *shardBuilder) writeBleve(dir string) error {
	lexical := b.table.byWord()
	fields := []segmentField{{defaultField, postingsOnly, b.all.terms(b.table.words, lexical)}}
	for f := range index.NumTextFields {
		if p := &b.postings[f]; !p.empty() {
			fields = append(fields, segmentField{textFieldName(f), postingsOnly, p.terms(b.table.words, lexical)})
		}
	}
	for name, c := range b.columns.values {
		if len(c.values) > 0 {
			fields = append(fields, segmentField{name, postingsOnly, c.terms()})
		}
	}
	slices.SortFunc(fields, func(a, b segmentField) int { return strings.Compare(a.name, b.name) })
	fields = slices.Insert(fields, 0, segmentField{"_id", idOptions, idTerms(b.ids)})
	return writeSegment(dir, b.ids, fields)
}
