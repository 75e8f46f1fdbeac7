package index

import (
	"strconv"
	"strings"
)

// Nearest returns the name that typed is most likely meant for: the one with
// the fewest edits, at most two and fewer than half its letters, or one that
// it begins; "" when none is near.
func Nearest(typed string, names []string) string {
	typed = strings.ToLower(typed)
	best, fewest := "", 3
	for _, name := range names {
		n := edits([]rune(typed), []rune(name), 2)
		if len(typed) >= 3 && (strings.HasPrefix(name, typed) || strings.HasPrefix(typed, name)) {
			n = min(n, 2)
		}
		if n < fewest && (2*n < len(typed) || strings.HasPrefix(name, typed)) {
			best, fewest = name, n
		}
	}
	return best
}

func DidYouMean(typed string, names []string) string {
	if name := Nearest(typed, names); name != "" {
		return "; did you mean " + name + "?"
	}
	return "; there are " + strings.Join(names, ", ")
}

// ExampleOf returns the example of a field's help.
func ExampleOf(f *Field) string {
	_, example, _ := strings.Cut(f.Help, ": ")
	return example
}

func Itoa(n int) string { return strconv.Itoa(n) }
