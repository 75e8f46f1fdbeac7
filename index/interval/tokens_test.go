package interval

import (
	"slices"
	"sort"

	"imrsearch/index"
	"imrsearch/index/text"
)

// This file and slow_snippet_test.go make marks and snippets from all tokens
// of all fields, without any care for speed: what the fast way must give too.

// ReadTokens returns the tokens with the places of the plan's words.
func ReadTokens(r *Reader, tokens []text.Token) *TokenView {
	v := &TokenView{reader: r, tokens: tokens, at: make([][]int32, len(r.Matchers))}
	for _, t := range tokens {
		for i, m := range r.Matchers {
			if m.Matches(t.Word) {
				v.at[i] = append(v.at[i], int32(t.Pos))
			}
		}
	}
	return v
}

// A TokenView is a View of tokens.
type TokenView struct {
	reader *Reader
	tokens []text.Token
	at     [][]int32 // of each matcher
}

func (v *TokenView) Occurrences(m index.Matcher, dst []int32) []int32 {
	if i := slices.Index(v.reader.Matchers, m); i >= 0 {
		return append(dst, v.at[i]...)
	}
	return dst
}

func (v *TokenView) Sentence(pos int32) int32 { return int32(v.Token(pos).Sentence) }

func (v *TokenView) Paragraph(pos int32) int32 { return int32(v.Token(pos).Paragraph) }

// Token returns the token at pos.
func (v *TokenView) Token(pos int32) *text.Token { return &v.tokens[v.index(pos)] }

// index returns which token stands at pos. Positions are those of the
// entry's first token and on, without a gap inside the entry.
func (v *TokenView) index(pos int32) int {
	if int(pos) < len(v.tokens) && v.tokens[pos].Pos == int(pos) {
		return int(pos)
	}
	return sort.Search(len(v.tokens), func(i int) bool { return v.tokens[i].Pos >= int(pos) })
}
