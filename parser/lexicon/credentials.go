package lexicon

import (
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

type specialtyTable struct {
	names []string
	trie  *fold.Trie
	long  map[int][]spelling // by length in bytes of the lower-case name
}

// A spelling is one name of a specialty without blanks and marks.
type spelling struct {
	letters string
	row     int32
}

var specialties = sync.OnceValue(func() *specialtyTable {
	t := &specialtyTable{trie: fold.NewTrie(), long: map[int][]spelling{}}
	for i, r := range readTable("specialties") {
		name := r.get("name")
		t.names = append(t.names, name)
		for _, s := range append([]string{name}, r.list("aliases")...) {
			t.trie.Add(fold.Words(s), int32(i))
			l := letters(s)
			t.long[len(l)] = append(t.long[len(l)], spelling{l, int32(i)})
		}
	}
	return t
})

// maxSpecialty is the length, in bytes, of the longest text that may be the name
// of a specialty.
const maxSpecialty = 200

// Specialty returns the board's name of a specialty as printed. Case, dashes,
// "&" and one wrong, missing or added letter in a name of at least eight do
// not matter; ok is false when nothing is that near.
func Specialty(printed string) (boardName string, ok bool) {
	if len(printed) > maxSpecialty {
		return "", false
	}
	t := specialties()
	if v := t.trie.Exact(specialtyWords(printed)); len(v) > 0 {
		return t.names[v[0]], true
	}
	l := letters(printed)
	if len(l) < 8 {
		return "", false
	}
	for n := len(l) - 1; n <= len(l)+1; n++ {
		for _, s := range t.long[n] {
			if oneEdit(l, s.letters) {
				return t.names[s.row], true
			}
		}
	}
	return "", false
}

// specialtyWords are the words of a printed specialty without what does not
// belong to its name.
func specialtyWords(printed string) []fold.Word {
	words := fold.Words(printed)
	if len(words) > 2 && strings.EqualFold(printed[words[0].Start:words[0].End], "board") &&
		strings.EqualFold(printed[words[1].Start:words[1].End], "certified") {
		words = words[2:]
		if strings.EqualFold(printed[words[0].Start:words[0].End], "in") {
			words = words[1:]
		}
	}
	return words
}

// letters returns the lower-case letters of s; "&" counts as "and".
func letters(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "&", "and")
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

// oneEdit reports whether a becomes b by changing, adding, dropping or
// swapping at most one letter.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// SplitSpecialties takes a printed list apart ("A, B and C"), each specialty
// as printed. Names of the lexicon that hold a comma, a slash or an "and" stay
// whole, the longest that fits; elsewhere commas, semicolons, "and" between
// known names and line ends part.
func SplitSpecialties(list string) []string {
	words := fold.Words(list)
	t := specialties()
	var found []string
	open := -1 // offset where words that are no known name begin
	end := 0
	flush := func(stop int) {
		if open < 0 {
			return
		}
		found = append(found, splitUnknown(list[open:stop])...)
		open = -1
	}
	for i := 0; i < len(words); {
		if open < 0 || parted(list[end:words[i].Start]) {
			if n := wholeSpecialty(t, list, words, i); n > 0 {
				flush(words[i].Start)
				found = append(found, list[words[i].Start:words[i+n-1].End])
				end = words[i+n-1].End
				i += n
				continue
			}
		}
		if open < 0 && !isAnd(words[i]) {
			open = words[i].Start
		}
		end = words[i].End
		i++
	}
	flush(len(list))
	return found
}

// wholeSpecialty returns how many words at i are the longest known name that
// a separator or the end follows; 0 for none.
func wholeSpecialty(t *specialtyTable, list string, words []fold.Word, i int) int {
	for n := min(len(words)-i, 12); n > 0; n-- {
		if len(t.trie.Exact(words[i:i+n])) == 0 || listOfKnown(t, list, words[i:i+n]) {
			continue
		}
		next := i + n
		if next == len(words) || isAnd(words[next]) || parted(list[words[next-1].End:words[next].Start]) {
			return n
		}
	}
	return 0
}

// listOfKnown reports whether commas or line ends part the words into known names, so that
// they are rather a list than one name ("Preventive Medicine, Occupational
// Medicine"). A slash parts them too, unless the board's name itself joins two
// ("Public Health/General Preventive Medicine").
func listOfKnown(t *specialtyTable, list string, words []fold.Word) bool {
	marks := ",;\n/"
	if whole := t.trie.Exact(words); strings.Contains(t.names[whole[0]], " and ") {
		marks = ",;\n"
	}
	from, commas := 0, 0
	for i := 1; i <= len(words); i++ {
		if i < len(words) && !strings.ContainsAny(list[words[i-1].End:words[i].Start], marks) {
			continue
		}
		if len(t.trie.Exact(words[from:i])) == 0 {
			return false
		}
		from = i
		commas++
	}
	return commas > 1
}

func isAnd(w fold.Word) bool { return w.Key == fold.And }

// parted reports whether the text between two words parts a list.
func parted(between string) bool { return strings.ContainsAny(between, ",;/\n|") }

// splitUnknown splits text without a known name at commas, semicolons and line
// ends, and at "and" or "&" only between two names that Specialty knows.
func splitUnknown(s string) []string {
	var found []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '|' }) {
		part = trimAnd(part)
		if part == "" {
			continue
		}
		if _, ok := Specialty(part); !ok {
			if a, b, ok := splitAtAnd(part); ok {
				found = append(found, a, b)
				continue
			}
		}
		found = append(found, part)
	}
	return found
}

func trimAnd(s string) string {
	s = strings.Trim(s, " \t.:/")
	for _, word := range []string{"and ", "And ", "& "} {
		s = strings.TrimSpace(strings.TrimPrefix(s, word))
	}
	for _, word := range []string{" and", " &"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, word))
	}
	return s
}

func splitAtAnd(s string) (a, b string, ok bool) {
	if len(s) > 2*maxSpecialty {
		return "", "", false
	}
	for _, w := range fold.Words(s) {
		if w.Key != fold.And {
			continue
		}
		a, b = strings.TrimSpace(s[:w.Start]), strings.TrimSpace(s[w.End:])
		_, okA := Specialty(a)
		_, okB := Specialty(b)
		if okA && okB {
			return a, b, true
		}
	}
	return "", "", false
}
