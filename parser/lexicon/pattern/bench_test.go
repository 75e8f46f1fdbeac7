package pattern_test

import (
	"regexp"
	"strings"
	"testing"

	"imrsearch/parser/lettertest"
	"imrsearch/parser/lexicon/pattern"
)

// BenchmarkPattern runs three expressions of the parser over the texts of
// letters, with the search for prefixes or literals and as they are.
func BenchmarkPattern(b *testing.B) {
	g := lettertest.New(lettertest.Options{Seed: 3})
	var texts []string
	for i := range 50 {
		texts = append(texts, strings.Split(g.Letter(i).Text, "\n\n")...)
	}
	const (
		pronoun  = `(?i)\b(he|him|his|himself|she|her|hers|herself|mr|mrs|ms|miss)\b`
		setAside = `(?i)\boutside\s+of\s+the\s+MTUS\b`
		board    = `(?is)\bboard[\s-]+certified\s+in\s+(.+?)\s*\.(?:\s|$)`
	)
	for _, bb := range []struct {
		name string
		find func(string) []int
	}{
		{"prefixes", pattern.New(pronoun).Prefixes("h", "she", "m").FindStringIndex},
		{"prefixes/plain", regexp.MustCompile(pronoun).FindStringIndex},
		{"rare prefix", pattern.New(setAside).Prefixes("outside").FindStringIndex},
		{"rare prefix/plain", regexp.MustCompile(setAside).FindStringIndex},
		{"literal", pattern.New(board).Literals("board").FindStringIndex},
		{"literal/plain", regexp.MustCompile(board).FindStringIndex},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				bb.find(texts[i%len(texts)])
			}
		})
	}
}
