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
}

// A cue is a wording that gives a reason, or that cancels it.
type cue struct {
	reason   int32
	not      bool
	caseOnly bool          // counts only where the reviewer turns to the case
	parts    [][]fold.Word // further parts, each up to cueGap words behind the one before
}

// cueGap is how many words an ellipsis in a cue stands for at most.
const cueGap = 10

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
	for i, r := range readTable("reasons") {
		t.rows = append(t.rows, reason{
			r.get("reason"), r.get("side") == "denial", r.get("last") == "yes",
		})
		for _, c := range r.list("cue_phrases") {
			t.addCue(int32(i), c, false)
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

// Reasons returns the names of the reasons that a rationale gives for this
// outcome, in the order of the table: reasons for denial of an upheld item,
// for approval of an overturned one, both for one modified, none when the
// outcome is unknown. It never returns nil.
func Reasons(rationale string, outcome imr.Outcome) []string {
	t := reasons()
	found := make([]bool, len(t.rows))
	about := int32(subjectUnknown)
	rationale = withoutOpioidParagraph(rationale)
	for _, s := range sentences(rationale, fold.Words(rationale)) {
		about = t.readSentence(rationale, s, about, found)
	}
	names := []string{}
	for _, denial := range []bool{true, false} {
		if denial && outcome == imr.Overturned || !denial && outcome == imr.Upheld || outcome == imr.UnknownOutcome {
			continue
		}
		names = append(names, t.chosen(found, denial)...)
	}
	return names
}

// chosen returns the found reasons of one side; a last one only alone.
func (t *reasonTable) chosen(found []bool, denial bool) []string {
	var names, last []string
	for i, r := range t.rows {
		switch {
		case !found[i] || r.denial != denial:
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

// A said is a cue where it stands in a sentence: start and end are indexes of
// the words of its first part.
type cueHit struct {
	*cue
	start, end int
}

// inside reports whether a not_cue is only part of the words of a cue without
// gaps: "meet the criteria" inside "does not meet the criteria".
func (n cueHit) inside(c cueHit) bool {
	return len(c.parts) == 0 && c.start <= n.start && n.end <= c.end
}

// readSentence marks the reasons of one sentence and returns what the text
// behind it still speaks of.
func (t *reasonTable) readSentence(text string, s []fold.Word, about int32, found []bool) int32 {
	var hits, nots []cueHit
	for i := range s {
		if i == 0 || strings.ContainsAny(text[s[i-1].End:s[i].Start], ",;:") {
			if turn, n := t.subjects.Longest(s, i, nil); n > 0 {
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
			if c := &t.cues[v]; follows(s, j+1, c.parts) {
				found = append(found, cueHit{c, i, j + 1})
			}
		}
	}
	return found
}

// follows reports whether the parts stand behind word i in their order, with
// at most cueGap words before each.
func follows(s []fold.Word, i int, parts [][]fold.Word) bool {
	if len(parts) == 0 {
		return true
	}
	for j := i; j < len(s) && j <= i+cueGap; j++ {
		if fold.At(s, j, parts[0]) && follows(s, j+len(parts[0]), parts[1:]) {
			return true
		}
	}
	return false
}
