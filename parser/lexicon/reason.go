package lexicon

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"
)

// A reason is why a reviewer upheld or overturned a denial.
type reason struct {
	name   string
	denial bool // else a reason for approval
	// last counts only when no other reason of its side was found.
	last bool
	// only names the treatments for which the reason counts, or with "!" does
	// not: classes, subclasses or names of imr.Treatment.
	only []string
}

// fits reports whether the reason can be one of this treatment's. All fit one
// that is nil or unknown.
func (r *reason) fits(tr *imr.Treatment) bool {
	if len(r.only) == 0 || tr == nil || tr.Class == "" {
		return true
	}
	is := func(w string) bool {
		return w == tr.Class || w == tr.Subclass || w == pharmaceuticals && len(tr.Drugs) > 0 || slices.Contains(tr.Names, w)
	}
	listed, found := false, false
	for _, w := range r.only {
		if not, ok := strings.CutPrefix(w, "!"); ok {
			if is(not) {
				return false
			}
			continue
		}
		listed, found = true, found || is(w)
	}
	return found || !listed
}

// A cue is a wording that gives a reason, or that cancels it.
type cue struct {
	reason   int32
	not      bool
	caseOnly bool // counts only where the reviewer turns to the case
	negated  negation
	parts    [][]fold.Word // further parts, each up to cueGap words behind the one before
}

// A negation says where a cue wants one of the wordings of negations.tsv, at
// most cueGap words from its own.
type negation int8

const (
	notNegated negation = iota
	negatedBefore
	negatedBehind
)

// cueGap is how many words an ellipsis in a cue stands for at most.
const cueGap = 14

type reasonTable struct {
	rows     []reason
	cues     []cue
	trie     *fold.Trie // the cues' first parts
	negation *fold.Trie // values of negation
	subjects *fold.Trie // openers: guidelineText or thisCase
}

// what a rationale speaks of
const (
	subjectUnknown = iota // no opener yet
	guidelineText         // of what guidelines say
	thisCase
)

var reasons = sync.OnceValue(newReasons)

func newReasons() *reasonTable {
	t := newCues()
	for _, r := range readTable("reasons") {
		t.add(r, reason{
			r.get("reason"), r.get("side") == "denial", r.get("last") == "yes", r.list("only_for"),
		})
	}
	return t
}

// newCues returns a table without rows.
func newCues() *reasonTable {
	t := &reasonTable{trie: fold.NewTrie(), negation: fold.NewTrie(), subjects: fold.NewTrie()}
	for _, r := range readTable("negations") {
		where := negatedBefore
		if r.get("kind") == "behind" {
			where = negatedBehind
		}
		t.negation.AddNames(int32(where), r.get("wording"))
	}
	for _, r := range readTable("turns") {
		to := int32(guidelineText)
		if r.get("turns_to") == "case" {
			to = thisCase
		}
		t.subjects.AddNames(to, r.get("opener"))
	}
	return t
}

// add makes a row of a table a reason with its cues.
func (t *reasonTable) add(r row, what reason) {
	i := int32(len(t.rows))
	t.rows = append(t.rows, what)
	for _, c := range r.list("cue_phrases") {
		t.addCue(i, c, false)
	}
	for _, c := range r.list("not_cues") {
		t.addCue(i, c, true)
	}
}

func (t *reasonTable) addCue(reason int32, text string, not bool) {
	bare, caseOnly := strings.CutPrefix(text, "?")
	c := cue{reason: reason, not: not, caseOnly: caseOnly}
	if rest, ok := strings.CutPrefix(bare, "{no} … "); ok {
		bare, c.negated = rest, negatedBefore
	} else if rest, ok := strings.CutSuffix(bare, " … {not}"); ok {
		bare, c.negated = rest, negatedBehind
	}
	first, rest, more := strings.Cut(bare, "…")
	for more {
		var part string
		part, rest, more = strings.Cut(rest, "…")
		c.parts = append(c.parts, fold.Words(part))
	}
	t.cues = append(t.cues, c)
	t.trie.Add(fold.Words(first), int32(len(t.cues)-1))
}

// Reasons returns the names of the reasons that a rationale gives for approval
// and against it, in the order of the table. An upheld item has only reasons
// against, an overturned one only reasons for, a modified one both, and one
// whose outcome is unknown none. The treatment tells which reasons can be
// meant; nil leaves that open. Neither list is ever nil.
func Reasons(rationale string, outcome imr.Outcome, tr *imr.Treatment) (approving, against []string) {
	t := reasons()
	found := t.read(rationale)
	approving, against = []string{}, []string{}
	if outcome == imr.Overturned || outcome == imr.Modified {
		approving = t.chosen(found, false, tr)
	}
	if outcome == imr.Upheld || outcome == imr.Modified {
		against = t.chosen(found, true, tr)
	}
	return approving, against
}

// read reports which rows a rationale has cues of.
func (t *reasonTable) read(rationale string) []bool {
	found := make([]bool, len(t.rows))
	about := int32(subjectUnknown)
	rationale = withoutOpioidParagraph(rationale)
	for _, s := range sentences(rationale, fold.Words(rationale)) {
		about = t.readSentence(rationale, s, about, found)
	}
	return found
}

// chosen returns the found reasons of one side that fit the treatment; a last
// one only alone.
func (t *reasonTable) chosen(found []bool, denial bool, tr *imr.Treatment) []string {
	names, last := []string{}, []string{}
	for i := range t.rows {
		r := &t.rows[i]
		switch {
		case !found[i] || r.denial != denial || !r.fits(tr):
		case r.last:
			last = append(last, r.name)
		default:
			names = append(names, r.name)
		}
	}
	if len(names) == 0 {
		return last
	}
	return names
}

// A cueHit is a cue where it stands in a sentence: start is its first word,
// end the word behind its last.
type cueHit struct {
	*cue
	start, end int
}

// inside reports whether a not_cue begins within a cue, and so says nothing
// that the cue does not: "meet the criteria" in "does not meet the criteria".
func (n cueHit) inside(c cueHit) bool { return c.start <= n.start && n.start < c.end }

// readSentence marks the reasons of one sentence and returns what the text
// behind it still speaks of.
func (t *reasonTable) readSentence(text string, words []fold.Word, about int32, found []bool) int32 {
	s := sentence{words: words, about: make([]int32, len(words))}
	about = t.turns(text, &s, about)
	for i := range words {
		t.negationsAt(&s, i)
	}
	var hits, nots []cueHit
	for i := range words {
		hits, nots = t.cuesAt(&s, i, hits, nots)
	}
	for _, h := range hits {
		cancelled := slices.ContainsFunc(nots, func(n cueHit) bool { return n.reason == h.reason && !n.inside(h) })
		if !cancelled {
			found[h.reason] = true
		}
	}
	return about
}

// OfCase returns the sentences of a rationale that do not recite what guidelines
// say, one behind the other; quotations and the fixed paragraph on opioids are
// left out.
func OfCase(rationale string) string {
	var b strings.Builder
	text := withoutQuotes(withoutOpioidParagraph(rationale))
	for words, about := range subjects(text) {
		if about[0] == guidelineText {
			continue
		}
		b.WriteString(text[words[0].Start:words[len(words)-1].End])
		b.WriteString(". ")
	}
	return b.String()
}

// Recited returns what of a rationale recites guidelines, in bytes, ascending
// and disjoint: whole sentences that speak of a guideline from their first word
// to their last, quotations of more than a phrase, and the fixed paragraph on
// opioids.
func Recited(rationale string) [][2]int {
	text := []byte(rationale)
	var spans [][2]int
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			text[i] = ' '
		}
	}
	if from, to, ok := opioidParagraph(rationale); ok {
		spans = append(spans, [2]int{from, to})
		blank(from, to)
		text[from] = '\n'
	}
	for _, q := range quotations(rationale) {
		if len(fold.Words(rationale[q[0]:q[1]])) > phraseWords {
			spans = append(spans, q)
			blank(q[0], q[1])
		}
	}
	for words, about := range subjects(string(text)) {
		if slices.ContainsFunc(about, func(a int32) bool { return a != guidelineText }) ||
			slices.ContainsFunc(words, func(w fold.Word) bool { return ofCase(rationale[w.Start:w.End]) }) {
			continue
		}
		start, end := words[0].Start, words[len(words)-1].End
		for start > 0 && strings.IndexByte("([\"", text[start-1]) >= 0 {
			start--
		}
		for end < len(text) && strings.IndexByte(".?!)]\"", text[end]) >= 0 {
			end++
		}
		spans = append(spans, [2]int{start, end})
	}
	return joined(spans)
}

// ofCase reports whether a word is one that a case is told with: guidelines
// speak of patients, in the present tense.
func ofCase(word string) bool {
	switch strings.ToLower(word) {
	case "was", "were", "had", "claimant", "worker", "provider", "plan":
		return true
	}
	return false
}

// phraseWords is how many words a quotation may have to be a phrase of the
// sentence around it.
const phraseWords = 5

// joined sorts spans and makes one of those that overlap.
func joined(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}

// subjects yields the sentences of a text, each with what it speaks of at each
// of its words.
func subjects(text string) iter.Seq2[[]fold.Word, []int32] {
	return func(yield func([]fold.Word, []int32) bool) {
		t := reasons()
		about := int32(subjectUnknown)
		for _, words := range sentences(text, fold.Words(text)) {
			s := sentence{words: words, about: make([]int32, len(words))}
			about = t.turns(text, &s, about)
			if !yield(words, s.about) {
				return
			}
		}
	}
}

// quotations returns what stands between straight or curly quotation marks,
// the marks included.
func quotations(text string) [][2]int {
	var out [][2]int
	for at := 0; at < len(text); {
		i := strings.IndexAny(text[at:], "\"“")
		if i < 0 {
			break
		}
		from, mark := at+i, "\""
		inside := from + 1
		if text[from] != '"' {
			mark, inside = "”", from+len("“")
		}
		j := strings.Index(text[inside:], mark)
		if j < 0 {
			break
		}
		at = inside + j + len(mark)
		out = append(out, [2]int{from, at})
	}
	return out
}

// withoutQuotes drops what stands between quotation marks.
func withoutQuotes(text string) string {
	var b strings.Builder
	at := 0
	for _, q := range quotations(text) {
		b.WriteString(text[at:q[0]])
		b.WriteByte(' ')
		at = q[1]
	}
	b.WriteString(text[at:])
	return b.String()
}

// turns notes what a sentence speaks of at each word, and returns what the text
// behind it still speaks of.
func (t *reasonTable) turns(text string, s *sentence, about int32) int32 {
	for i := range s.words {
		if i == 0 || strings.ContainsAny(text[s.words[i-1].End:s.words[i].Start], ",;:") {
			turn, n := t.subjects.Longest(s.words, i, nil)
			// one word within a sentence ("..., however, ...") goes on with a guideline
			if n > 1 || n == 1 && (i == 0 || turn[0] == guidelineText) {
				about = turn[0]
			}
		}
		s.about[i] = about
	}
	return about
}

// A sentence is what cues are looked for in.
type sentence struct {
	words          []fold.Word
	about          []int32       // at each word, what the text speaks of
	before, behind []negationHit // its negations of each kind, by their starts
}

// A negationHit is a negation where it stands: its first word and the one behind
// its last.
type negationHit struct{ start, end int }

// negationsAt notes the negations that begin at word i.
func (t *reasonTable) negationsAt(s *sentence, i int) {
	node := int32(0)
	for j := i; j < len(s.words); j++ {
		if node = t.negation.Step(s.words[j].Key, node); node == 0 {
			return
		}
		for _, v := range t.negation.Values(node) {
			if negation(v) == negatedBefore {
				s.before = append(s.before, negationHit{i, j + 1})
			} else {
				s.behind = append(s.behind, negationHit{i, j + 1})
			}
		}
	}
}

// counts reports whether a cue counts where the text is about the case, a
// guideline or nothing said yet. What speaks for approval stands in every
// guideline as its condition.
func (t *reasonTable) counts(c *cue, about int32) bool {
	if c.caseOnly {
		return about == thisCase
	}
	return t.rows[c.reason].denial || about != guidelineText
}

// cuesAt adds the cues that begin at word i of a sentence, those that count to
// hits and those that cancel to nots.
func (t *reasonTable) cuesAt(s *sentence, i int, hits, nots []cueHit) (counting, cancelling []cueHit) {
	node := int32(0)
	for j := i; j < len(s.words); j++ {
		if node = t.trie.Step(s.words[j].Key, node); node == 0 {
			break
		}
		for _, v := range t.trie.Values(node) {
			c := &t.cues[v]
			end := follows(s.words, j+1, c.parts)
			if end < 0 {
				continue
			}
			h, ok := t.withNegation(s, cueHit{c, i, end})
			switch {
			case !ok:
			case c.not:
				nots = append(nots, h)
			default:
				hits = append(hits, h)
			}
		}
	}
	return hits, nots
}

// withNegation widens a hit to the negation that its cue wants, the farthest
// within reach; not ok where there is none or where the cue does not count.
func (t *reasonTable) withNegation(s *sentence, h cueHit) (cueHit, bool) {
	counts := func(at int) bool { return h.not || t.counts(h.cue, s.about[at]) }
	switch h.negated {
	case negatedBefore:
		for _, n := range s.before {
			if n.end <= h.start && h.start <= n.end+cueGap && counts(n.start) {
				h.start = n.start
				return h, true
			}
		}
		return h, false
	case negatedBehind:
		for _, n := range slices.Backward(s.behind) {
			if h.end <= n.start && n.start <= h.end+cueGap && counts(h.start) {
				h.end = n.end
				return h, true
			}
		}
		return h, false
	}
	return h, counts(h.start)
}

// follows returns the word behind the last of the parts, which stand behind
// word i in their order with at most cueGap words before each; -1 where they do
// not.
func follows(s []fold.Word, i int, parts [][]fold.Word) int {
	if len(parts) == 0 {
		return i
	}
	for j := i; j < len(s) && j <= i+cueGap; j++ {
		if !fold.At(s, j, parts[0]) {
			continue
		}
		if end := follows(s, j+len(parts[0]), parts[1:]); end >= 0 {
			return end
		}
	}
	return -1
}
