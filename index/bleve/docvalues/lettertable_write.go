package docvalues

import (
	"cmp"
	"slices"
	"strings"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// A LetterEntry is a letter in the catalogue of a segment.
type LetterEntry struct {
	ID, SHA256, Path string
	First            uint32 // its first document
	Sequence         uint64 // later letters of the same id supersede earlier ones
}

// WriteLetterTable writes the catalogue: letters in the order of their
// documents, the orders by id, by id in capitals, and by hash, and the hit fields.
func WriteLetterTable(path string, letters []LetterEntry, items uint32, hitFields *HitFieldsBuilder) error {
	out, err := sectionfile.Create(path)
	if err != nil {
		return err
	}
	n := len(letters)
	ids, sums, paths := make([]string, n), make([]string, n), make([]string, n)
	first, sequence := make([]uint32, n, n+1), make([]uint64, n)
	of := make([]uint32, 0, items)
	for i, l := range letters {
		ids[i], sums[i], paths[i], first[i], sequence[i] = l.ID, packSum(l.SHA256), l.Path, l.First, l.Sequence
	}
	first = append(first, items)
	for i := range n {
		for range first[i+1] - first[i] {
			of = append(of, uint32(i))
		}
	}
	sectionfile.PutStrings(out, "ids", ids)
	sectionfile.PutStrings(out, "sha256", sums)
	sectionfile.PutStrings(out, "paths", paths)
	sectionfile.PutNumbers(out, "first", first)
	sectionfile.PutNumbers(out, "of", of)
	sectionfile.PutNumbers(out, "sequence", sequence)
	byID := orderBy(letters, func(l LetterEntry) string { return l.ID })
	sectionfile.PutNumbers(out, "by.id", byID)
	sectionfile.PutNumbers(out, "rank", docset.Inverse(byID))
	if folded := orderBy(letters, func(l LetterEntry) string { return strings.ToUpper(l.ID) }); !slices.Equal(folded, byID) {
		sectionfile.PutNumbers(out, "by.folded", folded)
	}
	sectionfile.PutNumbers(out, "by.sha256", orderBy(letters, func(l LetterEntry) string { return packSum(l.SHA256) }))
	hitFields.write(out)
	return out.Close()
}

func orderBy(letters []LetterEntry, key func(LetterEntry) string) []uint32 {
	order := docset.Ascending(len(letters))
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(key(letters[a]), key(letters[b])), cmp.Compare(a, b))
	})
	return order
}
