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
	Added    State = "added"
	Replaced State = "replaced" // another text stood under the same letter id
	Same     State = "same"     // these bytes are in the index already
	Failed   State = "failed"
	NeedsOCR State = "needs-ocr" // pages without text
	Skipped  State = "skipped"
)

// A Line reports one input: a file, or a member of an archive.
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
}

// A Summary counts what a run did.
type Summary struct {
	States   map[State]int
	Moved    int // known letters whose originals stand at another path now
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
	return s.States[Added] + s.States[Replaced] + s.States[Same] + s.States[NeedsOCR]
}

// Changed reports whether the run took anything in, or followed an original.
func (s *Summary) Changed() bool { return s.States[Added]+s.States[Replaced]+s.Moved > 0 }

func (s *Summary) count(l Line) {
	s.States[l.State]++
	if l.MovedFrom != "" {
		s.Moved++
	}
	if l.State == Added || l.State == Replaced {
		s.Items += l.Items
		s.Problems += len(l.Problems)
	}
}
