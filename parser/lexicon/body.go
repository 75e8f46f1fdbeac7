package lexicon

import (
	"slices"
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// A BodyPart is a part of the body as letters count injuries.
type BodyPart struct {
	Name    string
	Region  string // the coarser part, as "upper extremity"
	Aliases []string
}

type bodyTable struct {
	rows []BodyPart
	trie *fold.Trie
}

var bodies = sync.OnceValue(func() *bodyTable {
	t := &bodyTable{trie: fold.NewTrie()}
	for i, r := range readTable("body_parts") {
		b := BodyPart{r.get("name"), r.get("region"), r.list("aliases")}
		t.rows = append(t.rows, b)
		t.trie.AddNames(int32(i), b.Name)
		t.trie.AddNames(int32(i), b.Aliases...)
	}
	return t
})

// BodyParts returns all parts, in the order of the table.
func BodyParts() []BodyPart { return bodies().rows }

// noPart in a treatment's row says that the part of the body in its name is not
// the one that is treated ("knee scooter").
const noPart = "-"

// bodyParts returns the parts that a request names, in its order. hits are
// the treatments in the same words, nil for another text.
func bodyParts(words []fold.Word, hits []hit) []string {
	t := bodies()
	var parts []string
	for i := 0; i < len(words); {
		values, n := t.trie.Longest(words, i, nil)
		if n == 0 {
			i++
			continue
		}
		name := bodyPartOf(t, values[0], words, i, n)
		if h := hitAt(hits, i); h != nil {
			name = bodyPartInside(h, name)
		}
		if name != "" {
			parts = appendNew(parts, name)
		}
		i += n
	}
	return withoutVague(parts)
}

func hitAt(hits []hit, word int) *hit {
	for i := range hits {
		if word >= hits[i].start && word < hits[i].end {
			return &hits[i]
		}
	}
	return nil
}

// bodyPartInside says what a part means that is named inside the name of a
// treatment or drug: what the treatment's row says, nothing in a drug's name
// or where a system of the body is only part of the term ("nerve conduction").
// A row that gathers related things leaves the part as named.
func bodyPartInside(h *hit, name string) string {
	if h.drug >= 0 {
		return ""
	}
	t := &treatments()[h.treatment]
	switch p := t.bodyPart; {
	case p == noPart, p == "" && systemic(name):
		return ""
	case p == "" || p == "spine" || t.group && !systemic(name) && name != "back":
		return name
	default:
		return p
	}
}

func systemic(name string) bool { return regionOf(name) == "systemic" }

func regionOf(name string) string {
	for _, b := range BodyParts() {
		if b.Name == name {
			return b.Region
		}
	}
	return ""
}

// withoutVague drops what a nearer name says better: systems of the body
// beside parts, the spine beside a stretch of it, the back beside the low or
// upper back.
func withoutVague(parts []string) []string {
	if len(parts) < 2 {
		return parts
	}
	has := func(f func(string) bool) bool { return slices.ContainsFunc(parts, f) }
	place := has(func(p string) bool { return !systemic(p) })
	stretch := has(func(p string) bool { return p != "spine" && regionOf(p) == "spine" })
	backs := has(func(p string) bool { return p == "low back" || p == "upper back" })
	return slices.DeleteFunc(parts, func(p string) bool {
		return place && systemic(p) || stretch && p == "spine" || backs && p == "back"
	})
}

// bodyPartOf picks the part that words[i:i+n] mean; "" for none.
func bodyPartOf(t *bodyTable, value int32, words []fold.Word, i, n int) string {
	rs := readingsOf(words[i : i+n])
	if rs == nil {
		return t.rows[value].Name
	}
	context := append(append([]fold.Word{}, words[:i]...), words[i+n:]...)
	r, ok := chooseReading(rs, context)
	switch {
	case !ok || r.kind == kindNone:
		return ""
	case r.kind == kindBody:
		return r.name
	}
	return t.rows[value].Name
}

// side returns "left", "right" or "bilateral" when the words name one side,
// "" when none or when parts of both sides are named apart.
func side(text string, words []fold.Word) string {
	found := ""
	for i, w := range words {
		s := sideWords[w.Key]
		if s == "" {
			s = sideLetter(text, words, i)
		}
		if s == "" {
			continue
		}
		switch {
		case s == "bilateral" || found == "bilateral":
			found = "bilateral"
		case found == "" || found == s:
			found = s
		case i >= 1 && sideWords[words[i-1].Key] != "" || i >= 2 && words[i-1].Key == fold.And && sideWords[words[i-2].Key] != "":
			found = "bilateral" // "left and right", "right/left"
		default:
			return ""
		}
	}
	return found
}

// sideLetter reads the R or L of "R knee", which is a side only before a part
// of the body ("L spine" is a part itself).
func sideLetter(text string, words []fold.Word, i int) string {
	letter := text[words[i].Start:words[i].End]
	if letter != "R" && letter != "L" || i+1 == len(words) {
		return ""
	}
	t := bodies().trie
	if _, n := t.Longest(words, i, nil); n > 0 {
		return ""
	}
	if _, n := t.Longest(words, i+1, nil); n == 0 {
		return ""
	}
	if letter == "R" {
		return "right"
	}
	return "left"
}

var sideWords = func() map[uint64]string {
	m := map[uint64]string{}
	for s, words := range map[string]string{
		"left":      "left lt",
		"right":     "right rt",
		"bilateral": "bilateral bilaterally both bilat",
	} {
		for _, w := range strings.Fields(words) {
			m[fold.Words(w)[0].Key] = s
		}
	}
	return m
}()
