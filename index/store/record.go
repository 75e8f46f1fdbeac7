package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A Record is one line of an export: a saved search, a tag, or a note.
type Record struct {
	Kind    string `json:"kind"`              // "saved", "tag", "note"
	Name    string `json:"name,omitempty"`    // of a saved search
	Query   string `json:"query,omitempty"`   // of a saved search, for people: Address counts
	Address string `json:"address,omitempty"` // of a saved search
	Grammar int    `json:"grammar,omitempty"`
	Item    string `json:"item,omitempty"` // of a tag or note
	Tag     string `json:"tag,omitempty"`
	Note    string `json:"note,omitempty"` // of a saved search, or on an item
}

// The kinds of Record.
const (
	KindSaved = "saved"
	KindTag   = "tag"
	KindNote  = "note"
)

// Records returns what is kept of some kinds, all of them where none is named.
func Records(ctx context.Context, s Store, kinds ...string) ([]Record, error) {
	want := func(kind string) bool { return len(kinds) == 0 || slices.Contains(kinds, kind) }
	var out []Record
	if want(KindSaved) {
		saved, err := s.Saved(ctx)
		if err != nil {
			return nil, err
		}
		for _, x := range saved {
			req, err := Request(x.Address)
			if err != nil {
				return nil, err
			}
			out = append(out, Record{Kind: KindSaved, Name: x.Name, Query: req.Query, Address: x.Address, Grammar: x.Grammar, Note: x.Note})
		}
	}
	labels, err := s.Labels(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range labels.All() {
		switch {
		case l.Tag != "" && want(KindTag):
			out = append(out, Record{Kind: KindTag, Item: l.Item, Tag: l.Tag})
		case l.Tag == "" && want(KindNote):
			out = append(out, Record{Kind: KindNote, Item: l.Item, Note: l.Note})
		}
	}
	return out, nil
}

// columns heads the CSV form of records.
var columns = []string{"kind", "name", "query", "address", "grammar", "item", "tag", "note"}

// WriteJSONLines writes a record a line.
func WriteJSONLines(w io.Writer, records []Record) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range records {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes records for a spreadsheet: UTF-8 with its mark, a header
// line, and an apostrophe before what would be run as a formula.
func WriteCSV(w io.Writer, records []Record) error {
	c := csv.NewWriter(w)
	head := slices.Clone(columns)
	head[0] = "\ufeff" + head[0]
	if err := c.Write(head); err != nil {
		return err
	}
	for _, r := range records {
		grammar := ""
		if r.Grammar > 0 {
			grammar = fmt.Sprint(r.Grammar)
		}
		row := []string{r.Kind, r.Name, r.Query, r.Address, grammar, r.Item, r.Tag, r.Note}
		for i, cell := range row {
			if formula(cell) {
				row[i] = "'" + cell
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// formula reports whether a spreadsheet would run a cell, or may take an
// apostrophe from its beginning.
func formula(cell string) bool { return cell != "" && strings.ContainsRune("=+-@\t\r'", rune(cell[0])) }

// maxImport bounds what is read of an import.
const maxImport = 64 << 20

// ReadRecords reads what WriteJSONLines or WriteCSV wrote. The error names the
// line.
func ReadRecords(r io.Reader) ([]Record, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxImport+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxImport {
		return nil, fmt.Errorf("more than %d MB", maxImport>>20)
	}
	if !utf8.Valid(data) {
		return nil, errors.New("is no UTF-8: save it as CSV UTF-8 or JSON Lines")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return readJSONLines(data)
	}
	return readCSV(data)
}

func readJSONLines(data []byte) ([]Record, error) {
	var out []Record
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, maxImport)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var r Record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, r)
	}
	return out, lines.Err()
}

func readCSV(data []byte) ([]Record, error) {
	c := csv.NewReader(bytes.NewReader(data))
	head, err := c.Read()
	if err == io.EOF {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	if _, ok := at["kind"]; !ok {
		return nil, fmt.Errorf("line 1: want JSON Lines, or a header with %s", strings.Join(columns, ","))
	}
	var out []Record
	for {
		row, err := c.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		cell := func(name string) string {
			i, ok := at[name]
			if !ok {
				return ""
			}
			if s, guarded := strings.CutPrefix(row[i], "'"); guarded && formula(s) {
				return s
			}
			return row[i]
		}
		r := Record{Kind: cell("kind"), Name: cell("name"), Query: cell("query"), Address: cell("address"), Item: cell("item"), Tag: cell("tag"), Note: cell("note")}
		if g := cell("grammar"); g != "" {
			if _, err := fmt.Sscanf(g, "%d", &r.Grammar); err != nil {
				return nil, fmt.Errorf("line %d: grammar %q is no number", len(out)+2, g)
			}
		}
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(out)+2, err)
		}
		out = append(out, r)
	}
}

func (r *Record) check() error {
	switch r.Kind {
	case KindSaved:
		if r.Address == "" { // written by hand
			r.Address = AddressOf(&index.Request{Query: r.Query})
		}
		if r.Grammar == 0 {
			r.Grammar = query.Version
		}
		return CheckSaved(r.saved())
	case KindTag:
		if r.Tag == "" {
			return &index.RequestError{Param: "tag", Msg: "is missing"}
		}
		label, err := CheckLabel(index.Label{Item: r.Item, Tag: r.Tag})
		r.Item, r.Tag = label.Item, label.Tag
		return err
	case KindNote:
		label, err := CheckLabel(index.Label{Item: r.Item, Note: r.Note})
		r.Item, r.Note = label.Item, label.Note
		return err
	}
	return fmt.Errorf("kind %q: want %s, %s or %s", r.Kind, KindSaved, KindTag, KindNote)
}

func (r *Record) saved() Saved {
	return Saved{Name: r.Name, Address: r.Address, Grammar: r.Grammar, Note: r.Note}
}

// Import takes records in. A saved search whose name is taken by another is
// left as it is and named in skipped; one that is the same is no news. Labels
// are added to those there are, notes take the place of the item's note.
func Import(ctx context.Context, s Store, records []Record) (added int, skipped []string, err error) {
	saved, err := s.Saved(ctx)
	if err != nil {
		return 0, nil, err
	}
	var labels []index.Label
	for _, r := range records {
		switch r.Kind {
		case KindTag:
			labels = append(labels, index.Label{Item: r.Item, Tag: r.Tag})
		case KindNote:
			labels = append(labels, index.Label{Item: r.Item, Note: r.Note})
		default:
			at := slices.IndexFunc(saved, func(have Saved) bool { return strings.EqualFold(have.Name, r.Name) })
			if at >= 0 {
				if saved[at].Address != r.Address {
					skipped = append(skipped, r.Name)
				}
				continue
			}
			if _, err := s.Save(ctx, r.saved(), false); err != nil {
				return added, skipped, err
			}
			added++
		}
	}
	return added + len(labels), skipped, s.Change(ctx, labels, nil)
}
