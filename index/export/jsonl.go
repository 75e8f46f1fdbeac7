package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"imrsearch/index"
)

// jsonlTable writes a JSON object a line, its members in the order of the
// columns, lists as arrays; absent values are left out. A file that was cut
// ends with a line "# cut: ...", which no reader takes for a row.
type jsonlTable struct {
	w       *bufio.Writer
	columns []*Column
	names   [][]byte // `"name":`
	line    bytes.Buffer
	enc     *json.Encoder
}

func openJSONL(w io.Writer, o *Options, _ *index.Result) (table, error) {
	t := &jsonlTable{w: bufio.NewWriter(w), columns: o.Columns}
	t.enc = json.NewEncoder(&t.line)
	t.enc.SetEscapeHTML(false)
	for _, c := range o.Columns {
		name, err := json.Marshal(c.Name)
		if err != nil {
			return nil, err
		}
		t.names = append(t.names, append(name, ':'))
	}
	return t, nil
}

func (t *jsonlTable) row(r *Row) error {
	t.line.Reset()
	between := byte('{')
	for i, c := range t.columns {
		v := c.Value(r)
		if v == nil {
			continue
		}
		t.line.WriteByte(between)
		between = ','
		t.line.Write(t.names[i])
		if err := t.enc.Encode(v); err != nil {
			return err
		}
		t.line.Truncate(t.line.Len() - 1) // the encoder's line end
	}
	if between == '{' {
		t.line.WriteByte('{')
	}
	t.line.WriteString("}\n")
	_, err := t.w.Write(t.line.Bytes())
	return err
}

func (t *jsonlTable) flush() error { return t.w.Flush() }

func (t *jsonlTable) end(cut string) error {
	if cut != "" {
		if _, err := t.w.WriteString(cutMark + cut + "\n"); err != nil {
			return err
		}
	}
	return t.w.Flush()
}
