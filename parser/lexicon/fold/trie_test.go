package fold

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func exampleTrie() *Trie {
	t := NewTrie()
	t.AddNames(1, "steroid injection", "injection of steroids")
	t.AddNames(2, "epidural steroid injection")
	t.AddNames(3, "injection")
	t.AddNames(4, "steroid injection") // one more value of the same run
	t.AddNames(4, "Steroid Injections", "", "-")
	return t
}

func TestTrieExact(t *testing.T) {
	trie := exampleTrie()
	for run, want := range map[string][]int32{
		"steroid injection": {1, 4}, "Steroid-Injections": {1, 4}, "injection of steroid": {1}, "injection": {3},
		"steroid": nil, "epidural steroid": nil, "": nil, "injection of": nil, "unknown": nil,
	} {
		if got := trie.Exact(Words(run)); !slices.Equal(got, want) {
			t.Errorf("Exact(%q) = %v, want %v", run, got, want)
		}
	}
}

func TestTrieLongest(t *testing.T) {
	trie := exampleTrie()
	words := Words("two epidural steroid injections of steroids")
	for _, tt := range []struct {
		at     int
		accept func(int32) bool
		want   []int32
		n      int
	}{
		{0, nil, nil, 0},
		{1, nil, []int32{2}, 3},
		{2, nil, []int32{1, 4}, 2},
		{3, nil, []int32{1}, 3},
		{3, func(v int32) bool { return v == 3 }, []int32{3}, 1}, // the longest of which a value is taken
		{1, func(v int32) bool { return v == 1 }, nil, 0},
		{5, nil, nil, 0},
	} {
		got, n := trie.Longest(words, tt.at, tt.accept)
		if !slices.Equal(got, tt.want) || n != tt.n {
			t.Errorf("Longest at %d = %v, %d; want %v, %d", tt.at, got, n, tt.want, tt.n)
		}
	}
}

// TestTrieGrows adds more runs than a new trie has room for.
func TestTrieGrows(t *testing.T) {
	trie := NewTrie()
	for i := range int32(5000) {
		trie.AddNames(i, fmt.Sprintf("first%d second%d third%d", i%10, i%100, i))
	}
	for i := range int32(5000) {
		if got := trie.Exact(Words(fmt.Sprintf("first%d second%d third%d", i%10, i%100, i))); !slices.Equal(got, []int32{i}) {
			t.Fatalf("run %d has %v", i, got)
		}
	}
}

// FuzzTrie compares a trie with a map of the same runs.
func FuzzTrie(f *testing.F) {
	f.Add("a b\na\nb a\na b", "a b a")
	f.Add("MRI\nMRI of knee\nknee", "an MRI of the knees")
	f.Fuzz(func(t *testing.T, names, text string) {
		trie, model := NewTrie(), map[string][]int32{}
		key := func(words []Word) string {
			var b strings.Builder
			for _, w := range words {
				fmt.Fprintf(&b, "%x ", w.Key)
			}
			return b.String()
		}
		for i, n := range strings.Split(names, "\n") {
			if i == 200 {
				break
			}
			trie.AddNames(int32(i), n)
			if k := key(Words(n)); k != "" {
				model[k] = append(model[k], int32(i))
			}
		}
		words := Words(text)
		for i := range words {
			var want []int32
			length := 0
			for j := i + 1; j <= len(words); j++ {
				if v := model[key(words[i:j])]; v != nil {
					want, length = v, j-i
				}
			}
			if got, n := trie.Longest(words, i, nil); n != length || !slices.Equal(got, want) {
				t.Fatalf("at %d of %q among %q: %v, %d; want %v, %d", i, text, slices.Sorted(maps.Keys(model)), got, n, want, length)
			}
		}
	})
}
