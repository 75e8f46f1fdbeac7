package opensearch

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A placed is a term at a position.
type placed struct {
	Pos  int
	Term string
}

// TestPositions holds that the cluster has exactly the words that index/text cuts,
// at their positions, each with its class: of generated letters, and of texts that
// are hard to cut.
func TestPositions(t *testing.T) {
	docs := append(indextest.BenchDocuments(30), hard())
	e := open(t, docs, nil)
	for _, doc := range docs {
		for _, d := range doc.Determinations() {
			var vectors struct {
				Vectors map[string]struct {
					Terms map[string]struct{ Tokens []struct{ Position int } }
				} `json:"term_vectors"`
			}
			path := e.Client.items() + "/_termvectors/" + url.PathEscape(d.Item.ID) + "?fields=t.*&offsets=false&field_statistics=false&routing=" + url.QueryEscape(strings.ToUpper(d.Letter.ID))
			if err := e.do(t.Context(), http.MethodGet, path, nil, &vectors); err != nil {
				t.Fatal(err)
			}
			for f := range index.NumTextFields {
				var want, got []placed
				for _, token := range text.Tokenize(nil, d.Entries(f)) {
					want = append(want, placed{token.Pos, termOf(token.Word)}, placed{token.Pos, classOf(token.Word)})
				}
				for term, at := range vectors.Vectors["t."+f.String()].Terms {
					for _, token := range at.Tokens {
						got = append(got, placed{token.Position, term})
					}
				}
				for _, list := range [][]placed{want, got} {
					slices.SortFunc(list, func(a, b placed) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Term, b.Term)) })
				}
				if d := gocmp.Diff(want, got); d != "" {
					t.Fatalf("%s of %s (-want +got)\n%s", f, doc.Letter.ID, d)
				}
			}
		}
	}
}

// hard is a letter of texts that are hard to cut.
func hard() *index.Document {
	l := &imr.Letter{ID: "CM16-7654321", Diagnoses: []string{"", "L4-L5 | ~tilde~ strain", " \t ", "…", "x"}}
	for i, s := range []string{
		"Ünïcode “quotes” don’t b́reak ﬁnding soft\u00adhyphen zero\u200bwidth non\u00a0breaking",
		"漢字かな カタカナ ไทย 한국어 😀 👩‍👩‍👧 a\u2028b c\x1cd e\x1ff g\vh", "10/325mg #60, 2.5%; q.i.d. 1,000 a_b a~b a|b \"c\" \\d\\ {e}",
		strings.Repeat("pneumono", 2_000) + " " + strings.Repeat("a", 300) + "'s", "İstanbul ẞharp ǅ K Å",
	} {
		l.Items = append(l.Items, imr.Item{ID: imr.ItemID(l.ID, i+1), N: i + 1, Request: s, Rationale: imr.Passage{Text: s + ". " + s, Paragraphs: []int{0, len(s) + 2}}})
	}
	return &index.Document{Letter: l}
}
