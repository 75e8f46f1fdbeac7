package forward

import (
	"fmt"
	"hash/fnv"
	"math/bits"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// A sentence is standard when it stands in the rationales of many letters:
// paragraphs of guidelines, and what reviewers write always. Which are is a
// property of the whole corpus, and must not depend on how its letters lie in
// segments, nor on the order in which they came. So every segment keeps the
// sentences of a sample of its letters, by hashes of their words, and a
// generation counts them over the live letters of all of its segments.
//
// A letter is in the sample by the level that its id hashes to: at level n
// stands one letter of 2^n. A corpus is sampled at the lowest level with at
// most sampleLetters; a segment keeps samplesKept times as many, so that it
// has all that are asked of it, also when many of its letters are deleted.
const (
	sampleLetters = 1000
	samplesKept   = 4
)

// shortSentence is the number of words below which a sentence says too
// little to be standard or not.
const shortSentence = 6

// levelFor returns the lowest level at which n letters make a sample of at
// most that many.
func levelFor(n, most int) (level int) {
	for n > most<<level {
		level++
	}
	return level
}

// levelOf returns the highest level at which a letter is sampled.
func levelOf(letter string) int {
	h := fnv.New64a()
	_, _ = h.Write([]byte(letter))
	x := h.Sum64()
	x = (x ^ x>>32) * 0x9e3779b97f4a7c15
	return bits.TrailingZeros64(x>>17 | 1<<40)
}

// A SentenceSample gathers the sentences of a segment while it is built. The
// zero SentenceSample is ready for use.
type SentenceSample struct {
	letters []sampledLetter
	seen    int // letters
	level   int
	taking  bool // the letter at hand is in the sample
}

type sampledLetter struct {
	letter uint32
	level  uint32
	hashes []uint64 // each once
}

// Begin goes to the next letter.
func (s *SentenceSample) Begin(id string) {
	letter := uint32(s.seen)
	s.seen++
	if level := levelFor(s.seen, samplesKept*sampleLetters); level > s.level {
		s.level = level
		kept := s.letters[:0]
		for _, l := range s.letters {
			if int(l.level) >= level {
				kept = append(kept, l)
			}
		}
		clear(s.letters[len(kept):])
		s.letters = kept
	}
	level := levelOf(id)
	if s.taking = level >= s.level; s.taking {
		s.letters = append(s.letters, sampledLetter{letter: letter, level: uint32(level)})
	}
}

// Add takes in a rationale of the letter at hand.
func (s *SentenceSample) Add(t *WordTable, f *FieldWords) {
	if !s.taking {
		return
	}
	l := &s.letters[len(s.letters)-1]
	eachSentence(f.IDs, f.ends, func(ids []uint32) {
		if len(ids) < shortSentence {
			return
		}
		if h := hashSentence(ids, t.hashes); !slices.Contains(l.hashes, h) {
			l.hashes = append(l.hashes, h)
		}
	})
}

// write writes the sample, and the hashes of words by their codes.
func (s *SentenceSample) write(out *sectionfile.Writer, t *WordTable, order []uint32) {
	words := make([]uint32, len(order))
	for code, id := range order {
		words[code] = t.hashes[id]
	}
	sectionfile.PutNumbers(out, "word.hash", words)
	var letters, levels []uint32
	first, hashes := []uint32{0}, []uint64{}
	for _, l := range s.letters {
		letters, levels = append(letters, l.letter), append(levels, l.level)
		hashes = append(hashes, l.hashes...)
		first = append(first, uint32(len(hashes)))
	}
	sectionfile.PutNumbers(out, "sample", []uint32{uint32(s.level)})
	sectionfile.PutNumbers(out, "sample.letters", letters)
	sectionfile.PutNumbers(out, "sample.levels", levels)
	sectionfile.PutNumbers(out, "sample.first", first)
	sectionfile.PutNumbers(out, "sample.hashes", hashes)
}

// A sample is what a segment keeps of its sentences.
type sample struct {
	level                  int
	letters, levels, first []uint32
	hashes                 []uint64
}

func sampleOf(f *sectionfile.File) (s sample, err error) {
	level := sectionfile.Numbers[uint32](f, "sample")
	s = sample{
		letters: sectionfile.Numbers[uint32](f, "sample.letters"), levels: sectionfile.Numbers[uint32](f, "sample.levels"),
		first: sectionfile.Numbers[uint32](f, "sample.first"), hashes: sectionfile.Numbers[uint64](f, "sample.hashes"),
	}
	if len(level) != 1 || len(s.levels) != len(s.letters) || len(s.first) != len(s.letters)+1 || int(s.first[len(s.letters)]) != len(s.hashes) {
		return s, fmt.Errorf("sample of sentences: lists of unequal length: %w", index.ErrDamaged)
	}
	s.level = int(level[0])
	return s, nil
}

// StandardSentences are the standard sentences of a corpus.
type StandardSentences struct {
	hashes map[uint64]struct{}
	begins [1 << 11]uint64 // bits by the hash of their first words: most others are told apart by it
}

func (s *StandardSentences) add(hash uint64) {
	s.hashes[hash] = struct{}{}
	begin := hash >> 32
	s.begins[begin>>6%uint64(len(s.begins))] |= 1 << (begin % 64)
}

// Has reports whether a sentence is standard; codes are its words as they are
// stored in a segment, and buf is memory for them, which is returned.
func (s *StandardSentences) Has(w *Words, codes []byte, buf []uint32) (bool, []uint32) {
	buf = w.Codes.Decode(codes[:min(len(codes), shortSentence*LongestCode)], buf[:0])
	if len(buf) < shortSentence {
		return false, buf
	}
	begin := uint64(hashWords(buf[:shortSentence], w.hash))
	if s.begins[begin>>6%uint64(len(s.begins))]>>(begin%64)&1 == 0 {
		return false, buf
	}
	buf = w.Codes.Decode(codes, buf[:0])
	_, standard := s.hashes[hashSentence(buf, w.hash)]
	return standard, buf
}

// A LiveWords is a segment's words with its live letters.
type LiveWords struct {
	Words  *Words
	IsLive func(letter uint32) bool
}

// StandardOf returns the standard sentences of a corpus of that many live
// letters: those in three letters of the sample at least, and in one of two
// hundred.
func StandardOf(segments []LiveWords, letters int) *StandardSentences {
	level := levelFor(letters, sampleLetters)
	for _, s := range segments {
		level = max(level, s.Words.sample.level)
	}
	counts, n := map[uint64]uint32{}, 0
	for _, s := range segments {
		sample := &s.Words.sample
		for i, letter := range sample.letters {
			if int(sample.levels[i]) < level || !s.IsLive(letter) {
				continue
			}
			n++
			for _, h := range sample.hashes[sample.first[i]:sample.first[i+1]] {
				counts[h]++
			}
		}
	}
	out, least := &StandardSentences{hashes: map[uint64]struct{}{}}, uint32(max(3, n/200))
	for h, c := range counts {
		if c >= least {
			out.add(h)
		}
	}
	return out
}

// eachSentence calls f with the words of each sentence, the last included.
func eachSentence(ids, ends []uint32, f func(ids []uint32)) {
	from := 0
	for _, e := range ends {
		to := min(from+int(e>>endShift), len(ids))
		f(ids[from:to])
		from = to
	}
	if from < len(ids) {
		f(ids[from:])
	}
}

// hashSentence hashes a sentence of shortSentence words at least, given by
// numbers, with the hash of each number: the first words make the upper half,
// all of them the lower.
func hashSentence(words, hashes []uint32) uint64 {
	return uint64(hashWords(words[:shortSentence], hashes))<<32 | uint64(hashWords(words, hashes))
}

// hashWords is FNV-1a over the hashes of words, folded.
func hashWords(words, hashes []uint32) uint32 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ uint64(hashes[w])) * 1099511628211
		h ^= h >> 29
	}
	return uint32(h>>32) ^ uint32(h)
}

// hashWord is FNV-1a over the bytes of a word.
func hashWord(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}
