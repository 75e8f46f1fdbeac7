package lexicon

import (
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
	caseOnly bool          // counts only where the reviewer turns to the case
	parts    [][]fold.Word // further parts, each up to cueGap words behind the one before
}

// cueGap is how many words an ellipsis in a cue stands for at most.
const cueGap = 14

type reasonTable struct {
	rows     []reason
	cues     []cue
	trie     *fold.Trie // the cues' first parts
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
	t := &reasonTable{trie: fold.NewTrie(), subjects: fold.NewTrie()}
	forms := negations()
	for i, r := range readTable("reasons") {
		t.rows = append(t.rows, reason{
			r.get("reason"), r.get("side") == "denial", r.get("last") == "yes", r.list("only_for"),
		})
		for _, c := range r.list("cue_phrases") {
			for _, negated := range forms.expand(c) {
				t.addCue(int32(i), negated, false)
			}
		}
		for _, c := range r.list("not_cues") {
			t.addCue(int32(i), c, true)
		}
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

// negationTable holds the wordings that a macro in a cue stands for.
type negationTable map[string][]string

func negations() negationTable {
	kinds := map[string]string{"before": "{no}", "behind": "{not}"}
	forms := negationTable{}
	for _, r := range readTable("negations") {
		macro := kinds[r.get("kind")]
		forms[macro] = append(forms[macro], r.get("wording"))
	}
	return forms
}

// expand returns the cue with each wording of its macro, or as it is.
func (forms negationTable) expand(cue string) []string {
	for macro, wordings := range forms {
		if macro == "" || !strings.Contains(cue, macro) {
			continue
		}
		all := make([]string, len(wordings))
		for i, w := range wordings {
			all[i] = strings.Replace(cue, macro, w, 1)
		}
		return all
	}
	return []string{cue}
}

func (t *reasonTable) addCue(reason int32, text string, not bool) {
	bare := strings.TrimPrefix(text, "?")
	c := cue{reason: reason, not: not, caseOnly: bare != text}
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
	found := make([]bool, len(t.rows))
	about := int32(subjectUnknown)
	rationale = withoutOpioidParagraph(rationale)
	for _, s := range sentences(rationale, fold.Words(rationale)) {
		about = t.readSentence(rationale, s, about, found)
	}
	approving, against = []string{}, []string{}
	if outcome == imr.Overturned || outcome == imr.Modified {
		approving = t.chosen(found, false, tr)
	}
	if outcome == imr.Upheld || outcome == imr.Modified {
		against = t.chosen(found, true, tr)
	}
	return approving, against
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
func (t *reasonTable) readSentence(text string, s []fold.Word, about int32, found []bool) int32 {
	var hits, nots []cueHit
	for i := range s {
		if i == 0 || strings.ContainsAny(text[s[i-1].End:s[i].Start], ",;:") {
			turn, n := t.subjects.Longest(s, i, nil)
			// one word within a sentence ("..., however, ...") goes on with a guideline
			if n > 1 || n == 1 && (i == 0 || turn[0] == guidelineText) {
				about = turn[0]
			}
		}
		for _, c := range t.cuesAt(s, i) {
			switch {
			case c.not:
				nots = append(nots, c)
			case t.counts(c.cue, about):
				hits = append(hits, c)
			}
		}
	}
	for _, h := range hits {
		cancelled := slices.ContainsFunc(nots, func(n cueHit) bool { return n.reason == h.reason && !n.inside(h) })
		if !cancelled {
			found[h.reason] = true
		}
	}
	return about
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

// cuesAt returns the cues that begin at word i of a sentence.
func (t *reasonTable) cuesAt(s []fold.Word, i int) []cueHit {
	var found []cueHit
	node := int32(0)
	for j := i; j < len(s); j++ {
		if node = t.trie.Step(s[j].Key, node); node == 0 {
			break
		}
		for _, v := range t.trie.Values(node) {
			c := &t.cues[v]
			if end := follows(s, j+1, c.parts); end >= 0 {
				found = append(found, cueHit{c, i, end})
			}
		}
	}
	return found
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
