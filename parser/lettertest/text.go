package lettertest

import (
	"fmt"
	"strings"

	"imrsearch/parser/imr"
)

// text renders the pages as a good extractor gives them, with the noise that
// is wanted.
func (d *draft) text(p *paper) string {
	var pages []string
	for _, pg := range p.pages {
		pages = append(pages, strings.Join(d.pageText(pg, p.width), "\n")+"\n")
	}
	if d.traps[TrapDoubledLines] {
		return doubled(pages)
	}
	text := strings.Join(pages, "\f")
	if d.traps[TrapCRLF] {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// pageText returns the lines of a page.
func (d *draft) pageText(pg page, width int) []string {
	var lines []string
	for i := 0; i < len(pg); i++ {
		if pg[i].cells != nil && d.traps[TrapLabelsFirst] {
			from := i
			for i+1 < len(pg) && pg[i+1].cells != nil {
				i++
			}
			lines = append(lines, labelsFirst(pg[from:i+1])...)
			continue
		}
		line := d.noisy(strings.TrimRight(plain(pg[i], width), " "), pg[i])
		lines = append(lines, line)
	}
	return lines
}

// plain renders a line with its cells in columns.
func plain(l pageLine, width int) string {
	switch {
	case len(l.cells) == 4:
		return fmt.Sprintf("%-22s%-32s%-24s%s", l.cells[0], l.cells[1], l.cells[2], l.cells[3])
	case l.cells != nil:
		return fmt.Sprintf("%-28s%s", l.cells[0], l.cells[1])
	case l.center:
		return strings.Repeat(" ", max(0, (width-runes(l.text))/2)) + l.text
	}
	return l.text
}

// labelsFirst renders a table as extractors do that read a column at a time:
// labels, their values, the other labels, their values.
func labelsFirst(rows page) []string {
	var lines []string
	for column := 0; column < len(rows[0].cells) || column < 4; column += 2 {
		var labels, values []string
		for _, r := range rows {
			if column+1 >= len(r.cells) || r.cells[column] == "" {
				continue
			}
			goesOn := r.cells[column] == "Received:"
			if r.cells[column+1] == "" && !goesOn {
				continue
			}
			labels = append(labels, r.cells[column])
			if !goesOn {
				values = append(values, r.cells[column+1])
			}
		}
		if len(labels) > 0 {
			lines = append(append(append(append(lines, labels...), ""), values...), "")
		}
	}
	return lines
}

// noisy puts tabs, no-break spaces, soft hyphens and ligatures into a line.
func (d *draft) noisy(line string, l pageLine) string {
	if d.traps[TrapTabs] && l.cells != nil {
		for strings.Contains(line, "   ") {
			line = strings.ReplaceAll(line, "   ", "\t")
		}
		line = strings.ReplaceAll(strings.ReplaceAll(line, "\t ", "\t"), "\t\t", "\t")
	}
	if !d.traps[TrapTabs] && !d.traps[TrapNoBreakSpaces] && !d.traps[TrapSoftHyphens] && !d.traps[TrapLigatures] {
		return line
	}
	words := strings.Split(line, " ")
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			switch {
			case d.traps[TrapNoBreakSpaces] && d.chance(6):
				b.WriteString("\u00a0")
			case d.traps[TrapTabs] && words[i-1] != "" && w != "" && d.chance(3):
				b.WriteByte('\t')
			default:
				b.WriteByte(' ')
			}
		}
		if d.traps[TrapSoftHyphens] && len(w) > 8 && asciiLetters(w) && d.chance(20) {
			w = w[:len(w)/2] + "\u00ad" + w[len(w)/2:]
		}
		b.WriteString(w)
	}
	line = b.String()
	if d.traps[TrapLigatures] && !d.traps[TrapWindows1252] {
		line = ligatures.Replace(line)
	}
	return line
}

func asciiLetters(s string) bool {
	for _, c := range []byte(s) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return false
		}
	}
	return true
}

var ligatures = strings.NewReplacer("ffi", "ﬃ", "ffl", "ﬄ", "ff", "ﬀ", "fi", "ﬁ", "fl", "ﬂ")

// doubled renders pages as a certain program left many letters: a blank at
// every line's end, an empty line behind it, and no form feed but two more
// empty lines.
func doubled(pages []string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i, pg := range pages {
		if i > 0 {
			b.WriteString("\n\n")
		}
		for _, line := range strings.Split(strings.TrimSuffix(pg, "\n"), "\n") {
			b.WriteString(strings.TrimLeft(line, " ") + " \n\n")
		}
	}
	return b.String()
}

// curl turns straight quotes into curly ones.
func curl(s string) string {
	var b strings.Builder
	before := ' '
	for _, c := range s {
		out := c
		opens := before == ' ' || before == '('
		switch {
		case c == '"' && opens:
			out = '“'
		case c == '"':
			out = '”'
		case c == '\'' && opens:
			out = '‘'
		case c == '\'':
			out = '’'
		}
		b.WriteRune(out)
		before = c
	}
	return b.String()
}

// curlLetter does so in the pages and in the truth.
func (d *draft) curlLetter(p *paper) {
	for _, pg := range p.pages {
		for i := range pg {
			pg[i].text = curl(pg[i].text)
		}
	}
	t := &d.truth
	for _, list := range [][]string{t.Diagnoses, t.DocumentsReviewed} {
		for i := range list {
			list[i] = curl(list[i])
		}
	}
	t.Summary = curlPassage(t.Summary)
	for i := range t.Items {
		it := &t.Items[i]
		it.Request, it.Heading = curl(it.Request), curl(it.Heading)
		it.ClaimsAdministrator.Text, it.ReviewerGuidelines.Text = curl(it.ClaimsAdministrator.Text), curl(it.ReviewerGuidelines.Text)
		it.Rationale = curlPassage(it.Rationale)
	}
}

func curlPassage(p imr.Passage) imr.Passage {
	out := imr.Passage{Paragraphs: []int{}}
	for i, from := range p.Paragraphs {
		to := len(p.Text)
		if i+1 < len(p.Paragraphs) {
			to = p.Paragraphs[i+1]
		}
		out.Paragraphs = append(out.Paragraphs, len(out.Text))
		out.Text += curl(p.Text[from:to])
	}
	return out
}
