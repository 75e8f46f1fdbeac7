package citecheck

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A reference is a place where the draft names a letter, with what it says of
// it.
type reference struct {
	p          *passage
	m          *mention // the case number, "Id.", or the item that goes on with another
	id         string
	same       *reference // of "Id.": the citation that it stands for
	items      []int
	itemAt     *mention
	end        int // of the citation in the passage
	index      int // among the mentions of the passage
	dates      []*mention
	outcomes   []*mention
	pages      []*mention // of the citation, not of one quotation
	quotations []*quotation
	sentences  [][2]int // of the passage, that speak of it
}

// A quotation is a quotation of the draft with what is said of it.
type quotation struct {
	p     *passage
	m     *mention
	of    []*reference // whose it may be, the likeliest first
	weak  bool         // no citation stands with it
	pages []*mention
	read  *pattern
	found *reference // in whose letter it stands
}

// A checker checks one draft.
type checker struct {
	reading
	corpusState
}

// A reading is what has been read of the draft.
type reading struct {
	references []*reference
	quotations []*quotation
	last       *reference // the one cited last
	above      *reference // of an earlier paragraph, for what has no citation
	blocks     []*quotation
	colon      bool // the last paragraph ended with a colon
}

// cluster is what may stand between the parts of one citation.
var cluster = regexp.MustCompile(`^(?i:[\s,;:()\[\]|–—-]|\b(?:decided|dated|issued|determined|final|determination|decision|on|of|and|the|denial|was|were|in part|outcome|date|decided on)\b)*$`)

// read reads a passage: what it mentions, and of which letter.
func (r *reading) read(p *passage) {
	ms := mentionsOf(p)
	s := &scan{reading: r, p: p, ms: ms, of: make([]*reference, len(ms))}
	s.sentences()
	if p.heading {
		r.above = nil
	}
	s.cite()
	s.bindItems()
	s.bindDates()
	s.bindOutcomes()
	s.bindQuotations()
	s.bindPages()
	for _, ref := range s.refs {
		for _, x := range s.ends {
			if x[0] < ref.end && ref.m.start < x[1] {
				ref.sentences = append(ref.sentences, x)
			}
		}
	}
	r.references = append(r.references, s.refs...)
	if n := len(s.refs); n > 0 {
		r.above = s.refs[n-1]
	}
	if strings.TrimSpace(p.text) != "" {
		r.colon = strings.HasSuffix(strings.TrimSpace(p.text), ":")
	}
}

// A scan binds the mentions of one passage.
type scan struct {
	*reading
	p    *passage
	ms   []mention
	of   []*reference // to which citation a mention belongs
	refs []*reference // of the passage
	ends [][2]int     // sentences
}

// abbreviated ends with what a full stop does not end a sentence behind.
var abbreviated = regexp.MustCompile(`(?i)(?:\b(?:nos?|pp?|vs?|dr|mr|ms|mrs|inc|co|id|see|cf|cal|lab|e\.g|i\.e|etc|st|jr|sr|approx|ch|fig|sec|art|para|u\.s|m\.d|d\.o)|\b[A-Z])\.$`)

// sentences divides the passage. A full stop inside a mention ends none; the
// closing mark of a quotation does where a capital follows.
func (s *scan) sentences() {
	text, from := s.p.text, 0
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '.' && c != '?' && c != '!' {
			continue
		}
		if s.inside(i) || text[i] == '.' && abbreviated.MatchString(text[max(from, i-12):i+1]) {
			continue
		}
		end := i + 1
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(`.?!)]"'”’`, r) {
				break
			}
			end += size
		}
		rest := strings.TrimLeftFunc(text[end:], func(r rune) bool { return unicode.IsSpace(r) || r == endOfNote })
		next, _ := utf8.DecodeRuneInString(rest)
		if len(rest) == len(text)-end || rest != "" && unicode.IsLower(next) || next == markOfNote {
			i = end - 1
			continue
		}
		s.ends = append(s.ends, [2]int{from, end})
		from, i = end, end-1
	}
	s.ends = append(s.ends, [2]int{from, len(text)})
}

// inside reports whether byte i stands inside a mention, and is not the last
// thing quoted.
func (s *scan) inside(i int) bool {
	for _, m := range s.ms {
		if m.start <= i && i < m.end {
			return m.kind != aQuotation || strings.Trim(s.p.text[i:m.end], `.?!"'”’)]`) != ""
		}
	}
	return false
}

// sentence returns the number of the sentence in which byte i stands.
func (s *scan) sentence(i int) int {
	for n, x := range s.ends {
		if i < x[1] {
			return n
		}
	}
	return len(s.ends) - 1
}

// cite finds the citations: a case number with the item, date, outcome and
// pages that stand with it.
func (s *scan) cite() {
	for i := range s.ms {
		m := &s.ms[i]
		if m.kind != aCase && m.kind != anID {
			continue
		}
		ref := &reference{p: s.p, m: m, id: m.id, items: m.items, end: m.end, index: i}
		if m.items != nil {
			ref.itemAt = m
		}
		if m.kind == anID {
			if s.last == nil {
				continue
			}
			if ref.id, ref.same = s.last.id, s.last; s.last.same != nil {
				ref.same = s.last.same
			}
		}
		s.of[i], s.last = ref, ref
		s.refs = append(s.refs, ref)
		s.extend(ref, i)
	}
}

// extend adds to a citation what stands with mention i, where it ends.
func (s *scan) extend(ref *reference, i int) {
	for j := i + 1; j < len(s.ms); j++ {
		x := &s.ms[j]
		between := s.p.text[ref.end:x.start]
		if !cluster.MatchString(between) || x.kind == anOutcome && s.leads(i) && !strings.HasSuffix(between, "(") || !s.join(ref, x) {
			return
		}
		s.of[j], ref.end = ref, x.end
	}
}

// leads reports whether an outcome stands before the first case number of the
// sentence of mention i; outcomes are then those of what follows them.
func (s *scan) leads(i int) bool {
	n := s.sentence(s.ms[i].start)
	for j := range i {
		if s.ms[j].kind == anOutcome && s.of[j] == nil && s.sentence(s.ms[j].start) == n {
			return !slices.ContainsFunc(s.ms[:j], func(m mention) bool { return m.kind == aCase && s.sentence(m.start) == n })
		}
	}
	return false
}

// join adds a mention that stands with a citation.
func (s *scan) join(ref *reference, x *mention) bool {
	switch x.kind {
	case anItem:
		if ref.itemAt != nil {
			return slices.Equal(ref.items, x.items)
		}
		ref.items, ref.itemAt = x.items, x
	case aDate:
		ref.dates = append(ref.dates, x)
	case anOutcome:
		ref.outcomes = append(ref.outcomes, x)
	case aPage:
		ref.pages = append(ref.pages, x)
	default:
		return false
	}
	return true
}

// before returns the last citation before byte i of the passage.
func (s *scan) before(i int) *reference {
	var found *reference
	for _, ref := range s.refs {
		if ref.m.start < i && (found == nil || ref.m.start >= found.m.start) {
			found = ref
		}
	}
	return found
}

// behind returns the next citation of the same sentence behind byte i.
func (s *scan) behind(i int) *reference {
	for _, ref := range s.refs {
		if ref.m.start >= i {
			if s.sentence(ref.m.start) == s.sentence(i) {
				return ref
			}
			return nil
		}
	}
	return nil
}

// bindItems binds items that do not stand with a case number: "In CM16-...,
// the reviewer upheld item 1. As to item 2, ...". An item of its own goes on
// with the letter cited before.
func (s *scan) bindItems() {
	for i := range s.ms {
		m := &s.ms[i]
		if m.kind != anItem || s.of[i] != nil {
			continue
		}
		ref := s.before(m.start)
		if ref == nil {
			if ref = s.behind(m.end); ref != nil && ref.items == nil {
				ref.items, ref.itemAt = m.items, m
				s.of[i] = ref
			}
			continue
		}
		if ref.items == nil && s.sentence(ref.m.start) == s.sentence(m.start) {
			ref.items, ref.itemAt, s.of[i] = m.items, m, ref
			ref.end = m.end
			s.extend(ref, i)
			continue
		}
		if slices.Equal(ref.items, m.items) {
			continue
		}
		next := &reference{p: s.p, m: m, id: ref.id, items: m.items, itemAt: m, end: m.end, index: i}
		s.of[i] = next
		s.extend(next, i)
		at := slices.IndexFunc(s.refs, func(x *reference) bool { return x.m.start > m.start })
		if at < 0 {
			at = len(s.refs)
		}
		s.refs = slices.Insert(s.refs, at, next)
	}
	for _, ref := range s.refs {
		if ref.same != nil && ref.items == nil {
			ref.items = ref.same.items
		}
	}
	if n := len(s.refs); n > 0 {
		s.last = s.refs[n-1]
	}
}

// bindDates binds dates that stand apart from the case number and say what
// they are of.
func (s *scan) bindDates() {
	for i := range s.ms {
		m := &s.ms[i]
		if m.kind != aDate || s.of[i] != nil || m.date.month == 0 {
			continue
		}
		ref := s.before(m.start)
		if ref == nil || s.sentence(ref.m.start) != s.sentence(m.start) {
			if next := s.behind(m.end); next != nil {
				ref = next
			}
		}
		if ref == nil || dateOf(s.p.text, m, s.from(i)) == "" && !s.p.row {
			continue
		}
		ref.dates = append(ref.dates, m)
		s.of[i] = ref
	}
}

// from returns where the mention before i ends, in the same sentence.
func (s *scan) from(i int) int {
	from := s.ends[s.sentence(s.ms[i].start)][0]
	if i > 0 && s.ms[i-1].kind != anOutcome {
		from = max(from, s.ms[i-1].end)
	}
	return from
}

// reviewerSays begins a sentence about a decision without its number.
var reviewerSays = regexp.MustCompile(`(?i)\b(?:reviewer|IMR|determination|decision|maximus|denial|it)\b`)

// bindOutcomes binds outcomes. In a sentence that begins with an outcome, it
// is that of the letters behind it ("upheld in A and B, overturned in C"),
// otherwise that of those before it ("A and B were upheld, C was overturned").
func (s *scan) bindOutcomes() {
	for n := range s.ends {
		s.bindOutcomesOf(n)
	}
}

func (s *scan) bindOutcomesOf(n int) {
	var refs []*reference
	var outcomes []*mention
	first := -1
	for i := range s.ms {
		m := &s.ms[i]
		if s.sentence(m.start) != n {
			continue
		}
		if ref := s.of[i]; ref != nil && ref.m == m {
			refs = append(refs, ref)
			if first < 0 {
				first = m.start
			}
		}
		if m.kind == anOutcome && s.of[i] == nil {
			outcomes = append(outcomes, m)
		}
	}
	if len(outcomes) == 0 {
		return
	}
	if len(refs) == 0 {
		x := s.ends[n]
		if ref := s.before(x[0]); ref != nil && reviewerSays.MatchString(s.p.text[x[0]:x[1]]) {
			ref.outcomes = append(ref.outcomes, outcomes...)
		}
		return
	}
	leads := outcomes[0].start < first
	for i, m := range outcomes {
		from, to := s.ends[n][0], m.start
		if i > 0 {
			from = outcomes[i-1].end
		}
		if leads {
			from, to = m.end, s.ends[n][1]
			if i+1 < len(outcomes) {
				to = outcomes[i+1].start
			}
		}
		bound := false
		for _, ref := range refs {
			if from <= ref.m.start && ref.m.start < to && len(ref.outcomes) == 0 {
				ref.outcomes = append(ref.outcomes, m)
				bound = true
			}
		}
		if ref := s.before(m.start); !bound && !leads && ref != nil {
			ref.outcomes = append(ref.outcomes, m)
		}
	}
}

// adjacent is what may stand between a quotation and the citation behind it.
var adjacent = regexp.MustCompile(`^(?i:[\s.,;:()\[\]\x0e\x0f—–-]|\b(?:see|also|accord|from|in|per|citing|quoting|e\.g|case|no|item)\b)*$`)

// listed is what stands between quotations that share a citation.
var listed = regexp.MustCompile(`^[\s,;]*(?:and|or)?\s*$`)

// cites reports whether a citation behind quotation i is a citation, and not
// the beginning of what is said next.
func (s *scan) cites(ref *reference, i int) bool {
	rest := strings.TrimLeft(s.p.text[ref.end:], " ]")
	if rest == "" || strings.ContainsRune(".;()|\x0f", rune(rest[0])) {
		return true
	}
	return s.sentence(ref.m.start) == s.sentence(s.ms[i].start)
}

// bindQuotations binds quotations.
func (s *scan) bindQuotations() {
	for i := range s.ms {
		m := &s.ms[i]
		if m.kind != aQuotation {
			continue
		}
		q := &quotation{p: s.p, m: m}
		s.quotations = append(s.quotations, q)
		s.own(q, i)
		if len(q.of) == 0 && m.block {
			s.blocks = append(s.blocks, q)
			if s.above != nil {
				q.of, q.weak = []*reference{s.above}, !s.colon
			}
			continue
		}
		if len(q.of) == 0 && s.above != nil {
			q.of, q.weak = []*reference{s.above}, true
		}
		q.give()
	}
}

// give gives a quotation to the citation that is likeliest its own, and to the
// one that this stands for.
func (q *quotation) give() {
	if len(q.of) == 0 {
		return
	}
	ref := q.of[0]
	ref.quotations = append(ref.quotations, q)
	if ref.same != nil {
		ref.same.quotations = append(ref.same.quotations, q)
	}
}

// own finds the citations of the passage to which a quotation may belong.
func (s *scan) own(q *quotation, i int) {
	m := q.m
	add := func(ref *reference) {
		if ref != nil && !slices.Contains(q.of, ref) {
			q.of = append(q.of, ref)
		}
	}
	end := m.end
	for j := i + 1; j < len(s.ms); j++ {
		x := &s.ms[j]
		between := s.p.text[end:x.start]
		if x.kind == aQuotation && listed.MatchString(between) {
			end = x.end
			continue
		}
		if ref := s.of[j]; ref != nil && ref.m == x && adjacent.MatchString(between) && s.cites(ref, i) {
			add(ref)
		}
		break
	}
	if len(q.of) > 0 {
		return
	}
	add(s.before(m.start))
	if len(q.of) == 0 || s.sentence(q.of[0].m.start) != s.sentence(m.start) {
		add(s.behind(m.end))
	}
}

// bindBlocks lets a block quotation belong to the citation with which the next
// paragraph begins as well.
func (r *reading) bindBlocks() {
	for _, q := range r.blocks {
		for _, ref := range r.references {
			if ref.p != q.p && ref.m.start < 4 && follows(q.p, ref.p) {
				q.of, q.weak = append([]*reference{ref}, q.of...), false
				break
			}
		}
		q.give()
	}
}

// follows reports whether passage b stands within a few lines behind a.
func follows(a, b *passage) bool {
	if len(a.places) == 0 || len(b.places) == 0 {
		return false
	}
	gap := b.places[0].line - a.places[len(a.places)-1].line
	return gap > 0 && gap <= 2
}

// Between a quotation and a page of it: behind it, "(p. 3)", or before it,
// "on page 3, the reviewer wrote".
var (
	pageBehind = regexp.MustCompile(`^[\s.,;:()\[\]]*(?:on|at)?\s*\(?$`)
	pageBefore = regexp.MustCompile(`^[^.;“”"\x0e\x0f]{0,60}$`)
)

// bindPages binds pages to quotations, and those that stand with a citation
// to it. Pages that stand with neither are a guideline's, or the record's.
func (s *scan) bindPages() {
	for i := range s.ms {
		m := &s.ms[i]
		if m.kind != aPage || s.of[i] != nil {
			continue
		}
		for _, q := range s.quotations {
			if q.p == s.p && (q.m.end <= m.start && pageBehind.MatchString(s.p.text[q.m.end:m.start]) ||
				q.m.start >= m.end && len(q.pages) == 0 && s.said(m) && pageBefore.MatchString(s.p.text[m.end:q.m.start])) {
				q.pages = append(q.pages, m)
			}
		}
		if s.p.row && before.MatchString(tail(s.p.text, m.start)) && behind.MatchString(s.p.text[m.end:]) {
			if ref := s.before(m.start); ref != nil {
				ref.pages = append(ref.pages, m)
			}
		}
	}
}

// said reports whether a page is where something is said: "on page 3", "at
// page 3".
func (s *scan) said(m *mention) bool {
	text := strings.ToLower(s.p.text[max(0, m.start-4):m.end])
	return strings.HasPrefix(strings.TrimSpace(text), "on ") || strings.HasPrefix(strings.ToLower(s.p.text[m.start:]), "at p")
}
