package bleve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"
	"sync"

	"imrsearch/index"
)

// A catalogue is the letters of a shard, as they lie in the mapped file.
type catalogue struct {
	file     *sections
	ids      stringList
	sums     stringList // packed
	paths    stringList
	first    []uint32 // letter → its first document; one more at the end
	of       []uint32 // document → letter
	sequence []uint64
	rank     []uint32 // letter → place by id
	byID     []uint32
	byFolded []uint32
	bySum    []uint32
	cards    *cards

	ending   sync.Once
	lastDocs []uint64 // see ends
}

func openCatalogue(path string) (*catalogue, error) {
	f, err := openSections(path)
	if err != nil {
		return nil, err
	}
	c := &catalogue{
		file: f, ids: stringsOf(f, "ids"), sums: stringsOf(f, "sha256"), paths: stringsOf(f, "paths"),
		first: numbers[uint32](f, "first"), of: numbers[uint32](f, "of"), sequence: numbers[uint64](f, "sequence"),
		rank: numbers[uint32](f, "rank"), byID: numbers[uint32](f, "by.id"),
		byFolded: numbers[uint32](f, "by.folded"), bySum: numbers[uint32](f, "by.sha256"),
		cards: cardsOf(f),
	}
	if c.byFolded == nil { // capitals throughout
		c.byFolded = c.byID
	}
	n := c.ids.len()
	if len(c.first) != n+1 || len(c.rank) != n || len(c.byID) != n || len(c.byFolded) != n || len(c.bySum) != n || len(c.sequence) != n ||
		!c.cards.fit(len(c.of), n) {
		_ = f.close()
		return nil, fmt.Errorf("%s: lists of unequal length: %w", path, index.ErrDamaged)
	}
	return c, nil
}

func (c *catalogue) len() int { return c.ids.len() }

// find returns the letters with that id, in the order in which they came: a
// letter may have come twice while the shard was built.
func (c *catalogue) find(id string) []uint32 { return lookUp(c.byID, &c.ids, id) }

// findSum returns the letters read from bytes with that hash.
func (c *catalogue) findSum(sum string) []uint32 {
	return lookUp(c.bySum, &c.sums, packSum(sum))
}

// sum returns the hash of the bytes that a letter was read from.
func (c *catalogue) sum(letter uint32) string { return unpackSum(c.sums.at(int(letter))) }

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
func lookUp(order []uint32, keys *stringList, key string) []uint32 {
	at := func(i int) string { return string(keys.raw(int(order[i]))) }
	i := sort.Search(len(order), func(i int) bool { return at(i) >= key })
	j := i
	for j < len(order) && at(j) == key {
		j++
	}
	return order[i:j]
}

// findFolded returns the letters whose id is that one, without regard to
// case.
func (c *catalogue) findFolded(id string) []uint32 {
	id = strings.ToUpper(id)
	at := func(i int) string { return strings.ToUpper(c.ids.at(int(c.byFolded[i]))) }
	i := sort.Search(len(c.byFolded), func(i int) bool { return at(i) >= id })
	j := i
	for j < len(c.byFolded) && at(j) == id {
		j++
	}
	return c.byFolded[i:j]
}

// docs returns the documents of a letter, [from, to).
func (c *catalogue) docs(letter uint32) (from, to uint32) { return c.first[letter], c.first[letter+1] }

// before orders documents of the shard by item id.
func (c *catalogue) before(a, b uint32) bool {
	la, lb := c.of[a], c.of[b]
	if la != lb {
		return c.rank[la] < c.rank[lb]
	}
	return a < b
}
