package contrast

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A Kind says what a feature is.
type Kind string

// The kinds of features, in the order in which they are shown.
const (
	Term      Kind = "term"
	Phrase    Kind = "phrase"
	Reason    Kind = "reason"
	Guideline Kind = "guideline"
	Section   Kind = "section"
	Diagnosis Kind = "diagnosis"
	Document  Kind = "document"
)

// A Feature is something that a letter may have on a side. Features of equal
// Kind and Key are one, whatever their Text.
type Feature struct {
	Kind Kind
	Key  string
	Text string // for people, and for the query that finds it
}

// A Row is a feature with its letters on both sides.
type Row struct {
	Feature
	Letters [2]int
}

// A Counter counts letters by feature. The zero Counter is ready for use, by
// one goroutine.
type Counter struct {
	Letters [2]int // on each side
	rows    map[string]*counted
	letter  [2]int // serial of the one at hand on each side; 0 for none
	serial  int
	buf     []byte
}

type counted struct {
	Row
	last [2]int // serial of the letter that was counted last
}

// Begin goes to the next letter.
func (c *Counter) Begin() {
	c.serial++
	c.letter = [2]int{}
}

// Item says that an item of the letter at hand is on a side.
func (c *Counter) Item(s Side) {
	if c.letter[s] == 0 {
		c.letter[s] = c.serial
		c.Letters[s]++
	}
}

// Add counts a feature of the letter at hand on a side, unless it was.
func (c *Counter) Add(s Side, f Feature) {
	c.buf = append(append(append(c.buf[:0], f.Kind...), 0), f.Key...)
	r := c.rows[string(c.buf)]
	if r == nil {
		if c.rows == nil {
			c.rows = map[string]*counted{}
		}
		r = &counted{Row: Row{Feature: f}}
		c.rows[string(c.buf)] = r
	}
	if r.last[s] == c.serial {
		return
	}
	r.last[s] = c.serial
	r.Letters[s]++
	if plainer(f.Text, r.Text) {
		r.Text = f.Text
	}
}

// plainer reports whether a stands better for a feature than b: the shorter
// one, as "injection" for "injections".
func plainer(a, b string) bool { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) < 0 }

// Merge adds what another counter counted of other letters.
func (c *Counter) Merge(o *Counter) {
	if c.rows == nil {
		c.rows = map[string]*counted{}
	}
	for s := range sides {
		c.Letters[s] += o.Letters[s]
	}
	for key, r := range o.rows {
		have := c.rows[key]
		if have == nil {
			c.rows[key] = &counted{Row: r.Row}
			continue
		}
		for s := range sides {
			have.Letters[s] += r.Letters[s]
		}
		if plainer(r.Text, have.Text) {
			have.Text = r.Text
		}
	}
}

// Rows returns the features of a kind that at least so many letters of one side
// have, in the order of their keys.
func (c *Counter) Rows(k Kind, least int) []Row {
	var out []Row
	prefix := string(k) + "\x00"
	for _, key := range slices.Sorted(maps.Keys(c.rows)) {
		if r := c.rows[key]; strings.HasPrefix(key, prefix) && max(r.Letters[Overturned], r.Letters[Upheld]) >= least {
			out = append(out, r.Row)
		}
	}
	return out
}

// Share returns the share of all letters that have a feature, counting a letter
// of both sides twice.
func (c *Counter) Share(f Feature) float64 {
	r := c.rows[string(f.Kind)+"\x00"+f.Key]
	if r == nil || c.Letters[Overturned]+c.Letters[Upheld] == 0 {
		return 0
	}
	return float64(r.Letters[Overturned]+r.Letters[Upheld]) / float64(c.Letters[Overturned]+c.Letters[Upheld])
}

// Keep leaves out the features that fewer than so many letters have.
func (c *Counter) Keep(least int) {
	maps.DeleteFunc(c.rows, func(_ string, r *counted) bool { return r.Letters[Overturned]+r.Letters[Upheld] < least })
}
