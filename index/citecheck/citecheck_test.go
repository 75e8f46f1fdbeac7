package citecheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/brief"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// two are two letters of our own, to write drafts about.
var two = func() shelf {
	passage := func(s string, page int, lines ...imr.LineStart) imr.Passage {
		return imr.Passage{Text: s, Page: page, Line: 4, Paragraphs: []int{0}, Lines: append([]imr.LineStart{{0, page, 4}}, lines...)}
	}
	a := &imr.Letter{
		ID: "CM16-0990412", CaseNumber: "CM16-0990412", DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14},
		DateOfInjury: imr.Date{Year: 2009, Month: 9, Day: 3}, URDenialDate: imr.Date{Year: 2016, Month: 1, Day: 11},
		Items: []imr.Item{
			{ID: "CM16-0990412/1", N: 1, Page: 2, Line: 1, Request: "Aquatic therapy, 6 sessions", Outcome: imr.Upheld,
				Rationale: passage("The provider's note is brief. There is no \"objective\" gain [see above] after 12 visits...and land-based therapy was not tried.", 2)},
			{ID: "CM16-0990412/2", N: 2, Page: 3, Line: 1, Request: "Adjustable cane", Outcome: imr.Overturned,
				Rationale: passage("The guidelines advise canes for gait. However, the patient has documented falls and an unnecessary detour was made. As such, the cane is necessary.", 3, imr.LineStart{90, 4, 1})},
		},
	}
	b := &imr.Letter{
		ID: "CM17-0990413", CaseNumber: "CM17-0990413",
		Items: []imr.Item{{ID: "CM17-0990413/1", N: 1, Page: 1, Line: 9, Request: "MRI of the left knee", Outcome: imr.Modified,
			Rationale: passage("Plain films come first. One repeat MRI is reasonable, but not a series of three.", 1)}},
	}
	text := func(l *imr.Letter, pages int) string {
		out := make([]string, pages)
		for _, it := range l.Items {
			out[it.Page-1] += it.Request + "\n" + it.Rationale.Text + "\n"
		}
		return strings.Join(out, "\f")
	}
	return shelf{{Letter: a, Text: text(a, 4)}, {Letter: b, Text: text(b, 1)}}
}()

// summary writes the findings of one state, as "kind: draft (how)".
func summary(r *Report, states ...State) []string {
	var out []string
	for _, f := range r.Findings {
		if slices.Contains(states, f.State) {
			out = append(out, fmt.Sprintf("%s: %s (%s)", f.Kind, f.Draft, f.How))
		}
	}
	return out
}

func check(t *testing.T, s string) *Report {
	t.Helper()
	r, err := Check(t.Context(), two, Draft{Text: s})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRight checks prose in which everything is right.
func TestRight(t *testing.T) {
	for _, tt := range []struct {
		draft string
		n     int // findings that are right
	}{
		{"", 0},
		{"In CM16-0990412 the reviewer overturned the denial of item 2.", 3},
		{"cm 16–0990412, item no. 2 (2016)", 3},
		{"Items 1 and 2 of CM16-0990412.", 2},
		{"CM16-0990412/2 was overturned, CM16-0990412/1 upheld.", 6},
		{"The denial was upheld in CM16-0990412, item 1, and overturned in CM16-0990412, item 2.", 6},
		{"In CM16-0990412, the reviewer upheld the denial of the therapy (item 1). As to item 2, the reviewer overturned it.", 5},
		{"CM17-0990413 found one MRI medically necessary; the denial was modified.", 3},
		{"CM16-0990412, item 1: found not medically necessary.", 3},
		{"The worker was injured on September 3, 2009. In CM16-0990412 the utilization review denial of 1/11/2016 was discussed.", 2},
		{"In CM16-0990412, the reviewer overturned the January 11, 2016 denial of item 2.", 4},
		{"The reviewer in CM16-0990412 decided in March 2016 that “the cane is necessary” (p. 4).", 4},
		{"“[T]he guidelines advise canes ... As such, the cane is necessary.” CM16-0990412, item 2, at 3–4.", 4},
		{"“However, the patient has documented falls . . . .” CM16-0990412, item 2, at 3.", 4},
		{"CM16-0990412 says “The provider's note is brief. There is no “objective” gain [see above] after 12 visits...and land‑based therapy was not tried.”", 2},
		{`CM16-0990412 says "There is no "objective" gain [see above] after 12 visits" (item 1, at 2).`, 4},
		{"CM16-0990412 says “There is no ‘objective’ gain … after 12 visits.”", 2},
		{"CM16-0990412 says “[n]o ‘objective’ gain,” and that “land-based therapy was not tried.”", 3},
		{"CM16-0990412 says “The provider[] note is brief” [sic].", 2},
		{"“falls” and “the cane is necessary” (CM16-0990412, item 2).", 4},
		{"> However, the patient has documented falls\n> and an unnecessary detour was made.\n\nCM16-0990412, item 2, at 3.", 4},
		{"CM16-0990412 says:\n\n> However, the *patient* has documented falls.", 2},
		{"## CM16-0990412, item 2\n\nThe reviewer wrote “the patient has documented falls”.", 3},
		{"The reviewer saw “documented falls” and more.[^1] Id. at 4 adds “the cane is necessary.”\n\n[^1]: CM16-0990412, item 2, at 3.", 6},
		{"| CM16-0990412/2 | overturned | Mar. 14, 2016 | p. 3 |", 5},
		{"| Case | Outcome |\n|---|---|\n| CM17-0990413 | modified |", 2},
	} {
		r := check(t, tt.draft)
		if bad := summary(r, Differs, Absent, Unchecked); bad != nil {
			t.Errorf("%s\n\tsaid %s", tt.draft, bad)
		}
		if r.Counts[Right] != tt.n {
			t.Errorf("%s\n\t%d right, want %d: %s", tt.draft, r.Counts[Right], tt.n, summary(r, Right))
		}
	}
}

// TestUnclaimed checks text that says nothing of a letter.
func TestUnclaimed(t *testing.T) {
	for _, draft := range []string{
		"The denial should be overturned. CM16-0990412 is on point.",
		"We ask that the decision be overturned as in CM16-0990412.",
		"Whether the denial is overturned depends on CM16-0990412.",
		"Of 40 letters 12 were overturned. See CM16-0990412.",
		"CM16-0990412 concerns a worker on modified duty who sustained an injury.",
		"CM16-0990412 cites ACOEM, chapter 12, page 298. The MTUS has it on p. 78.",
		"CM16-0990412 concerns services of May 5, 2015.",
		"The hearing is set for May 5, 2017. CM16-0990412 will be argued.",
		"A cane is 36\" long and costs 5\" more; CM16-0990412.",
	} {
		r := check(t, draft)
		if len(r.Findings) != 1 || r.Findings[0].Kind != OfCase || r.Findings[0].State != Right {
			t.Errorf("%s\n\tsaid %+v", draft, r.Findings)
		}
	}
}

// TestWrong checks what is said of what is wrong.
func TestWrong(t *testing.T) {
	for _, tt := range []struct{ draft, want string }{
		{"CM16-0990412, item 1 (overturned Mar. 14, 2016)", "outcome: overturned (the letter says upheld)"},
		{"CM16-0990412 and CM17-0990413 were upheld.", "outcome: upheld (the letter says modified)"},
		{"The denial was overturned in CM17-0990413.", "outcome: overturned (the letter says modified)"},
		{"In CM16-0990412 the reviewer found the adjustable cane not medically necessary.", "outcome: found the adjustable cane not medically necessary (the letter says overturned)"},
		{"CM16-0990412 (Mar. 15, 2016)", "date: Mar. 15, 2016 (the date of the decision is Mar. 14, 2016)"},
		{"CM16-0990412, decided January 11, 2016", "date: January 11, 2016 (the date of the decision is Mar. 14, 2016; this is the date of the utilization review)"},
		{"CM16-0990412 (2017)", "date: (2017) (the date of the decision is Mar. 14, 2016)"},
		{"The worker in CM16-0990412 was injured on 9/4/2009.", "date: 9/4/2009 (the date of the injury is Sept. 3, 2009)"},
		{"CM16-0990412, item 3", "item: item 3 (the letter has 2 items)"},
		{"CM16-0990412, item 1, on the denial of the adjustable cane.", "item: item 1 (the request that is named is item 2)"},
		{"“The guidelines advise canes for gait.” CM16-0990412, item 1, at 3.", "item: item 1 (what is quoted stands in item 2)"},
		{"“The guidelines advise canes for gait.” CM16-0990412, item 2, at 2.", "page: at 2 (it stands on page 3)"},
		{"CM16-0990412, item 1, at 4.", "page: at 4 (item 1 stands on pages 2–3)"},
		{"CM16-0990412, at 9.", "page: at 9 (the letter has 4 pages)"},
		{"CM16-0990412 says “the patient had documented falls and a detour”.", "quotation: “the patient had documented falls and a detour” (the letter has “has” for “had”; the letter has “an unnecessary” for “a”)"},
		{"CM16-0990412 says “However, the patient has falls”.", "quotation: “However, the patient has falls” (“documented” is left out)"},
		{"CM16-0990412 says “the patient has many documented falls”.", "quotation: “the patient has many documented falls” (the letter does not have “many”)"},
		{"CM16-0990412 says “However the patient has documented falls”.", "quotation: “However the patient has documented falls” (the letter has “However,” for “However”)"},
		{"CM16-0990412 says “however, the patient has documented falls”.", "quotation: “however, the patient has documented falls” (the letter has “However,” for “however,”)"},
		{"CM16-0990412 says “and a necessary detour was made”.", "quotation: “and a necessary detour was made” (the letter has “an unnecessary” for “a necessary”)"},
		{"CM16-0990412 says “necessary detour was made”.", "quotation: “necessary detour was made” (the letter has “unnecessary” for “necessary”)"},
		{"CM16-0990412 says “As such, the cane is necessary … The guidelines advise canes”.", "quotation: “As such, the cane is necessary … The guidelines advise canes” (its parts stand in the letter, but not one behind the other as quoted)"},
		{"CM17-0990413 says “the guidelines advise canes for gait”.", "quotation: “the guidelines advise canes for gait” (not in this letter)"},
		{"CM17-0990413 says “The guidelines advise canes for gait.”", "quotation: “The guidelines advise canes for gait.” (not in this letter; it stands in CM16-0990412/2)"},
		{"## CM16-0990412, item 2\n\nIt says “the patient has no documented falls”.", "quotation: “the patient has no documented falls” (the letter does not have “no”)"},
		{"“The guidelines advise canes for gait.” CM16-0990413, item 2, at 3.", "case: CM16-0990413 (no letter here has this number; CM16-0990412, one digit away, has the quotation)"},
		{"CM61-0990412 (Mar. 14, 2016)", "case: CM61-0990412 (no letter here has this number; CM16-0990412, one digit away, has the date)"},
		{"CM16-099412, item 1", "case: CM16-099412 (not in this corpus)"},
		{"CM16-09941 says so.", "case: CM16-09941 (no case number: these have two digits of the year and six or seven more; not in this corpus)"},
		{"IMR Case No. 13-0000041", "case: IMR Case No. 13-0000041 (not in this corpus)"},
	} {
		got := strings.Join(summary(check(t, tt.draft), Differs, Absent), " | ")
		if got != tt.want {
			t.Errorf("%s\n\tsaid   %s\n\twanted %s", tt.draft, got, tt.want)
		}
	}
}

// TestUnchecked checks what there is nothing to compare with.
func TestUnchecked(t *testing.T) {
	for _, tt := range []struct{ draft, want string }{
		{"The rule is “no therapy without a plan”.", "quotation: “no therapy without a plan” (no determination is cited with it)"},
		{"CM17-0990413 (Mar. 14, 2016)", "date: Mar. 14, 2016 (the letter states no date of the decision)"},
		{"CM16-0990412 is about “aqua”.", "quotation: “aqua” (not in the letter, but too short to be told from a term in quotation marks)"},
		{"CM16-0000000 says “nobody knows what”.", "quotation: “nobody knows what” (the letter is not in this corpus)"},
		{"# CM16-0990412\n\n# Other matters\n\nThe code says “an employer shall provide care”.", "quotation: “an employer shall provide care” (no determination is cited with it)"},
		{"# CM16-0990412\n\nThe code says “an employer shall provide care”.", "quotation: “an employer shall provide care” (no determination is cited with it)"},
	} {
		r := check(t, tt.draft)
		if got := strings.Join(summary(r, Unchecked), " | "); got != tt.want || !r.Clean() {
			t.Errorf("%s\n\tsaid   %s\n\twanted %s\n\t%s", tt.draft, got, tt.want, summary(r, Differs))
		}
	}
}

// TestPlaces holds that findings name the line and the page of the draft, the
// place in the letter, and what stands there.
func TestPlaces(t *testing.T) {
	r := check(t, "One.\n\nTwo CM16-0990412 says\n“the patient had documented falls”.\fThree: CM17-0990413 was upheld.")
	want := []Finding{
		{Kind: OfCase, State: Right, Draft: "CM16-0990412", Line: 3, Page: 1, Letter: "CM16-0990412"},
		{Kind: OfQuotation, State: Differs, Draft: "“the patient had documented falls”", Line: 4, Page: 1, Letter: "CM16-0990412",
			How: "the letter has “has” for “had”", Says: "the patient has documented falls", At: &imr.Place{Page: 3, Line: 4}},
		{Kind: OfCase, State: Right, Draft: "CM17-0990413", Line: 5, Page: 2, Letter: "CM17-0990413"},
		{Kind: OfOutcome, State: Differs, Draft: "upheld", Line: 5, Page: 2, Letter: "CM17-0990413", Item: 1, How: "the letter says modified", Says: "modified"},
	}
	for i := range r.Findings {
		f := r.Findings[i]
		f.start = 0
		if i >= len(want) || fmt.Sprint(f.At) != fmt.Sprint(want[i].At) {
			t.Errorf("finding %d: %+v", i, f)
			continue
		}
		f.At, want[i].At = nil, nil
		if i != 2 && f != want[i] {
			t.Errorf("finding %d:\n%+v, want\n%+v", i, f, want[i])
		}
	}
	if r.Letters != 2 || r.Counts[Differs] != 2 {
		t.Errorf("%d letters, counts %v", r.Letters, r.Counts)
	}
}

// shelfSearcher is a corpus from which briefs are made.
type shelfSearcher struct {
	index.Searcher
	shelf
}

func (s shelfSearcher) Letter(ctx context.Context, id string) (*index.Document, error) {
	return s.shelf.Letter(ctx, id)
}

func (s shelfSearcher) Search(ctx context.Context, r *index.Request) (*index.Result, error) {
	return s.shelf.Search(ctx, r)
}

func (s shelfSearcher) Info(context.Context) (*index.Info, error) {
	return &index.Info{Letters: len(s.shelf), From: imr.Date{Year: 2013, Month: 5, Day: 6}, To: imr.Date{Year: 2019, Month: 5, Day: 6}}, nil
}

// TestOwnBriefs holds that the briefs of this program pass, as Markdown and as
// Word documents, whatever sentences are quoted.
func TestOwnBriefs(t *testing.T) {
	ownBriefs(t, append(slices.Clone(two), invented()...))
}

// TestOwnBriefsOfRealLetters does the same over letters in a folder.
func TestOwnBriefsOfRealLetters(t *testing.T) {
	dir := os.Getenv("IMR_LETTERS")
	if dir == "" {
		t.Skip("IMR_LETTERS names no folder of letters")
	}
	var docs shelf
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".pdf" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		pages, err := extract.Read(path, data)
		if err != nil {
			return err
		}
		p, err := parser.Parse(imr.Source{Path: path}, pages)
		if err != nil {
			return err
		}
		docs = append(docs, &index.Document{Letter: &p.Letter, Text: p.Text})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ownBriefs(t, docs)
}

func ownBriefs(t *testing.T, docs shelf) {
	t.Helper()
	s := shelfSearcher{shelf: docs}
	var ids []string
	choices := map[string]brief.Choice{}
	for _, doc := range docs {
		for _, d := range doc.Determinations() {
			ids = append(ids, d.Item.ID)
			n := len(brief.Sentences(&d))
			if c := (brief.Choice{ID: d.Item.ID}); n > 0 && len(ids)%3 > 0 {
				for i := range n {
					if (i+len(ids))%4 < 2 {
						c.Sentences = append(c.Sentences, i+1)
					}
				}
				choices[c.ID] = c
			}
		}
	}
	quoted := 0
	for part := range slices.Chunk(ids, 12) {
		r := &brief.Request{Question: "Is “no therapy without a plan” the rule? Should it be overturned?", IDs: part, Made: imr.Date{Year: 2026, Month: 12, Day: 1}}
		for _, id := range part {
			if c, ok := choices[id]; ok {
				r.Choices = append(r.Choices, c)
			}
		}
		b, err := brief.Make(t.Context(), s, r)
		if err != nil {
			t.Fatal(err)
		}
		var markdown, word bytes.Buffer
		if err := errors.Join(brief.WriteMarkdown(&markdown, b), brief.WriteDocx(&word, b)); err != nil {
			t.Fatal(err)
		}
		doc, err := extract.Read("brief.docx", word.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for name, d := range map[string]Draft{"md": {Text: markdown.String()}, "docx": DraftOf(doc)} {
			r, err := Check(t.Context(), s, d)
			if err != nil {
				t.Fatal(err)
			}
			want := 0
			for _, e := range slices.Concat(b.Precedents, b.Adverse) {
				want += len(e.Quotes)
			}
			got := 0
			for _, f := range r.Findings {
				if f.State == Right && f.Kind == OfQuotation {
					got++
				}
				if f.State != Right && f.How != "no determination is cited with it" {
					t.Errorf("%s: %+v", name, f)
				}
			}
			if got < want {
				t.Errorf("%s: %d of %d quotations compared", name, got, want)
			}
			quoted += got
		}
	}
	t.Logf("%d quotations of %d items", quoted, len(ids))
}

// FuzzCheck holds that no draft makes checking fail, and that findings are
// inside of the draft.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{
		"CM16-0990412, item 2, at 3", "“a … b [c] d” CM16-0990412", "> q\n\n[^1]: CM16-0990412\n[^1][^1]", "| CM16-0990412/2 | modified |\f\"x\" Id. at 4",
		"“The guidelines … … [x][y] advise” CM16-0990412 (2016), decided 13/45/2016 at 3-1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4<<10 {
			return
		}
		for _, lines := range []bool{false, true} {
			r, err := Check(t.Context(), two, Draft{Text: s, Paragraphs: lines})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range r.Findings {
				if x.Line < 1 || x.Line > 1+strings.Count(s, "\n")+strings.Count(s, "\f") || utf8.ValidString(s) && !utf8.ValidString(x.Draft) {
					t.Errorf("%+v", x)
				}
			}
		}
	})
}

// TestStops holds that checking ends when its caller does, and says when the
// corpus fails.
func TestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Check(ctx, two, Draft{Text: "CM16-0990412"}); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := Check(t.Context(), broken{}, Draft{Text: "CM16-0990412"}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("of a damaged index: %v", err)
	}
}

type broken struct{ shelf }

func (broken) Letter(context.Context, string) (*index.Document, error) { return nil, index.ErrDamaged }

// TestLargeDrafts checks texts that no person writes: each is answered soon,
// and what can be said of it is said.
func TestLargeDrafts(t *testing.T) {
	for name, draft := range map[string]string{
		"one line":        strings.Repeat("CM16-0990412, item 2, at 3, was upheld, ", 4_000),
		"many quotations": strings.Repeat("CM16-0990412 says “the patient had documented falls and more of the same”. ", 2_000),
		"many ellipses":   "CM16-0990412 says “" + strings.Repeat("the … a … ", 4_000) + "”.",
		"many marks":      strings.Repeat("“\"", 10_000) + "CM16-0990412",
		"many numbers":    strings.Repeat("CM16-0000001 CM17-1234567\n\n", 1_000),
		"many footnotes":  strings.Repeat("[^1]", 10_000) + "\n\n[^1]: CM16-0990412, item 2, at 3. " + strings.Repeat("x", 5_000),
		"many full stops": strings.Repeat("a. B. ", 10_000) + "CM16-0990412",
	} {
		r, err := Check(t.Context(), two, Draft{Text: draft})
		if err != nil || len(r.Findings) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
