package bleve

import (
	"cmp"
	"slices"
	"strings"
)

// A letterEntry is a letter in the catalogue of a shard.
type letterEntry struct {
	id, sha256, path string
	first            uint32 // its first document
	sequence         uint64 // later letters of the same id supersede earlier ones
}

// writeLetters writes the catalogue: letters in the order of their
// documents, the orders by id, by id in capitals, and by hash, and the cards.
func writeLetters(path string, letters []letterEntry, items uint32, cards *cardsBuilder) error {
	out, err := createSections(path)
	if err != nil {
		return err
	}
	n := len(letters)
	ids, sums, paths := make([]string, n), make([]string, n), make([]string, n)
	first, sequence := make([]uint32, n, n+1), make([]uint64, n)
	of := make([]uint32, 0, items)
	for i, l := range letters {
		ids[i], sums[i], paths[i], first[i], sequence[i] = l.id, packSum(l.sha256), l.path, l.first, l.sequence
	}
	first = append(first, items)
	for i := range n {
		for range first[i+1] - first[i] {
			of = append(of, uint32(i))
		}
	}
	putStrings(out, "ids", ids)
	putStrings(out, "sha256", sums)
	putStrings(out, "paths", paths)
	putNumbers(out, "first", first)
	putNumbers(out, "of", of)
	putNumbers(out, "sequence", sequence)
	byID := orderBy(letters, func(l letterEntry) string { return l.id })
	putNumbers(out, "by.id", byID)
	putNumbers(out, "rank", inverse(byID))
	if folded := orderBy(letters, func(l letterEntry) string { return strings.ToUpper(l.id) }); !slices.Equal(folded, byID) {
		putNumbers(out, "by.folded", folded)
	}
	putNumbers(out, "by.sha256", orderBy(letters, func(l letterEntry) string { return packSum(l.sha256) }))
	cards.write(out)
	return out.close()
}

func orderBy(letters []letterEntry, key func(letterEntry) string) []uint32 {
	order := ascending(len(letters))
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(key(letters[a]), key(letters[b])), cmp.Compare(a, b))
	})
	return order
}
