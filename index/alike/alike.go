// Package alike answers one question: which rationales say the same? Two are
// alike when their words are equal but for dates, numbers, ages and the
// patient's sex, or when, beyond that, a few scattered words are changed. It
// knows no engine and no files: an engine keeps a Fingerprint of each item and
// asks Group which belong together.
//
// The rule is for precision: folding hides what it joins. Rationales that
// share a long quotation of a guideline and differ in the sentence about the
// patient are not alike, for that sentence is a stretch of changed words; nor
// are those that came to another outcome, or, unless they are equal, that are
// about another treatment.
//
// Fingerprints are made at ingest, from the words that the index has anyway:
// a hash of all normal words, and MinHash signatures of word pairs in bands
// (Broder 1997; locality-sensitive hashing as in Leskovec, Rajaraman, Ullman,
// Mining of Massive Datasets, 3.4). Bands only propose pairs; Same decides
// over the words themselves. The Go libraries for MinHash keep their buckets in
// maps in memory and stop at the estimate; a column in a mapped file and a
// check of each pair need little more code than calling them.
package alike

import (
	"math"
	"strings"
	"unicode"
)

// Least numbers of normal words: below MinWords a text says too little to be
// called equal to another ("See above."), below NearWords it is alike only
// when equal.
const (
	MinWords  = 4
	NearWords = 12
)

// Bands and rows of the signature. Of a pair of which the share J of word
// pairs is common, 1-(1-J^rows)^Bands are proposed: 0.9 of those with J = 0.67
// (three words of 30 changed), 0.998 with J = 0.82 (three of 60).
const (
	Bands = 10
	rows  = 4
)

// A Fingerprint is what an engine keeps of a rationale. The zero Fingerprint
// is that of a text that is alike to none.
type Fingerprint struct {
	// Exact is equal for rationales whose normal words are equal and that have
	// one outcome.
	Exact uint64
	// Bands has an equal number at one place at least for most rationales that
	// are nearly equal, of one outcome and subject; all are 0 below NearWords.
	Bands [Bands]uint32
}

// Of returns the fingerprint of a rationale, given by its words as text.Words
// gives them, its outcome, and its subject: what the item asks for, in any
// words that are the same for the same treatment.
func Of(words []string, outcome, subject string) Fingerprint {
	var f Fingerprint
	exact, n := fnvString(fnvBasis, outcome), 0
	var least [Bands * rows]uint32
	for i := range least {
		least[i] = math.MaxUint32
	}
	last := uint64(0)
	for _, w := range words {
		if LeftOut(w) {
			continue
		}
		n++
		exact = fnvString(exact, w)
		h := fnvString(fnvBasis, w)
		if n > 1 {
			pair := mix(last*31 + h)
			for k := range least {
				least[k] = min(least[k], uint32(pair*multipliers[k]>>32))
			}
		}
		last = h
	}
	if n < MinWords {
		return f
	}
	f.Exact = max(mix(exact), 1)
	if n < NearWords {
		return f
	}
	about := fnvString(fnvString(fnvBasis, outcome)+1, subject)
	for b := range f.Bands {
		h := about + uint64(b)
		for _, v := range least[b*rows : (b+1)*rows] {
			h = mix(h ^ uint64(v))
		}
		f.Bands[b] = max(uint32(h>>32), 1)
	}
	return f
}

// multipliers are the odd numbers of the signature's hash functions
// (multiply-shift, Dietzfelbinger 1997).
var multipliers = func() (m [Bands * rows]uint64) {
	for i := range m {
		m[i] = mix(uint64(i)+0x51ed2701) | 1
	}
	return m
}()

const fnvBasis = uint64(14695981039346656037)

// fnvString goes on with FNV-1a over the bytes of s. There is no mark between
// words, so that "follow-up" and "followup" are equal.
func fnvString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix is the finalizer of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// LeftOut reports whether a word, in lower case, does not count: whatever has
// a digit, number words, months, ages, words for one sex, and units, which
// letters write together with their numbers or apart.
func LeftOut(word string) bool {
	return leftOut[word] || strings.ContainsFunc(word, unicode.IsDigit)
}

// May is a month, and a verb that says little.
var leftOut = setOf(`
	january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec
	zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
	seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
	mg mcg ml
	year years yr yrs old yo y o age aged
	he she him his her hers himself herself male female man woman men women gentleman lady mr mrs ms
`)

// Negation reports whether a word turns what is said around.
func Negation(word string) bool { return negations[word] }

var negations = setOf("no not none nor never neither without cannot denies denied absent lack lacks lacking failed fails insufficient")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
