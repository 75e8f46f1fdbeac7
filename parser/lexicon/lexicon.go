// Package lexicon answers one question: what do the field's words mean? It
// holds treatments and their classes, drugs, body parts, abbreviations,
// specialties, guideline titles and topics, and the cues by which reviewers
// give their reasons, as tables embedded from data/*.tsv.
//
// The tables are read on first use, once; everything returned by the package
// is shared and read-only, and every function is safe for concurrent use.
// Words are compared without regard to case; hyphen, slash and blank count as
// one; plurals are folded by a simple rule.
package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

//go:embed data
var data embed.FS

// A row is one line of a table; cells are found by the name of their column.
type row struct {
	columns map[string]int
	cells   []string
}

// get returns the cell of a column, "" where the line is short.
func (r row) get(column string) string {
	i, ok := r.columns[column]
	if !ok {
		panic("lexicon: no column " + column)
	}
	if i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// list returns the values of a cell, which stand between bars.
func (r row) list(column string) []string {
	cell := r.get(column)
	if cell == "" {
		return nil
	}
	values := strings.Split(cell, "|")
	kept := values[:0]
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

// readTable returns the rows of data/NAME.tsv. Lines that begin with "# " are
// comments, the first other line names the columns. The tables are part of
// the program: one that cannot be read is a defect and panics.
func readTable(name string) []row {
	b, err := data.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(fmt.Sprintf("lexicon: %v", err))
	}
	text := string(b)
	var columns map[string]int
	rows := make([]row, 0, strings.Count(text, "\n")+1)
	room := make([]string, 0, cap(rows)+strings.Count(text, "\t")) // of all cells
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		from := len(room)
		for cell := range strings.SplitSeq(line, "\t") {
			room = append(room, cell)
		}
		cells := room[from:len(room):len(room)]
		if columns == nil {
			columns = make(map[string]int, len(cells))
			for i, c := range cells {
				columns[c] = i
			}
			continue
		}
		rows = append(rows, row{columns, cells})
	}
	return rows
}

func wordSet(list string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range fold.Words(list) {
		set[w.Key] = true
	}
	return set
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// Version identifies the content of the tables: 16 hexadecimal digits that are
// equal as long as the embedded data are. What Derive, Reasons and the parser
// read from the same text may change with it, so who stores that stores the
// version beside it.
func Version() string { return version() }

var version = sync.OnceValue(func() string {
	h := sha256.New()
	err := fs.WalkDir(data, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := data.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	if err != nil {
		panic("lexicon: " + err.Error()) // embedded files can be read
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
})
