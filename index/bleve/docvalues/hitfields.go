package docvalues

import (
	"encoding/binary"
	"sync"

	"imrsearch/index/bleve/sectionfile"
	"imrsearch/parser/imr"
)

// HitFields are what hits say of their items and letters that no column has: with
// them a page is shown without reading any letter. They lie in the file of the
// letter table.
type HitFields struct {
	Requests    *Keywords // of documents
	Families    *lists[imr.Family]
	Specialties *lists[string] // of letters
}

func hitFieldsOf(f *sectionfile.File) *HitFields {
	return &HitFields{
		ValuesOfSection(f, "hit.request"),
		listsOf[imr.Family](f, "hit.families"),
		listsOf[string](f, "hit.specialties"),
	}
}

// fit reports whether every item and letter has them.
func (c *HitFields) fit(items, letters int) bool {
	return c.Requests.Ord.len() == items && c.Families.Ord.len() == items && c.Specialties.Ord.len() == letters
}

// lists is a column whose values are lists of strings, as appendList writes
// them.
type lists[T ~string] struct {
	*Keywords
	all func() [][]T // by ordinal-1
}

func listsOf[T ~string](f *sectionfile.File, name string) *lists[T] {
	l := &lists[T]{Keywords: ValuesOfSection(f, name)}
	l.all = sync.OnceValue(func() [][]T {
		all := make([][]T, l.List.Len())
		for i := range all {
			all[i] = readList[T](l.List.Raw(i))
		}
		return all
	})
	return l
}

// appendList appends a list: each string behind its length, a varint. An empty
// list is empty; a list that is nil has no value in its column.
//
//	["mtus" "odg"]  4 m t u s 3 o d g
func appendList[T ~string](b []byte, list []T) []byte {
	for _, s := range list {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// readList reads a list, up to where it is damaged. Its strings are copies:
// they outlive the mapped file.
func readList[T ~string](b []byte) []T {
	out := []T{}
	for len(b) > 0 {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			break
		}
		out = append(out, T(b[k:k+int(n)]))
		b = b[k+int(n):]
	}
	return out
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
