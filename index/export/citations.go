package export

import (
	"bufio"
	"encoding/json"
	"io"

	"imrsearch/index"
	"imrsearch/index/cite"
)

// A citationTable writes a record a row, as reference managers read it: each
// item cited at the page of its deciding sentence. A file that was cut ends with
// a line "# cut: ...": readers of RIS and BibTeX pass over it, and CSL-JSON is
// then no JSON.
type citationTable struct {
	w       *bufio.Writer
	close   string // behind the last record of a whole file
	between string // two records
	record  func(cite.Citation) (string, error)
	begun   bool
}

func openRIS(w io.Writer, _ *Options, _ *index.Result) (table, error) {
	return &citationTable{w: bufio.NewWriter(w), record: func(c cite.Citation) (string, error) { return c.RIS(), nil }}, nil
}

func openBibTeX(w io.Writer, _ *Options, _ *index.Result) (table, error) {
	return &citationTable{w: bufio.NewWriter(w), between: "\n", record: func(c cite.Citation) (string, error) { return c.BibTeX(), nil }}, nil
}

func openCSL(w io.Writer, _ *Options, _ *index.Result) (table, error) {
	t := &citationTable{w: bufio.NewWriter(w), between: ",\n", close: "]\n"}
	t.record = func(c cite.Citation) (string, error) {
		b, err := json.Marshal(c.CSL())
		return string(b), err
	}
	_, err := t.w.WriteString("[\n")
	return t, err
}

func (t *citationTable) row(r *Row) error {
	record, err := t.record(cite.Of(r.letter(), r.item()).At(r.deciding().Page, 0))
	if err != nil {
		return err
	}
	if t.begun {
		record = t.between + record
	}
	t.begun = true
	_, err = t.w.WriteString(record)
	return err
}

func (t *citationTable) flush() error { return t.w.Flush() }

func (t *citationTable) end(cut string) error {
	last := t.close
	if cut != "" {
		last = "\n" + cutMark + cut + "\n"
	}
	if _, err := t.w.WriteString(last); err != nil {
		return err
	}
	return t.w.Flush()
}
