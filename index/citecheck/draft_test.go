package citecheck

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/text"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// A shelf is a corpus of a few letters; a query finds the letters that have
// its words one behind the other.
type shelf []*index.Document

func (s shelf) Letter(_ context.Context, id string) (*index.Document, error) {
	for _, d := range s {
		if d.Letter.ID == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
}

func (s shelf) Search(_ context.Context, r *index.Request) (*index.Result, error) {
	res := &index.Result{}
	for _, d := range s {
		if strings.Contains(" "+strings.Join(text.Words(d.Text), " ")+" ", " "+strings.Trim(r.Query, `"`)+" ") && len(res.Hits) < r.Limit {
			res.Hits = append(res.Hits, index.Hit{ID: d.Letter.ID + "/1", Letter: d.Letter.ID})
		}
	}
	return res, nil
}

// invented are letters of all layouts, each as an index has it.
var invented = sync.OnceValue(func() shelf {
	g := lettertest.New(lettertest.Options{Seed: 77})
	var docs shelf
	for i := range 90 {
		l := g.Letter(i)
		pages, err := extract.Read(l.Name+".txt", []byte(l.Text))
		if err != nil {
			panic(err)
		}
		parsed, err := parser.Parse(imr.Source{Path: l.Name + ".txt", SHA256: fmt.Sprintf("%064d", i)}, pages)
		if err != nil {
			panic(err)
		}
		if _, err := docs.Letter(context.Background(), parsed.Letter.ID); err != nil {
			docs = append(docs, &index.Document{Letter: &parsed.Letter, Text: parsed.Text})
		}
	}
	return docs
})

// A claim is what one paragraph of a draft says of a determination.
type claim struct {
	doc      *index.Document
	item     *imr.Item
	sentence text.Sentence

	number  string // the case number
	n       int
	outcome imr.Outcome
	decided imr.Date
	request string
	quote   string
	from    int // page
	to      int
}

// A writer writes drafts from a seed.
type writer struct {
	*rand.Rand
	docs shelf
}

func newWriter(seed uint64) *writer {
	return &writer{rand.New(rand.NewPCG(seed, 13)), invented()}
}

// claim draws a determination with a date, a known outcome, and a sentence to
// quote that stands once in its letter.
func (w *writer) claim() *claim {
	for {
		doc := w.docs[w.IntN(len(w.docs))]
		l := doc.Letter
		if l.CaseNumber == "" || l.DecisionDate.IsZero() || len(l.Items) == 0 {
			continue
		}
		it := &l.Items[w.IntN(len(l.Items))]
		s, ok := w.sentence(doc, it)
		if !ok || it.Outcome == imr.UnknownOutcome {
			continue
		}
		p := it.Rationale
		return &claim{
			doc: doc, item: it, sentence: s, number: string(l.CaseNumber), n: it.N, outcome: it.Outcome, decided: l.DecisionDate,
			request: it.Request, quote: p.Text[s.Start:s.End], from: p.Place(s.Start).Page, to: p.Place(s.End - 1).Page,
		}
	}
}

// sentence draws a sentence of at least eight words that stands once in the
// letter.
func (w *writer) sentence(doc *index.Document, it *imr.Item) (text.Sentence, bool) {
	list := text.Sentences(nil, text.Entry{Text: it.Rationale.Text, Paragraphs: it.Rationale.Paragraphs})
	list = slices.DeleteFunc(list, func(s text.Sentence) bool {
		q := it.Rationale.Text[s.Start:s.End]
		return len(strings.Fields(q)) < 8 || strings.ContainsAny(q, `"“”[]…*_`) || strings.Contains(q, "..") || timesIn(doc, q) != 1
	})
	if len(list) == 0 {
		return text.Sentence{}, false
	}
	return list[w.IntN(len(list))], true
}

// timesIn counts how often words stand in the texts of a letter's items.
func timesIn(doc *index.Document, words string) int {
	n := 0
	for i := range doc.Letter.Items {
		n += strings.Count(doc.Letter.Items[i].Rationale.Text, words)
	}
	return n + strings.Count(doc.Letter.Summary.Text, words)
}

// pages writes the pinpoint.
func (c *claim) pages(one, several string) string {
	if c.to > c.from {
		return fmt.Sprintf("%s %d–%d", several, c.from, c.to)
	}
	return fmt.Sprintf("%s %d", one, c.from)
}

func (c *claim) cite() cite.Citation {
	return cite.Citation{ID: c.number, CaseNumber: imr.CaseNumber(c.number), Decided: c.decided, Item: c.n, Outcome: c.outcome}.At(c.from, c.to)
}

func (c *claim) long() string { return c.decided.Time().Format("January 2, 2006") }

// unpointed is the quotation without the full stop at its end.
func (c *claim) unpointed() string { return strings.TrimRight(c.quote, ".") }

// A form is a way to write a claim; says tells what it says beside case, item
// and quotation.
type form struct {
	name  string
	says  string // outcome, date, page
	write func(c *claim, n int) string
}

func verb(o imr.Outcome) string { return string(o) }

var forms = []form{
	{"bluebook", "date page", func(c *claim, _ int) string {
		return "Another reviewer put it so: “" + c.quote + "” " + c.cite().Bluebook() + "."
	}},
	{"brief", "outcome date page", func(c *claim, _ int) string {
		return "“" + c.unpointed() + ".” See " + c.cite().Brief() + "."
	}},
	{"short", "page", func(c *claim, _ int) string {
		return "The point was made before (“" + c.unpointed() + ",” " + c.cite().Short() + ")."
	}},
	{"heading and footnote", "outcome date page", func(c *claim, n int) string {
		id := fmt.Sprint(n)
		at := c.cite()
		at.Outcome = ""
		return "### " + id + ". " + c.cite().At(0, 0).Brief() + "\n\n> “" + c.quote + "”[^" + id + "]\n\n[^" + id + "]: " + at.Bluebook() + "."
	}},
	{"block quotation", "date page", func(c *claim, _ int) string {
		return "The reviewer was not moved by this argument:\n\n> " + c.quote + "\n\n" + c.cite().Bluebook() + "."
	}},
	{"prose", "outcome date page", func(c *claim, _ int) string {
		return fmt.Sprintf("In %s, decided %s, the reviewer %s the denial of %s (item %d), stating “%s” (%s).",
			c.number, c.long(), verb(c.outcome), strings.TrimRight(c.request, "."), c.n, c.quote, c.pages("p.", "pp."))
	}},
	{"outcome first", "outcome date page", func(c *claim, _ int) string {
		return fmt.Sprintf("The denial was %s in %s (item %d, decided %s), where the reviewer wrote on %s: \"%s\"",
			verb(c.outcome), c.number, c.n, c.decided.Time().Format("1/2/2006"), c.pages("page", "pages"), c.quote)
	}},
	{"id", "outcome date page", func(c *claim, _ int) string {
		said := map[imr.Outcome]string{imr.Overturned: "reversed", imr.Upheld: "affirmed", imr.Modified: "modified"}[c.outcome]
		return fmt.Sprintf("IMR %s the utilization review decision on item %d in Case No. %s on %s. The reviewer explained: “%s” Id. at %s.",
			said, c.n, c.number, c.long(), c.quote, c.cite().Pages())
	}},
	{"row", "outcome date page", func(c *claim, _ int) string {
		return fmt.Sprintf("| No. | Case | Outcome | Decided | Says | Page |\n|---|---|---|---|---|---|\n| 1 | %s/%d | %s | %s | “%s” | %s |",
			c.number, c.n, c.outcome, cite.Day(c.decided), strings.NewReplacer("|", `\|`, "\n", " ").Replace(c.quote), c.pages("p.", "pp."))
	}},
	{"parenthesis", "outcome page", func(c *claim, _ int) string {
		ing := map[imr.Outcome]string{imr.Overturned: "overturning", imr.Upheld: "upholding", imr.Modified: "modifying"}[c.outcome]
		return fmt.Sprintf("See also %s (%s the denial: “%s”).", c.cite().Short(), ing, c.quote)
	}},
	{"footnote of a sentence", "outcome date page", func(c *claim, n int) string {
		return fmt.Sprintf("There the reviewer %s the denial, noting that “%s”[^n%d]\n\n[^n%d]: IMR Case No. %s (%s), item %d, %s.",
			verb(c.outcome), c.quote, n, n, c.number, cite.Day(c.decided), c.n, c.pages("at", "at"))
	}},
}

// allowed alters a quotation in the ways that are right.
var allowed = []func(w *writer, q string) string{
	func(_ *writer, q string) string { return q },
	func(w *writer, q string) string { // an ellipsis
		words := strings.Fields(q)
		i := 2 + w.IntN(len(words)-5)
		return strings.Join(words[:i], " ") + []string{" … ", " ... ", " . . . ", " [...] "}[w.IntN(4)] + strings.Join(words[i+2:], " ")
	},
	func(_ *writer, q string) string { // a bracketed initial
		if first := q[:1]; first >= "A" && first <= "Z" && len(q) > 1 && q[1] >= 'a' {
			return "[" + strings.ToLower(first) + "]" + q[1:]
		}
		return q
	},
	func(w *writer, q string) string { // a bracketed word
		words := strings.Fields(q)
		i := 1 + w.IntN(len(words)-2)
		words[i] = "[the treatment]"
		return strings.Join(words, " ")
	},
	func(_ *writer, q string) string { // cut off, with the author's full stop
		words := strings.Fields(q)
		return strings.Trim(strings.Join(words[:len(words)-2], " "), ".,;:()-") + "."
	},
	func(_ *writer, q string) string { // typography
		return strings.NewReplacer("'", "’", " - ", " – ", "-", "‑", "  ", " ").Replace(q)
	},
	func(w *writer, q string) string { // a remark
		words := strings.Fields(q)
		i := 1 + w.IntN(len(words)-2)
		return strings.Join(words[:i], " ") + " [sic] " + strings.Join(words[i:], " ")
	},
	func(w *writer, q string) string { // broken over lines
		words := strings.Fields(q)
		return strings.Join(words[:3], " ") + "\n" + strings.Join(words[3:], " ")
	},
}

// over is a quotation of a sentence with the next one.
func (c *claim) over(w *writer) {
	p := c.item.Rationale
	list := text.Sentences(nil, text.Entry{Text: p.Text, Paragraphs: p.Paragraphs})
	for i := range len(list) - 1 {
		if list[i].Start == c.sentence.Start && list[i+1].Paragraph == list[i].Paragraph && !strings.ContainsAny(p.Text[list[i].Start:list[i+1].End], `"“”[]…*_|`) {
			c.quote = p.Text[list[i].Start:list[i+1].End]
			c.to = p.Place(list[i+1].End - 1).Page
		}
	}
}

// A written is a draft, with the lines of each claim.
type written struct {
	text   string
	claims []*claim
	forms  []form
	lines  [][2]int
}

// draft writes claims, each in a form, with text of the author between them.
func (w *writer) draft(claims []*claim, forms []form) written {
	d := written{claims: claims, forms: forms}
	var b strings.Builder
	b.WriteString("# Memorandum\n\nPrepared May 3, 2018. The question is whether the denial should be overturned; of 41 requests 12 were overturned in 2016.\n\n## Argument\n\n")
	for i, c := range claims {
		from := 1 + strings.Count(b.String(), "\n")
		b.WriteString(forms[i].write(c, i+1))
		d.lines = append(d.lines, [2]int{from, 1 + strings.Count(b.String(), "\n")})
		b.WriteString("\n\n")
		if w.IntN(3) == 0 {
			b.WriteString("## The next point\n\nACOEM, chapter 12, p. 287, has “passive modalities” among its terms.\n\n")
		}
	}
	d.text = b.String()
	return d
}

// of returns the claim that stands on a line of the draft, -1 for none.
func (d *written) of(line int) int {
	return slices.IndexFunc(d.lines, func(x [2]int) bool { return x[0] <= line && line <= x[1] })
}

func (w *writer) forms(n int, says string) []form {
	var out []form
	for len(out) < n {
		if f := forms[w.IntN(len(forms))]; len(out) > 0 || strings.Contains(f.says, says) {
			out = append(out, f)
		}
	}
	return out
}

// TestRightDrafts checks 50 drafts in which everything is right, in all forms,
// with the alterations that are allowed: no alarm.
func TestRightDrafts(t *testing.T) {
	quoted := 0
	for seed := range uint64(50) {
		w := newWriter(seed)
		var claims []*claim
		for range 4 + w.IntN(4) {
			c := w.claim()
			if w.IntN(5) == 0 {
				c.over(w)
			} else {
				c.quote = allowed[w.IntN(len(allowed))](w, c.quote)
			}
			claims = append(claims, c)
		}
		d := w.draft(claims, w.forms(len(claims), ""))
		r, err := Check(t.Context(), w.docs, Draft{Text: d.text})
		if err != nil {
			t.Fatal(err)
		}
		good := map[int]bool{}
		for _, f := range r.Findings {
			i := d.of(f.Line)
			if f.State != Right && (f.State != Unchecked || i >= 0) {
				t.Errorf("seed %d, %+v\n%s", seed, f, around(d.text, f.Line))
			}
			if i >= 0 && f.Kind == OfQuotation && f.State == Right {
				good[i] = true
			}
		}
		for i := range claims {
			if !good[i] {
				t.Errorf("seed %d: the quotation of claim %d (%s) was not compared\n%s", seed, i, d.forms[i].name, around(d.text, d.lines[i][0]))
			}
		}
		quoted += len(good)
	}
	t.Logf("%d quotations right", quoted)
}

func around(s string, line int) string {
	lines := strings.Split(s, "\n")
	return strings.Join(lines[max(0, line-2):min(len(lines), line+4)], "\n")
}

// A fault is a way to make a claim wrong. It reports whether it could, and
// kinds are those of which one must be found.
type fault struct {
	name  string
	says  string // what the form has to say
	kinds []Kind
	plant func(w *writer, c *claim) bool
}

var faults = []fault{
	{"wrong outcome", "outcome", []Kind{OfOutcome}, func(w *writer, c *claim) bool {
		all := []imr.Outcome{imr.Upheld, imr.Overturned, imr.Modified}
		for c.outcome == c.item.Outcome {
			c.outcome = all[w.IntN(3)]
		}
		return true
	}},
	{"wrong date", "date", []Kind{OfDate}, func(w *writer, c *claim) bool {
		l := c.doc.Letter
		others := []imr.Date{l.DateOfInjury, l.URDenialDate, l.ApplicationReceived, l.DateAssigned}
		for range 10 {
			d := others[w.IntN(len(others))]
			if w.IntN(2) == 0 {
				shifted := c.decided.Time().AddDate(w.IntN(2), w.IntN(2), 1+w.IntN(9))
				d = imr.Date{Year: int16(shifted.Year()), Month: uint8(shifted.Month()), Day: uint8(shifted.Day())}
			}
			if !d.IsZero() && d != l.DecisionDate {
				c.decided = d
				return true
			}
		}
		return false
	}},
	{"altered word", "", []Kind{OfQuotation}, func(w *writer, c *claim) bool {
		words := strings.Fields(c.quote)
		i := w.IntN(len(words))
		other := []string{"approved", "five", "never", "left", "and", "which", "the"}[w.IntN(7)]
		if strings.EqualFold(words[i], other) || strings.Trim(words[i], ".,;:()") != words[i] {
			return false
		}
		words[i] = other
		c.quote = strings.Join(words, " ")
		return timesIn(c.doc, c.quote) == 0
	}},
	{"dropped word", "", []Kind{OfQuotation}, func(w *writer, c *claim) bool {
		words := strings.Fields(c.quote)
		i := 1 + w.IntN(len(words)-2)
		for j, x := range words[1 : len(words)-1] {
			if x == "not" || x == "no" {
				i = j + 1
			}
		}
		c.quote = strings.Join(slices.Delete(words, i, i+1), " ")
		return timesIn(c.doc, strings.TrimRight(c.quote, ".")) == 0
	}},
	{"wrong page", "page", []Kind{OfPage}, func(w *writer, c *claim) bool {
		from, to := c.from, c.to
		c.from = max(1, c.from-1+2*w.IntN(2))
		c.to = c.from
		return c.from < from || c.from > to
	}},
	{"wrong item number", "", []Kind{OfItem, OfOutcome, OfPage}, func(w *writer, c *claim) bool {
		c.n = 1 + w.IntN(len(c.doc.Letter.Items)+1)
		return c.n != c.item.N
	}},
	{"wrong case digit", "", []Kind{OfCase, OfItem, OfDate, OfOutcome, OfQuotation}, func(w *writer, c *claim) bool {
		b := []byte(c.number)
		i := len(b) - 1 - w.IntN(7)
		old := b[i]
		b[i] = '0' + byte(w.IntN(10))
		c.number = string(b)
		return old != b[i] && old != '-'
	}},
	{"quotation from another letter", "", []Kind{OfQuotation}, func(w *writer, c *claim) bool {
		other := w.claim()
		c.quote = other.quote
		return other.doc != c.doc && timesIn(c.doc, strings.TrimRight(c.quote, ".")) == 0
	}},
}

// TestPlantedFaults plants one fault into each of 200 drafts, 25 of each of
// eight kinds, in any form that says it: it is found, said to be what it is, and
// nothing else in the draft is.
func TestPlantedFaults(t *testing.T) {
	found := 0
	for i, f := range faults {
		for n := range 25 {
			w := newWriter(uint64(1000 + 100*i + n))
			var claims []*claim
			for range 4 {
				claims = append(claims, w.claim())
			}
			for !f.plant(w, claims[0]) {
				claims[0] = w.claim()
			}
			d := w.draft(claims, w.forms(len(claims), f.says))
			r, err := Check(t.Context(), w.docs, Draft{Text: d.text})
			if err != nil {
				t.Fatal(err)
			}
			right := false
			for _, x := range r.Findings {
				if x.State != Differs && x.State != Absent {
					continue
				}
				switch at := d.of(x.Line); {
				case at != 0:
					t.Errorf("%s, draft %d: a false alarm: %+v\n%s", f.name, n, x, around(d.text, x.Line))
				case slices.Contains(f.kinds, x.Kind) && x.How != "":
					right = true
				}
			}
			if right {
				found++
				continue
			}
			t.Errorf("%s, draft %d (%s) was not found, of item %s:\n%s\n%+v", f.name, n, d.forms[0].name, claims[0].item.ID, around(d.text, d.lines[0][0]), r.Findings)
		}
	}
	t.Logf("%d of 200 faults found", found)
}
