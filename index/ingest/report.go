// Package ingest answers one question: how do files become an index? It
// walks folders and archives, reads and parses letters side by side, and
// hands them to a Writer in the order of the walk, so that the same files
// always make the same index. Every input ends as one line of the report.
package ingest

import "imrsearch/parser/imr"

// A State says what became of an input.
type State string

// The states of an input. Skipped files are those inside a folder that are
// no letters by their name (hidden files, truth and report files in JSON).
const (
	Read     State = "read" // of a report: added or replaced by the commit, which has not come yet
	Added    State = "added"
	Replaced State = "replaced" // another text stood under the same letter id
	Same     State = "same"     // these bytes, or this text, are in the index already
	Worse    State = "worse"    // the index has a better text of that letter, and notes this one beside it
	Failed   State = "failed"
	NeedsOCR State = "needs-ocr" // pages without text
	Skipped  State = "skipped"
)

// A Line reports one input: a file, or a member of an archive. Of one that
// holds several letters Letters has each, Letter the first, Items their sum; the
// state is that of the letter of which most was done.
type Line struct {
	Path     string        `json:"path"`
	Member   string        `json:"member,omitempty"` // name inside the archive at Path
	State    State         `json:"state"`
	Letter   string        `json:"letter,omitempty"`
	Items    int           `json:"items,omitempty"`
	Layout   imr.Layout    `json:"layout,omitempty"`
	Reason   string        `json:"reason,omitempty"` // why it failed, and what to do
	Problems []imr.Problem `json:"problems,omitempty"`
	// MovedFrom is where the original of a known letter stood, when it is there
	// no more; the index then takes the new path.
	MovedFrom string `json:"moved_from,omitempty"`
	// Replaces is the SHA-256 of the text that a replaced letter came from.
	Replaces string `json:"replaces,omitempty"`
	// Letters are those of an input that holds more than one.
	Letters []LetterLine `json:"letters,omitempty"`
	// OtherPages counts the pages that belong to no letter.
	OtherPages int `json:"other_pages,omitempty"`
	// UnreadPages are pages that are pictures and were not recognized.
	UnreadPages []int `json:"unread_pages,omitempty"`
}

// A LetterLine reports one of several letters of an input.
type LetterLine struct {
	Letter   string        `json:"letter"`
	State    State         `json:"state"`
	Items    int           `json:"items"`
	Layout   imr.Layout    `json:"layout,omitempty"`
	First    int           `json:"first_page"`
	Last     int           `json:"last_page"`
	Reason   string        `json:"reason,omitempty"`
	Problems []imr.Problem `json:"problems,omitempty"`
	Replaces string        `json:"replaces,omitempty"`
}

// A Summary counts what a run did.
type Summary struct {
	States   map[State]int
	Moved    int // known letters whose originals stand at another path now
	Letters  int // added and replaced
	Copies   int // other texts of letters, newly noted beside them
	Unread   int // pages that are pictures and were not recognized, of inputs that were read
	Others   int // pages that belong to no letter, of inputs that hold some
	Items    int // of letters added and replaced
	Problems int // inside letters added and replaced
	// Recovered is how many letters of an earlier run that did not end with a
	// commit are in the new generation.
	Recovered int
	// Generation is the number of the new generation; 0 when nothing changed.
	Generation int
	// Interrupted is set when the context ended the walk early: what was read
	// until then is in the index.
	Interrupted bool
}

// Inputs returns the number of inputs seen.
func (s *Summary) Inputs() int {
	n := 0
	for _, k := range s.States {
		n += k
	}
	return n
}

// Bad returns the number of inputs that could not be taken in.
func (s *Summary) Bad() int { return s.States[Failed] + s.States[NeedsOCR] }

// letters returns the number of inputs that are letters, readable or not.
func (s *Summary) letters() int {
	return s.States[Added] + s.States[Replaced] + s.States[Same] + s.States[Worse] + s.States[NeedsOCR]
}

// Changed reports whether the run took anything in, noted a copy, or followed
// an original.
func (s *Summary) Changed() bool {
	return s.States[Added]+s.States[Replaced]+s.Moved+s.Copies > 0
}

func (s *Summary) count(l Line) {
	s.States[l.State]++
	if l.MovedFrom != "" {
		s.Moved++
	}
	s.Others += l.OtherPages
	s.Unread += len(l.UnreadPages)
	for _, one := range l.Each() {
		if one.State == Added || one.State == Replaced {
			s.Letters++
			s.Items += one.Items
			s.Problems += len(one.Problems)
		}
	}
}

// Each returns the letters of an input; the line itself where it is one, or
// holds none.
func (l *Line) Each() []LetterLine {
	if len(l.Letters) > 0 {
		return l.Letters
	}
	return []LetterLine{{Letter: l.Letter, State: l.State, Items: l.Items, Layout: l.Layout, Reason: l.Reason, Problems: l.Problems, Replaces: l.Replaces}}
}
