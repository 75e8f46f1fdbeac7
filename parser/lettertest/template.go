package lettertest

import "strings"

// A template is text with places to fill, written {KEY}.
type template []piece

// A piece is literal text followed by one key; the last has no key.
type piece struct{ text, key string }

func parseTemplate(s string) template {
	var t template
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			return append(t, piece{text: s})
		}
		j := strings.IndexByte(s[i:], '}') + i
		t = append(t, piece{s[:i], s[i+1 : j]})
		s = s[j+1:]
	}
}

func parseTemplates(lines []string) []template {
	out := make([]template, len(lines))
	for i, line := range lines {
		out[i] = parseTemplate(line)
	}
	return out
}

// expand writes the template with every key replaced by what fill writes.
func (t template) expand(b *strings.Builder, fill func(b *strings.Builder, key string)) {
	for _, p := range t {
		b.WriteString(p.text)
		if p.key != "" {
			fill(b, p.key)
		}
	}
}
