package sqlite

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/query"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
)

// TestCheck: of 100 new letters exactly the matching items are new, a rebuilt
// index changes nothing, and a letter that was decided otherwise is told.
func TestCheck(t *testing.T) {
	ctx := t.Context()
	s := open(t, filepath.Join(t.TempDir(), FileName))
	docs := indextest.BenchDocuments(300)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs[:200]...)
	engine := serve(t, dir, s)
	if err := s.Change(ctx, []index.Label{{Item: docs[250].Letter.ID + "/1", Tag: "watch"}}, nil); err != nil {
		t.Fatal(err)
	}
	requests := map[string]*index.Request{
		"pain":  {Query: "pain"},
		"upon":  {Query: "injection OR therapy", Filters: []index.Filter{{Field: "outcome", Value: "upheld"}}},
		"both":  {Query: "@pain AND @upon"},
		"watch": {Query: "tag:watch"},
		"none":  {Query: "#zebra"},
	}
	for _, name := range []string{"pain", "upon", "both", "watch", "none"} {
		x, err := store.Add(ctx, s, engine, store.Saved{Name: name}, requests[name], false)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := store.Peek(ctx, s, engine, x); err != nil || r.Any() || r.First {
			t.Errorf("%s, just saved: %+v, %v", name, r.News, err)
		}
	}
	check := func(when string, engine index.Searcher, want func(name string) []string) {
		t.Helper()
		saved, err := s.Saved(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range saved {
			peeked, err := store.Peek(ctx, s, engine, x)
			if err != nil {
				t.Fatal(err)
			}
			r, err := store.Check(ctx, s, engine, x)
			if err != nil || cmp.Diff(peeked.News, r.News) != "" {
				t.Errorf("%s, %s: Check and Peek differ, %v", when, x.Name, err)
			}
			if d := cmp.Diff(want(x.Name), idsOf(r.New)); d != "" {
				t.Errorf("%s, %s: new (-want +got)\n%s", when, x.Name, d)
			}
			if again, err := store.Check(ctx, s, engine, x); err != nil || again.Any() || len(again.Gone) > 0 {
				t.Errorf("%s, %s, checked again: %+v, %v", when, x.Name, again.News, err)
			}
		}
	}
	nothing := func(string) []string { return nil }

	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs[200:]...)
	before, after := indextest.NewScan(docs[:200]), indextest.NewScan(docs)
	before.Keeper, after.Keeper = store.Keeper(s), store.Keeper(s)
	fresh := 0
	check("100 letters later", engine, func(name string) []string {
		found := missing(all(t, after, requests[name]), all(t, before, requests[name]))
		fresh += len(found)
		return found
	})
	if fresh < 20 {
		t.Errorf("only %d items are new: the test shows little", fresh)
	}
	rebuilt := t.TempDir()
	reversed := slices.Clone(docs)
	slices.Reverse(reversed)
	segmenttest.Write(t, rebuilt, commit.WriterOptions{Jobs: 1, SegmentItems: 50}, reversed...)
	check("rebuilt", serve(t, rebuilt, s), nothing)

	i := slices.IndexFunc(docs, func(d *index.Document) bool { return d.Letter.Items[0].Outcome == imr.Upheld })
	changed := segmenttest.Changed(docs[i], "pain", "sum")
	letter := *changed.Letter
	letter.Items = slices.Clone(letter.Items)
	letter.Items[0].Outcome = imr.Overturned
	changed.Letter = &letter
	segmenttest.Write(t, rebuilt, commit.WriterOptions{Jobs: 1}, changed)
	pain, err := store.Find(ctx, s, "pain")
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.Peek(ctx, s, serve(t, rebuilt, s), pain)
	if err != nil || len(r.New) > 0 || len(r.Changed) != 1 || r.Changed[0].ID != letter.ID+"/1" || r.Changed[0].Outcome != imr.Overturned || r.Changed[0].Seen.IsZero() {
		t.Errorf("decided otherwise: %+v, %v", r.News, err)
	}
}

// TestAddRefuses: what does not run, or names itself, is not kept.
func TestAddRefuses(t *testing.T) {
	ctx := t.Context()
	s := open(t, filepath.Join(t.TempDir(), FileName))
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, indextest.BenchDocuments(20)...)
	engine := serve(t, dir, s)
	add := func(name, q string, replace bool) error {
		_, err := store.Add(ctx, s, engine, store.Saved{Name: name}, &index.Request{Query: q}, replace)
		return err
	}
	if err := errors.Join(s.Note(ctx, &index.Request{Query: "knee OR pain", Filters: []index.Filter{{Field: "sex", Value: "male"}}}, 3), add("a", "pain", false), add("b", "@a -@1", false), add("c", "@2 mri", false)); err != nil {
		t.Fatal(err)
	}
	for _, refused := range []struct{ name, q, say string }{
		{"x", "(knee", ")"},
		{"x", "@nobody knee", "no search of that name"},
		{"x", "@x", "no search of that name"},
		{"a", "@b", "part of itself"},
		{"a", "pain @a", "part of itself"},
		{"7", "pain", "number"},
		{"x", "", "empty"},
		{"A", "knee", ""},
	} {
		err := add(refused.name, refused.q, refused.say != "")
		if err == nil || !strings.Contains(err.Error(), refused.say) {
			t.Errorf("Add(%s, %s): %v, want %q", refused.name, refused.q, err, refused.say)
		}
	}
	// What the history has is written out: it may be cleared.
	if err := s.ClearHistory(ctx); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"b": `@a -((knee OR pain) AND sex:"male")`, "c": "@a mri", "a": "pain"} {
		x, err := store.Find(ctx, s, name)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := store.Peek(ctx, s, engine, x); err != nil || r.Request.Query != want {
			t.Errorf("@%s is %q, %v, want %q", name, r.Request.Query, err, want)
		}
	}
	var syntax *query.SyntaxError
	if err := add("x", "knee @99", false); !errors.As(err, &syntax) || syntax.Offset != 5 {
		t.Errorf("a number of nothing: %v", err)
	}
}

func serve(t *testing.T, dir string, s *Store) *bleve.Engine {
	t.Helper()
	e, err := bleve.Open(dir, bleve.Options{Keeper: store.Keeper(s), Timeout: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// all returns the ids of all that a search finds.
func all(t *testing.T, s index.Searcher, req *index.Request) []string {
	t.Helper()
	one := *req
	one.Limit = index.NoLimit
	res, err := s.Search(t.Context(), &one)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	slices.SortFunc(out, imr.CompareIDs)
	return out
}

// missing returns what list has and without has not.
func missing(list, without []string) []string {
	return slices.DeleteFunc(list, func(id string) bool { return slices.Contains(without, id) })
}

func idsOf(list []store.Match) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.ID)
	}
	return out
}
