package forward

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCodesAreInverse encodes and decodes every word that codes of some shapes
// have; each code is one that no other word has, of at most LongestCode bytes,
// and only its last byte ends a word.
func TestCodesAreInverse(t *testing.T) {
	for _, s := range []int{1, 3, 60, 200, 254, 255} {
		c := Codes{S: s, c: 256 - s}
		words := min(s+s*c.c+s*c.c*c.c, 300_000)
		seen := map[string]int{}
		for w := range words {
			b := c.Append(nil, uint32(w))
			if got := c.Decode(b, nil); !slices.Equal(got, []uint32{uint32(w)}) {
				t.Fatalf("S %d: word %d as % x is decoded as %v", s, w, b, got)
			}
			if other, ok := seen[string(b)]; ok {
				t.Fatalf("S %d: words %d and %d are both % x", s, other, w, b)
			}
			seen[string(b)] = w
			if end := slices.IndexFunc(b, func(x byte) bool { return int(x) < s }); end != len(b)-1 || len(b) > LongestCode {
				t.Fatalf("S %d: word %d is % x: a byte below S must end it, and only its end", s, w, b)
			}
		}
	}
}

// TestCodesOfTheComment holds the example that the type's comment gives.
func TestCodesOfTheComment(t *testing.T) {
	c := Codes{S: 200, c: 56}
	for word, want := range map[uint32][]byte{0: {0}, 199: {0xc7}, 200: {0xc8, 0xc7}, 201: {0xc8, 0xc6}} {
		if got := c.Append(nil, word); !bytes.Equal(got, want) {
			t.Errorf("word %d is % x, want % x", word, got, want)
		}
	}
}

// TestDecodeOfACutRecord: what a record's last bytes leave open is no word, and
// no panic.
func TestDecodeOfACutRecord(t *testing.T) {
	c := Codes{S: 2, c: 254}
	whole := c.Append(c.Append(nil, 1), 5000)
	if len(whole) != 4 {
		t.Fatalf("words of %d bytes, want 1 and 3", len(whole))
	}
	for n := 1; n < len(whole); n++ {
		if got := c.Decode(whole[:n], nil); !slices.Equal(got, []uint32{1}) {
			t.Errorf("%d bytes of % x: words %v, want 1 alone", n, whole, got)
		}
	}
}

// TestBestCodesTakeFewestBytes counts the bytes of random vocabularies for every
// S, and compares the least with what is chosen.
func TestBestCodesTakeFewestBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, words := range []int{1, 100, 300, 5000} {
		counts := make([]uint64, words)
		for i := range counts {
			counts[i] = uint64(r.IntN(1 + 100_000/(i+1)))
		}
		slices.SortFunc(counts, func(a, b uint64) int { return int(b) - int(a) })
		size := func(c Codes) (n uint64) {
			for w, times := range counts {
				n += times * uint64(len(c.Append(nil, uint32(w))))
			}
			return n
		}
		least := ^uint64(0)
		for s := 1; s < 256; s++ {
			c := Codes{S: s, c: 256 - s}
			if s+s*c.c+s*c.c*c.c >= words {
				least = min(least, size(c))
			}
		}
		if got := bestCodes(counts); size(got) != least {
			t.Errorf("%d words: S %d takes %d bytes, the best S %d", words, got.S, size(got), least)
		}
	}
}
