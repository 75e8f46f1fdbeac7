package denial

import (
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// A part is what stands behind one label, or between labels.
type part struct {
	role
	marks string // of the requests that it is for
	rows  []row
	// table holds the rows of a table of requests by its columns.
	table []map[role]string
}

// A row is a line of a part, or a column of a line.
type row struct {
	text  string
	place imr.Place
	gap   bool // an empty line stands before it
}

// text joins the rows of a part as running text.
func (p *part) text() string {
	text, _ := p.running()
	return text
}

// running returns the text of a part, and where in it each row begins.
func (p *part) running() (text string, starts []int) {
	var b strings.Builder
	for i, r := range p.rows {
		starts = append(starts, b.Len())
		if i > 0 {
			b.WriteByte(' ')
			if r.gap && !outline.EndsSentence(p.rows[i-1].text) {
				b.WriteString(". ")
			}
		}
		b.WriteString(r.text)
	}
	text = strings.TrimLeft(b.String(), " ")
	for i := range starts {
		starts[i] -= b.Len() - len(text)
	}
	return strings.TrimSpace(text), starts
}

// longRoles are those whose text may hold colons and empty lines.
var longRoles = map[role]bool{isWhy: true, isAnswer: true, isSummary: true, isRecords: true, isEnd: true, isGuideline: true, isQuestion: true}

// part takes the text apart at its labels.
func (r *reading) part() {
	r.parts = []part{{role: unlabelled}}
	lines := r.outline.Lines
	for i := 0; i < len(lines); i++ {
		if n := r.readTable(i); n > 0 {
			i += n - 1
			continue
		}
		for j, cell := range cellsOf(lines[i].Text) {
			r.addCell(row{cell, lines[i].Place(), j == 0 && (lines[i].GapBefore || lines[i].PageStart)})
		}
	}
}

// addCell adds a row to the part that it belongs to.
func (r *reading) addCell(c row) {
	last := &r.parts[len(r.parts)-1]
	if c.gap && last.ends(c) {
		r.parts = append(r.parts, part{role: unlabelled})
		last = &r.parts[len(r.parts)-1]
	}
	if l, ok := labelAt(c.text); ok {
		r.parts = append(r.parts, part{role: l.role, marks: l.marks})
		last = &r.parts[len(r.parts)-1]
		c.text, c.gap = strings.TrimSpace(c.text[l.end:]), false
		if c.text == "" {
			return
		}
	} else if !longRoles[last.role] && otherLabel.MatchString(c.text) && !namesTreatment(c.text[:strings.IndexByte(c.text, ':')]) {
		r.parts = append(r.parts, part{role: isOther})
		last = &r.parts[len(r.parts)-1]
	}
	last.rows = append(last.rows, c)
}

// ends reports whether the empty line before a row ends the part. Text with
// paragraphs goes on up to the next label; a list as long as its marks do.
func (p *part) ends(next row) bool {
	switch {
	case len(p.rows) == 0 && len(p.table) == 0 || p.role == unlabelled:
		return false
	case longRoles[p.role]:
		return isHeading(next.text)
	case p.role == isRequest || p.role == isDiagnosis:
		return bullet.FindString(next.text) == "" || bullet.FindString(p.rows[0].text) == ""
	}
	return true
}

// isHeading reports whether a line is the heading of what follows on one request:
// "2. MRI of the knee".
func isHeading(s string) bool {
	m := bullet.FindStringSubmatch(s)
	return m != nil && m[1] != "" && len(s) < maxHeading && !strings.HasSuffix(s, ".") && namesTreatment(s[len(m[0]):])
}

// bullet is the mark of an entry of a list.
var bullet = pattern.New(`(?i)^\s*(?:#?\(?(\d{1,2}|[a-h])[).:]\s+|#\d{1,2}\s+|[-*•]\s+|\[[ x]?\]\s+)`)

// cellsOf parts a line where a label begins behind others.
func cellsOf(s string) []string {
	var out []string
	from, end := 0, 0
	for c := range strings.SplitSeq(s, outline.ColumnGap) {
		_, known := labelAt(c)
		if end > 0 && (known || otherLabel.MatchString(c)) {
			out = append(out, insideLabels(oneCell(s[from:end-len(outline.ColumnGap)]))...)
			from = end
		}
		end += len(c) + len(outline.ColumnGap)
	}
	return append(out, insideLabels(oneCell(s[from:]))...)
}

// oneCell joins the columns that are one cell.
func oneCell(s string) string { return strings.ReplaceAll(s, outline.ColumnGap, " ") }

// maxInside is how far before its colon a label may begin.
const maxInside = 60

// insideLabels parts a cell at labels with a colon behind the end of a sentence
// or a semicolon: "MRI of the knee. Determination: denied".
func insideLabels(s string) []string {
	var cuts []int
	for i := 1; i < len(s); i++ {
		if s[i] != ':' {
			continue
		}
		for j := i - 1; j > 0 && j > i-maxInside && s[j] != ':'; j-- {
			if s[j] != ' ' || !strings.ContainsRune(".;,)", rune(s[j-1])) {
				continue
			}
			if l, ok := labelAt(s[j+1:]); ok && l.style == labels && j+1+l.end > i && s[j+1] >= 'A' && s[j+1] <= 'Z' {
				cuts = append(cuts, j+1)
				break
			}
		}
	}
	if cuts == nil {
		return []string{s}
	}
	var out []string
	from := 0
	for _, c := range append(cuts, len(s)) {
		if c > from {
			out = append(out, strings.TrimRight(s[from:c], " ;,"))
			from = c
		}
	}
	return out
}
