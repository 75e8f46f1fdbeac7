package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	documentsIntro = pattern.New(`(?is)^(?:the\s+following\s+(?:relevant\s+)?documents\b[^:]{0,260}?(?:these\s+documents\s+included|were\s+reviewed(?:\s+and\s+considered)?|reviewed|included)\s*[:.]\s*|these\s+documents\s+included\s*:\s*)+`)
	bullet         = pattern.New(`^(?:[•●▪◦○∙·*☒☑✓✔✗✘■□◊➢►\x{f0a7}\x{f0b7}\x{f0fe}\x{f0fd}\x{f06f}-]|\[\s*[xX✓]\s*\]|\(\s*[xX]\s*\)|\(?\d{1,2}[).]|[a-z][).]|o\s)\s*`)
	unchecked      = pattern.New(`^(?:[☐\x{f0a8}]|\[\s*\]|\(\s*\))\s*`)
)

// readDocuments reads the list of what the reviewer had.
func (r *reading) readDocuments() {
	r.letter.DocumentsReviewed = []string{}
	from, to, ok := r.Section(outline.Documents)
	if !ok {
		return
	}
	whole := r.Passage(from, to)
	skip := len(documentsIntro.FindString(whole.Text))
	r.letter.DocumentsReviewed = r.documentList(from, to, whole.Place(skip).Line, whole.Place(skip).Page, whole.Text[skip:])
	if len(r.letter.DocumentsReviewed) > 0 {
		r.letter.Places["documents_reviewed"] = whole.Place(skip)
	}
}

// documentList parts the lines of the section: at bullets where there are
// any, else at semicolons where there are any, else at line ends; a line in
// small letters, or without a bullet below one, continues the line above.
func (r *reading) documentList(from, to outline.Cursor, no, page int, text string) []string {
	var rows []string
	bulleted := false
	for i := from.Line; i < to.Line && i < len(r.Lines); i++ {
		l := r.Lines[i]
		if l.Page < page || l.Page == page && l.Number < no {
			continue
		}
		s := l.Plain()
		if i == from.Line {
			s = strings.TrimSpace(s[min(from.Off, len(s)):])
		}
		if len(rows) == 0 && len(s) > len(text) {
			s = text
		}
		bulleted = bulleted || bullet.MatchString(s) || unchecked.MatchString(s)
		rows = append(rows, s)
	}
	if !bulleted && strings.Contains(text, ";") {
		return cleanDocuments(strings.Split(strings.TrimSuffix(text, "."), ";"))
	}
	return cleanDocuments(joinRows(rows, bulleted, r.Width))
}

// joinRows joins the rows of one entry.
func joinRows(rows []string, bulleted bool, width int) []string {
	var list []string
	var entry strings.Builder // the last of the list, while it grows
	for i, s := range rows {
		marked := bullet.MatchString(s) || unchecked.MatchString(s)
		goesOn := bulleted && !marked || !bulleted && (len(s) > 0 && ascii.IsLower(s[0]) || i > 0 && len(rows[i-1]) > width*9/10)
		if goesOn && len(list) > 0 {
			entry.WriteByte(' ')
			entry.WriteString(s)
			continue
		}
		if len(list) > 0 {
			list[len(list)-1] = entry.String()
		}
		entry.Reset()
		entry.WriteString(s)
		list = append(list, s)
	}
	if len(list) > 0 {
		list[len(list)-1] = entry.String()
	}
	return list
}

// cleanDocuments drops bullets, boxes that are not ticked, and empty entries.
func cleanDocuments(entries []string) []string {
	list := []string{}
	for _, s := range entries {
		s = strings.TrimSpace(s)
		if unchecked.MatchString(s) {
			continue
		}
		s = strings.TrimSpace(s[len(bullet.FindString(s)):])
		s = strings.TrimSpace(strings.TrimRight(s, ";"))
		if strings.Trim(s, ".,:") != "" {
			list = append(list, s)
		}
	}
	return list
}
