package docvalues

import (
	"bytes"
	"reflect"
	"sync"
	"unsafe"

	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/parser/imr"
)

// HitFields are what hits say of their items and letters that no column has: with
// them a page is shown without reading any letter. They lie in the file of the
// catalogue.
type HitFields struct {
	Requests    *Keywords // of documents
	Families    *lists[imr.Family]
	Specialties *lists[string] // of letters
}

func hitFieldsOf(f *sectionfile.File) *HitFields {
	return &HitFields{
		ValuesOfSection(f, "card.request"),
		listsOf[imr.Family](f, "card.families", &familyCodec),
		listsOf[string](f, "card.specialties", &specialtyCodec),
	}
}

// fit reports whether there is a card for every item and letter.
func (c *HitFields) fit(items, letters int) bool {
	return c.Requests.Ord.len() == items && c.Families.Ord.len() == items && c.Specialties.Ord.len() == letters
}

var (
	familyCodec    = storedfields.CodecOf(reflect.TypeFor[[]imr.Family]())
	specialtyCodec = storedfields.CodecOf(reflect.TypeFor[[]string]())
)

// lists is a column whose values are lists, as a codec writes them.
type lists[T any] struct {
	*Keywords
	all func() [][]T // by ordinal-1
}

func listsOf[T any](f *sectionfile.File, name string, c *storedfields.RecordCodec) *lists[T] {
	l := &lists[T]{Keywords: ValuesOfSection(f, name)}
	l.all = sync.OnceValue(func() [][]T {
		all := make([][]T, l.List.Len())
		for i := range all {
			// Strings share the memory of what they are read from, and must outlive
			// the mapped file.
			c.Decode(&storedfields.RecordReader{B: bytes.Clone(l.List.Raw(i))}, unsafe.Pointer(&all[i]))
		}
		return all
	})
	return l
}

// At returns the list of a document or letter, nil for none. It must not be
// changed.
func (l *lists[T]) At(i uint32) []T {
	if o := l.Ord.at(i); o != 0 {
		return l.all()[o-1]
	}
	return nil
}

// One returns the value of i in a column in which none has more than one, ""
// for none.
func (v *Keywords) One(i uint32) string {
	o := v.Ord.at(i)
	if o == 0 {
		return ""
	}
	if v.List.Len() <= fewValues {
		return v.few()[o-1]
	}
	return v.List.At(int(o - 1))
}

// fewValues is up to how many values of a column are kept in memory.
const fewValues = 256

// few returns the values of a column of few.
func (v *Keywords) few() []string {
	v.reading.Do(func() {
		v.read = make([]string, v.List.Len())
		for i := range v.read {
			v.read[i] = v.List.At(i)
		}
	})
	return v.read
}

// At returns the number of a document in a column in which none has more than
// one, 0 for none.
func (n *NumberColumn) At(doc uint32) int32 {
	if x := n.One[doc]; x != NoNumber {
		return x
	}
	return 0
}
