package docvalues

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"
	"sync"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// A LetterTable is the letters of a segment, as they lie in the mapped file.
type LetterTable struct {
	File      *sectionfile.File
	IDs       sectionfile.Strings
	sums      sectionfile.Strings // packed
	Paths     sectionfile.Strings
	First     []uint32 // letter → its first document; one more at the end
	Of        []uint32 // document → letter
	Sequence  []uint64
	Rank      []uint32 // letter → place by id
	ByID      []uint32
	byFolded  []uint32
	bySum     []uint32
	HitFields *HitFields

	ending   sync.Once
	lastDocs []uint64 // see ends
}

// OpenLetterTable opens the letter table of a segment. Errors:
// index.ErrDamaged, and those of the file system.
func OpenLetterTable(path string) (*LetterTable, error) {
	f, err := sectionfile.Open(path)
	if err != nil {
		return nil, err
	}
	c := &LetterTable{
		File: f, IDs: sectionfile.StringsOf(f, "ids"), sums: sectionfile.StringsOf(f, "sha256"), Paths: sectionfile.StringsOf(f, "paths"),
		First: sectionfile.Numbers[uint32](f, "first"), Of: sectionfile.Numbers[uint32](f, "of"), Sequence: sectionfile.Numbers[uint64](f, "sequence"),
		Rank: sectionfile.Numbers[uint32](f, "rank"), ByID: sectionfile.Numbers[uint32](f, "by.id"),
		byFolded: sectionfile.Numbers[uint32](f, "by.folded"), bySum: sectionfile.Numbers[uint32](f, "by.sha256"),
		HitFields: hitFieldsOf(f),
	}
	if c.byFolded == nil { // capitals throughout
		c.byFolded = c.ByID
	}
	n := c.IDs.Len()
	if len(c.First) != n+1 || !sectionfile.Ascending(c.First, len(c.Of)) || len(c.Rank) != n || len(c.ByID) != n || len(c.byFolded) != n || len(c.bySum) != n || len(c.Sequence) != n ||
		!c.HitFields.fit(len(c.Of), n) {
		_ = f.Close()
		return nil, fmt.Errorf("%s: lists of unequal length: %w", path, index.ErrDamaged)
	}
	return c, nil
}

// Len returns how many letters there are.
func (c *LetterTable) Len() int { return c.IDs.Len() }

// Find returns the letters with that id, in the order in which they came: a
// letter may have come twice while the segment was built.
func (c *LetterTable) Find(id string) []uint32 { return lookUp(c.ByID, &c.IDs, id) }

// FindSum returns the letters read from bytes with that hash.
func (c *LetterTable) FindSum(sum string) []uint32 {
	return lookUp(c.bySum, &c.sums, packSum(sum))
}

// Sum returns the hash of the bytes that a letter was read from.
func (c *LetterTable) Sum(letter uint32) string { return unpackSum(c.sums.At(int(letter))) }

// packSum returns the bytes of a SHA-256 in hexadecimal; what is none, of
// another length than those, stays as it is.
func packSum(sum string) string {
	b, err := hex.DecodeString(sum)
	if err != nil || len(b) != sha256.Size || hex.EncodeToString(b) != sum {
		return sum
	}
	return string(b)
}

func unpackSum(packed string) string {
	if len(packed) != sha256.Size {
		return packed
	}
	return hex.EncodeToString([]byte(packed))
}

// lookUp returns the part of an order whose keys are key.
func lookUp(order []uint32, keys *sectionfile.Strings, key string) []uint32 {
	at := func(i int) string { return string(keys.Raw(int(order[i]))) }
	i := sort.Search(len(order), func(i int) bool { return at(i) >= key })
	j := i
	for j < len(order) && at(j) == key {
		j++
	}
	return order[i:j]
}

// FindFolded returns the letters whose id is that one, without regard to
// case.
func (c *LetterTable) FindFolded(id string) []uint32 {
	id = strings.ToUpper(id)
	at := func(i int) string { return strings.ToUpper(c.IDs.At(int(c.byFolded[i]))) }
	i := sort.Search(len(c.byFolded), func(i int) bool { return at(i) >= id })
	j := i
	for j < len(c.byFolded) && at(j) == id {
		j++
	}
	return c.byFolded[i:j]
}

// WithPrefix returns up to limit letters whose id begins so, without regard to
// case, in the order of their ids.
func (c *LetterTable) WithPrefix(prefix string, limit int) []uint32 {
	prefix = strings.ToUpper(prefix)
	at := func(i int) string { return strings.ToUpper(c.IDs.At(int(c.byFolded[i]))) }
	i := sort.Search(len(c.byFolded), func(i int) bool { return at(i) >= prefix })
	j := i
	for j < len(c.byFolded) && j < i+limit && strings.HasPrefix(at(j), prefix) {
		j++
	}
	return c.byFolded[i:j]
}

// Docs returns the documents of a letter, [from, to).
func (c *LetterTable) Docs(letter uint32) (from, to uint32) {
	return c.First[letter], c.First[letter+1]
}

// Before orders documents of the segment by item id.
func (c *LetterTable) Before(a, b uint32) bool {
	la, lb := c.Of[a], c.Of[b]
	if la != lb {
		return c.Rank[la] < c.Rank[lb]
	}
	return a < b
}

// Changes returns how often documents, ascending, are of another letter than
// the one before, and the letter of the last; before is that of the one before
// the first.
func (c *LetterTable) Changes(docs []uint32, before uint32) (n int, last uint32) {
	for _, doc := range docs {
		letter := c.Of[doc]
		if letter != before {
			n++
		}
		before = letter
	}
	return n, before
}

// Ends returns the last document of each letter, as bits.
func (c *LetterTable) Ends() []uint64 {
	c.ending.Do(func() {
		if n := len(c.First) - 1; n > 0 {
			c.lastDocs = make([]uint64, c.First[n]/64+1)
		}
		for i, doc := range c.First {
			if i > 0 && doc > c.First[i-1] {
				c.lastDocs[(doc-1)/64] |= 1 << ((doc - 1) % 64)
			}
		}
	})
	return c.lastDocs
}
