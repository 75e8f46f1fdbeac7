package citecheck

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// corpusState is what has been read of the corpus.
type corpusState struct {
	ctx      context.Context
	corpus   Corpus
	letters  map[string]*letter // nil for one that is not there
	quoted   map[*mention][]hit // where what is quoted with a page stands
	present  int                // letters that are there
	searches int
	compared int // quotations aligned with a letter
	slips    int // absent numbers for which others were tried
	findings []Finding
}

// Limits of one draft, so that no text costs more than some seconds and some
// 100 MB: letters compared, quotations aligned word by word with a letter that
// does not have them, quotations looked for in other letters, and numbers that
// are not there for which the like are tried.
const (
	maxLetters  = 500
	maxCompared = 500
	maxSearches = 50
	maxSlips    = 100
)

// ErrTooMany says that a draft cites more letters than are compared.
var ErrTooMany = fmt.Errorf("the draft cites more than %d letters: check it in parts", maxLetters)

// letter returns a letter made ready; nil where the corpus has none.
func (k *checker) letter(id string) (*letter, error) {
	if l, ok := k.letters[id]; ok {
		return l, nil
	}
	if err := k.ctx.Err(); err != nil {
		return nil, err
	}
	doc, err := k.corpus.Letter(k.ctx, id)
	if errors.Is(err, index.ErrNotFound) {
		k.letters[id] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if k.present++; k.present > maxLetters {
		return nil, ErrTooMany
	}
	k.letters[id] = newLetter(doc)
	return k.letters[id], nil
}

// verify compares everything that was read.
func (k *checker) verify() error {
	for _, ref := range k.references {
		l, err := k.letter(ref.id)
		if err != nil {
			return err
		}
		k.hand(ref)
		if l == nil {
			if err := k.absent(ref); err != nil {
				return err
			}
			continue
		}
		if ref.m.kind == aCase {
			k.add(ref, OfCase, Right, ref.m, Finding{})
		}
		if k.items(ref, l) {
			k.dates(ref, l)
			k.settleItem(ref, l)
			k.outcomes(ref, l)
		}
	}
	for _, q := range k.quotations {
		if err := k.quotation(q); err != nil {
			return err
		}
	}
	for _, q := range k.quotations {
		for _, m := range q.pages {
			if hits := k.quoted[m]; hits != nil && !m.checked {
				k.page(q, m, hits)
			}
		}
	}
	for _, ref := range k.references {
		if l := k.letters[ref.id]; l != nil {
			k.pinpoints(ref, l)
		}
	}
	return nil
}

// hand gives the pages of a citation to its quotations without their own.
func (k *checker) hand(ref *reference) {
	for _, q := range ref.quotations {
		if len(q.pages) == 0 && !q.weak && q.of[0] == ref {
			q.pages = ref.pages
		}
	}
}

// add adds a finding about a mention.
func (k *checker) add(ref *reference, kind Kind, state State, m *mention, f Finding) {
	k.addAt(kind, state, m, f)
	last := &k.findings[len(k.findings)-1]
	last.Letter = ref.id
	if last.Item == 0 && len(ref.items) == 1 {
		last.Item = ref.items[0]
	}
}

// addAt adds a finding about a mention of no letter.
func (k *checker) addAt(kind Kind, state State, m *mention, f Finding) {
	at := m.p.place(m.start)
	f.Kind, f.State, f.Line, f.start = kind, state, at.line, at.start
	f.Page = at.page
	f.Draft = shown(m.p.text[m.start:m.end])
	k.findings = append(k.findings, f)
}

// shown cuts a text of the draft for the report.
func shown(s string) string {
	const longest = 300
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r == markOfNote || r == endOfNote {
			return ' '
		}
		return r
	}, s)), " ")
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + " …"
}

// items compares item numbers, and reports whether there are such items.
func (k *checker) items(ref *reference, l *letter) bool {
	good := true
	for _, n := range ref.items {
		if l.item(n) != nil {
			continue
		}
		good = false
		k.add(ref, OfItem, Differs, cmp.Or(ref.itemAt, ref.m), Finding{Item: n, How: fmt.Sprintf("the letter has %s", count(len(l.doc.Letter.Items), "item"))})
	}
	return good
}

// settleItem compares the item with the request that is named beside it, and
// finds the item where the draft names none.
func (k *checker) settleItem(ref *reference, l *letter) {
	named := k.requested(ref, l)
	if len(ref.items) == 0 {
		switch {
		case len(l.doc.Letter.Items) == 1:
			ref.items = []int{l.doc.Letter.Items[0].N}
		case named != 0:
			ref.items = []int{named}
		default:
			if n := k.quotedItem(ref, l); n != 0 {
				ref.items = []int{n}
			}
		}
		return
	}
	if ref.itemAt == nil {
		return
	}
	if named != 0 && !slices.Contains(ref.items, named) {
		it := l.item(named)
		k.add(ref, OfItem, Differs, ref.itemAt, Finding{
			How: fmt.Sprintf("the request that is named is item %d", named), Says: it.Request, At: &imr.Place{Page: it.Page, Line: it.Line},
		})
		return
	}
	if n := k.quotedItem(ref, l); n != 0 && !slices.Contains(ref.items, n) {
		it := l.item(n)
		k.add(ref, OfItem, Differs, ref.itemAt, Finding{
			How: fmt.Sprintf("what is quoted stands in item %d", n), Says: it.Request, At: &imr.Place{Page: it.Page, Line: it.Line},
		})
		return
	}
	k.add(ref, OfItem, Right, ref.itemAt, Finding{})
}

// denialOf ends with what a request is named behind.
var denialOf = regexp.MustCompile(`\b(?:denial|denied|requests?|requested|non-?certification|approval|certification|found|finds|held|deemed|considered)\s+(?:of|for)?\s*(?:the|an?)?\s*$`)

// requested returns the item whose whole request is named in the sentences of
// a citation, outside of quotations, as what was denied; 0 for none or
// several. A request inside of another is not named.
func (k *checker) requested(ref *reference, l *letter) int {
	const telling = 12   // bytes: shorter requests may be words of the draft
	const long = 4 << 10 // bytes: longer sentences are no text of people
	var said strings.Builder
	for _, x := range ref.sentences {
		at := x[0]
		if x[1]-x[0] > long {
			continue
		}
		for _, q := range k.quotations {
			if q.p == ref.p && at <= q.m.start && q.m.end <= x[1] {
				said.WriteString(ref.p.text[at:q.m.start])
				at = q.m.end
			}
		}
		said.WriteString(ref.p.text[at:x[1]] + " ")
	}
	text := strings.ToLower(plain(said.String()))
	found, longest := 0, ""
	for i := range l.doc.Letter.Items {
		it := &l.doc.Letter.Items[i]
		request := strings.ToLower(strings.TrimRight(plain(it.Request), "."))
		named := func(m [2]int) bool { return denialOf.MatchString(tail(text, m[0])) }
		if len(request) < telling || !slices.ContainsFunc(places(text, request), named) {
			continue
		}
		switch {
		case request == longest:
			return 0 // two items ask for the same
		case strings.Contains(longest, request):
			continue
		case longest != "" && !strings.Contains(request, longest):
			return 0
		}
		found, longest = it.N, request
	}
	return found
}

// quotedItem returns the one item in whose own texts all quotations of a
// citation stand that stand in any; 0 where they stand in several, or in the
// letter's other texts.
func (k *checker) quotedItem(ref *reference, l *letter) int {
	var items []int
	for i, q := range ref.quotations {
		in := []int{}
		for _, h := range l.find(q.pattern()) {
			if h.item == 0 && !k.isWhole(l, q, h) {
				return 0
			}
			if h.item != 0 {
				in = append(in, h.item)
			}
		}
		if len(in) == 0 {
			continue
		}
		if i == 0 || items == nil {
			items = in
		} else {
			items = slices.DeleteFunc(items, func(n int) bool { return !slices.Contains(in, n) })
		}
	}
	slices.Sort(items)
	if items = slices.Compact(items); len(items) == 1 {
		return items[0]
	}
	return 0
}

// isWhole reports whether a hit outside of items is only that of the whole
// text, in which the items' texts stand again.
func (k *checker) isWhole(l *letter, q *quotation, h hit) bool {
	for i := range l.texts {
		if s := &l.texts[i]; s.item == 0 && !s.whole && q.pattern().find(s.text) != nil {
			return false
		}
	}
	return true
}

// outcomes compares outcomes.
func (k *checker) outcomes(ref *reference, l *letter) {
	for _, m := range ref.outcomes {
		var decided []imr.Outcome
		for _, n := range ref.items {
			decided = append(decided, l.item(n).Outcome)
		}
		if len(ref.items) == 0 { // of a letter with several items, one of them is meant
			for i := range l.doc.Letter.Items {
				if o := l.doc.Letter.Items[i].Outcome; slices.Contains(m.outcome.is, o) {
					decided = []imr.Outcome{o}
					break
				}
				decided = append(decided, l.doc.Letter.Items[i].Outcome)
			}
		}
		f, state := Finding{}, Right
		for _, o := range decided {
			switch {
			case o == imr.UnknownOutcome:
				state, f.How = Unchecked, "the outcome could not be read in the letter"
			case !slices.Contains(m.outcome.is, o) && state != Unchecked:
				state, f.How, f.Says = Differs, "the letter says "+string(o), string(o)
			}
		}
		if len(decided) == 0 {
			state, f.How = Unchecked, "no item was found in the letter"
		}
		k.add(ref, OfOutcome, state, m, f)
	}
}

// absent reports a letter that the corpus does not have. Where a number that
// differs in one digit is there, and has what the draft says, it is a slip.
func (k *checker) absent(ref *reference) error {
	if ref.m.kind != aCase {
		return nil // said where the number stands
	}
	f, state := Finding{How: "not in this corpus"}, Absent
	like := slips(ref.id)
	if k.slips++; k.slips > maxSlips {
		like = nil
	}
	for _, id := range like {
		l, err := k.letter(id)
		if err != nil {
			return err
		}
		if l == nil {
			continue
		}
		if why := k.fits(ref, l); why != "" {
			state = Differs
			f.How = fmt.Sprintf("no letter here has this number; %s, one digit away, has the %s", id, why)
			f.Says = id
			break
		}
	}
	if imr.FindCaseNumber(ref.id) == "" && state == Absent && strings.HasPrefix(strings.ToUpper(ref.id), "CM") {
		f.How = "no case number: these have two digits of the year and six or seven more; not in this corpus"
	}
	k.add(ref, OfCase, state, ref.m, f)
	return nil
}

// slips returns the numbers that differ from a case number in one digit, or
// have two neighbours exchanged.
func slips(id string) []string {
	var out []string
	b := []byte(id)
	for i, c := range b {
		if c < '0' || c > '9' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			if d != c {
				b[i] = d
				out = append(out, string(b))
			}
		}
		b[i] = c
		if i > 0 && b[i-1] >= '0' && b[i-1] <= '9' && b[i-1] != c {
			b[i], b[i-1] = b[i-1], c
			out = append(out, string(b))
			b[i-1], b[i] = b[i], c
		}
	}
	return out
}

// fits says what of a citation another letter has: its quotation, or its date.
func (k *checker) fits(ref *reference, l *letter) string {
	for _, q := range ref.quotations {
		if len(strings.Fields(q.text())) >= shortQuotation && len(l.find(q.pattern())) > 0 {
			return "quotation"
		}
	}
	for _, m := range ref.dates {
		if d := l.doc.Letter.DecisionDate; m.date.day != 0 && m.date.is(d) {
			return "date"
		}
	}
	return ""
}

// report puts the findings into the order of the draft and counts them.
func (k *checker) report() *Report {
	slices.SortStableFunc(k.findings, func(a, b Finding) int { return cmp.Compare(a.start, b.start) })
	r := &Report{Counts: map[State]int{}, Findings: k.findings, Folded: Folded}
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	named := map[string]bool{}
	for _, ref := range k.references {
		named[ref.id] = true
	}
	r.Letters = len(named)
	for _, f := range r.Findings {
		r.Counts[f.State]++
	}
	return r
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
