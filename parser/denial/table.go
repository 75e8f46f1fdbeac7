package denial

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/extract"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// A column is where the head of a column of a table begins and ends, in bytes of
// its line.
type column struct {
	role
	at, end int
}

// last returns the row of a table that its next line may go on with.
func (p *part) last() map[role]string {
	if len(p.table) == 0 {
		return nil
	}
	return p.table[len(p.table)-1]
}

// readTable reads the table of requests whose heads are line i, as a part, and
// returns how many lines it takes up; 0 where there is none.
func (r *reading) readTable(i int) int {
	lines := r.outline.Lines
	heads := headsOf(rawLine(r.doc, lines[i]))
	if heads == nil {
		return 0
	}
	key := keyColumn(heads)
	p := part{role: isRequest}
	n := 1
	for ; i+n < len(lines); n++ {
		l := lines[i+n]
		if _, ok := labelAt(l.Text); ok && l.GapBefore {
			break
		}
		if len(p.table) == 0 && isHeadTail(l.Text) {
			continue
		}
		cells := spread(rawLine(r.doc, l), heads, p.last())
		switch {
		case cells[key] != "" && cells[isRequest] != "":
			p.table = append(p.table, cells)
			p.rows = append(p.rows, row{cells[isRequest], l.Place(), false})
		case l.GapBefore || len(p.table) == 0:
			if len(p.table) == 0 {
				return 0
			}
			r.parts = append(r.parts, p, part{role: unlabelled})
			return n
		default:
			last := p.table[len(p.table)-1]
			for role, text := range cells {
				if len(last[role]) < maxCell {
					last[role] = strings.TrimSpace(last[role] + " " + text)
				}
			}
			p.rows[len(p.rows)-1].text = last[isRequest]
		}
	}
	if len(p.table) == 0 {
		return 0
	}
	r.parts = append(r.parts, p, part{role: unlabelled})
	return n
}

// rawLine returns a line as it stands on its page, with its blanks.
func rawLine(doc extract.Document, l outline.Line) string {
	return doc.Pages[l.Page-1].Lines[l.Number-1]
}

// maxHeads is the length of the longest line of heads of columns, in bytes, and
// maxCell how much of a cell is read that goes on over lines.
const (
	maxHeads = 1000
	maxCell  = 4 << 10
)

// headsOf returns the columns of a line that has nothing but heads of columns,
// one of which is for requests; nil for another line.
func headsOf(s string) []column {
	if len(s) > maxHeads {
		return nil
	}
	var heads []column
	request := false
	for _, c := range cellsAt(s, 3) {
		role, ok := columnOf(c.text)
		if !ok {
			return nil
		}
		request = request || role == isRequest
		heads = append(heads, column{role, c.at, c.at + len(c.text)})
	}
	if len(heads) < 2 || !request {
		return nil
	}
	return heads
}

// keyColumn is the column that each row of a table has a text in, on its first
// line.
func keyColumn(heads []column) role {
	for _, want := range []role{isVerdict, isItem} {
		for _, h := range heads {
			if h.role == want {
				return want
			}
		}
	}
	return isRequest
}

// A cellAt is a text between runs of blanks, and where it begins.
type cellAt struct {
	text string
	at   int
}

// cellsAt parts a line at runs of at least that many blanks.
func cellsAt(s string, blanks int) []cellAt {
	var cells []cellAt
	start, run := -1, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != ' ' {
			if start < 0 {
				start = i
			}
			run = 0
			continue
		}
		if run++; start >= 0 && (run == blanks || i == len(s)) {
			cells = append(cells, cellAt{strings.TrimRight(s[start:i], " "), start})
			start = -1
		}
	}
	return cells
}

// spread gives each cell of a line to a column: the one whose head begins
// nearest, or, where columns stand no wider apart than any gap, as extracted
// PDFs have them, the one that its content fits. last is the row before.
func spread(s string, heads []column, last map[role]string) map[role]string {
	if collapsed(heads) {
		return spreadByContent(cellsAt(s, columnGap), heads, last)
	}
	cells := map[role]string{}
	for _, c := range cellsAt(s, 2) {
		best := heads[0]
		for _, h := range heads {
			if distance(h.at, c.at) < distance(best.at, c.at) {
				best = h
			}
		}
		if len(cells[best.role]) < maxCell {
			cells[best.role] = strings.TrimSpace(cells[best.role] + " " + c.text)
		}
	}
	return cells
}

// columnGap is how many blanks stand between columns at least (extract.Page).
const columnGap = 3

// collapsed reports whether the heads stand as close as columns can.
func collapsed(heads []column) bool {
	for i := 1; i < len(heads); i++ {
		if heads[i].at != heads[i-1].end+columnGap {
			return false
		}
	}
	return true
}

var (
	rowNumber = pattern.New(`^#?\d{1,2}[.)]?$`)
	icdCell   = pattern.New(`^(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2})(?:[,;/ ].*)?$`)
	cptCell   = pattern.New(`^(?:\d{5}|[A-Z]\d{4})(?:[,;/ -].*)?$`)
	howMany   = pattern.New(`(?i)^(?:#?\s*\d+|x\s*\d+|.*\b(?:times|per|week|weeks|daily|days|months?|visits|sessions|units|outpatient|inpatient|refills?)\b.*)$`)
)

// spreadByContent gives cells to the columns that their content fits.
func spreadByContent(list []cellAt, heads []column, last map[role]string) map[role]string {
	has := map[role]bool{}
	for _, h := range heads {
		has[h.role] = true
	}
	cells := map[role]string{}
	for i, c := range list {
		to, asked := isRequest, ascii.HasLetter(cells[isRequest])
		switch {
		case i == 0 && len(list) > 1 && rowNumber.MatchString(c.text):
			cells[isRequest] = c.text // the mark, before the request
			continue
		case has[isItem] && icdCell.MatchString(c.text):
			to = isItem
		case has[isOther] && cptCell.MatchString(c.text):
			to = isOther
		case has[isVerdict] && asked && len(c.text) < 60 && verdictOf(c.text) != "":
			to = isVerdict
		case has[isAmount] && (asked || last != nil && len(list) <= 2 && i > 0) && howMany.MatchString(c.text):
			to = isAmount
		case has[isDiagnosis] && i == 0 && !goesOn(last, list):
			to = isDiagnosis
		}
		if len(cells[to]) < maxCell {
			cells[to] = strings.TrimSpace(cells[to] + " " + c.text)
		}
	}
	return cells
}

// goesOn reports whether the first of the cells of a line goes on with the
// request of the row before: together they name what it alone does not.
func goesOn(last map[role]string, list []cellAt) bool {
	before := strings.TrimSpace(last[isRequest])
	if before == "" || len(list) > 2 || len(before) > maxRequest {
		return false
	}
	if strings.HasSuffix(last[isDiagnosis], ",") {
		return false
	}
	return strings.HasSuffix(before, ",") || !namesTreatment(before) && namesTreatment(before+" "+list[0].text)
}

func distance(a, b int) int { return max(a-b, b-a) }

// isHeadTail reports whether a line goes on with the heads of columns: asides in
// brackets.
func isHeadTail(s string) bool {
	for c := range strings.SplitSeq(s, outline.ColumnGap) {
		if !strings.ContainsAny(c, "()") {
			return false
		}
	}
	return true
}
