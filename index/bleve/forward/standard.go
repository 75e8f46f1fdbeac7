package forward

// A sentence is standard when it stands in the rationales of many letters:
// paragraphs of guidelines, and what reviewers write always. Which are is
// frozen with the segment, as a bit at the end of each sentence.

// A sentenceCount says in how many letters a sentence stands.
type sentenceCount struct{ letters, last uint32 }

// A SentenceTable counts the sentences of a segment by the hash of their
// words.
type SentenceTable map[uint64]sentenceCount

// maxSentences bounds the table's memory; sentences first seen beyond it
// count as not standard.
const maxSentences = 4_000_000

// shortSentence is the number of words below which a sentence says too
// little to be standard or not.
const shortSentence = 6

// Count counts the sentences of a rationale; each once a letter.
func (t SentenceTable) Count(f *FieldWords, letter uint32) {
	eachSentence(f.IDs, f.ends, func(hash uint64, words int) {
		c, ok := t[hash]
		if words < shortSentence || !ok && len(t) >= maxSentences || ok && c.last == letter {
			return
		}
		t[hash] = sentenceCount{c.letters + 1, letter}
	})
}

// Standards returns the standard sentences of a segment of so many letters:
// those in three letters at least, and one in two hundred.
func (t SentenceTable) Standards(letters int) map[uint64]bool {
	out := map[uint64]bool{}
	least := uint32(max(3, letters/200))
	for hash, c := range t {
		if c.letters >= least {
			out[hash] = true
		}
	}
	return out
}

// eachSentence calls f with the hash and the length of each sentence, the
// last included.
func eachSentence(ids, ends []uint32, f func(hash uint64, words int)) {
	from := 0
	for _, e := range ends {
		to := min(from+int(e>>endShift), len(ids))
		f(hashWords(ids[from:to]), to-from)
		from = to
	}
	if from < len(ids) {
		f(hashWords(ids[from:]), len(ids)-from)
	}
}

// hashWords is FNV-1a over the words' numbers.
func hashWords(ids []uint32) uint64 {
	h := uint64(14695981039346656037)
	for _, id := range ids {
		h = (h ^ uint64(id)) * 1099511628211
		h ^= h >> 29
	}
	return h
}
