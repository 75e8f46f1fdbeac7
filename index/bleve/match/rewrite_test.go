package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func TestReduced(t *testing.T) {
	word := func(k index.MatchKind, fields index.TextFields, words ...string) index.Sequence {
		s := index.Sequence{Fields: fields}
		for _, w := range words {
			s.Words = append(s.Words, index.Matcher{Kind: k, Text: w})
		}
		return s
	}
	plain := func(words ...string) index.Sequence { return word(index.Inflected, index.DefaultTexts, words...) }
	exact := func(words ...string) index.Sequence { return word(index.Exact, index.DefaultTexts, words...) }
	rationale := word(index.Inflected, index.RationaleText.Set(), "epidural", "injection")
	for _, row := range []struct {
		name     string
		in, want index.Expr
	}{
		{"the word stands in it", index.Synonyms{Typed: plain("epidural"), Added: []index.Expr{plain("epidural", "injection"), plain("esi")}},
			index.Or{Of: []index.Expr{plain("epidural"), plain("esi")}}},
		{"another form of the word", index.Synonyms{Typed: plain("injections"), Added: []index.Expr{exact("epidural", "injection")}}, plain("injections")},
		{"an exact word finds no other form", index.Synonyms{Typed: exact("injections"), Added: []index.Expr{plain("epidural", "injections")}},
			index.Or{Of: []index.Expr{exact("injections"), plain("epidural", "injections")}}},
		{"a part of the fields", index.Or{Of: []index.Expr{plain("epidural"), rationale}}, plain("epidural")},
		{"more than the fields", index.Or{Of: []index.Expr{word(index.Inflected, index.RationaleText.Set(), "epidural"), plain("epidural", "injection")}},
			index.Or{Of: []index.Expr{word(index.Inflected, index.RationaleText.Set(), "epidural"), plain("epidural", "injection")}}},
		{"inside", index.And{Of: []index.Expr{index.Not{X: index.Or{Of: []index.Expr{plain("a"), plain("a", "b")}}}, index.All{}}},
			index.And{Of: []index.Expr{index.Not{X: plain("a")}, index.All{}}}},
		{"phrases alone", index.Or{Of: []index.Expr{plain("a", "b"), plain("a", "b", "c")}}, index.Or{Of: []index.Expr{plain("a", "b"), plain("a", "b", "c")}}},
	} {
		if d := cmp.Diff(row.want, reduced(row.in)); d != "" {
			t.Errorf("%s (-want +got)\n%s", row.name, d)
		}
	}
}
