package lexicon

import "strings"

// noPart in a treatment's row says that a part of the body named inside the
// treatment's name is none of the patient's ("knee scooter").
const noPart = "-"

// bodyParts returns the parts that a request names, in its order. hits are
// the treatments in the same words when own is set.
func bodyParts(text string, words []token, own bool, hits []hit) []string {
	t := bodies()
	var parts []string
	for i := 0; i < len(words); {
		values, n := t.trie.longest(words, i, nil)
		if n == 0 {
			i++
			continue
		}
		if !own || !insideNoPart(hits, i) {
			if name := partMeant(t, values[0], words, i, n); name != "" {
				parts = addOnce(parts, name)
			}
		}
		i += n
	}
	return parts
}

// insideNoPart reports whether word i belongs to the name of a treatment that
// names a part without meaning it, or to a drug's name.
func insideNoPart(hits []hit, i int) bool {
	for _, h := range hits {
		if i >= h.start && i < h.end && (h.drug >= 0 || treatments()[h.treatment].BodyPart == noPart) {
			return true
		}
	}
	return false
}

// partMeant picks the part that words[i:i+n] mean; "" for none.
func partMeant(t *bodyTable, value int32, words []token, i, n int) string {
	rs := readingsOf(words[i : i+n])
	if rs == nil {
		return t.rows[value].Name
	}
	context := append(append([]token{}, words[:i]...), words[i+n:]...)
	r, ok := pick(rs, context)
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
func side(words []token) string {
	found := ""
	for i, w := range words {
		s := sideWords[w.key]
		if s == "" {
			continue
		}
		switch {
		case s == "bilateral" || found == "bilateral":
			found = "bilateral"
		case found == "" || found == s:
			found = s
		case i >= 1 && sideWords[words[i-1].key] != "" || i >= 2 && words[i-1].key == andKey && sideWords[words[i-2].key] != "":
			found = "bilateral" // "left and right", "right/left"
		default:
			return ""
		}
	}
	return found
}

var sideWords = func() map[uint64]string {
	m := map[uint64]string{}
	for s, words := range map[string]string{
		"left":      "left lt",
		"right":     "right rt",
		"bilateral": "bilateral bilaterally both bilat",
	} {
		for _, w := range strings.Fields(words) {
			m[fold(w)[0].key] = s
		}
	}
	return m
}()
