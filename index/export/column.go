package export

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A Row is one hit on its way into a table.
type Row struct {
	Hit *index.Hit // with its Determination where a column needs it

	base string // of permalinks
	asks bool   // the query names a treatment
}

// NewRow returns the row of a hit, outside Write.
func NewRow(h *index.Hit) *Row { return &Row{Hit: h} }

// A Kind is what a column holds. A cell without a value is nil in all of them.
type Kind uint8

// The kinds, with the Go type of a value.
const (
	Text    Kind = iota // string, never ""
	List                // []string, never empty
	Number              // int
	Numbers             // []int, never empty
	Date                // imr.Date, never zero
	Flag                // bool
	Score               // float64
)

var kindNames = [...]string{"text", "list of texts", "number", "list of numbers", "date", "true or false", "number"}

// String returns the kind's name for people.
func (k Kind) String() string { return kindNames[k] }

// Needs says what of a hit a column is read from.
type Needs uint8

// What a column needs, cheapest first.
const (
	Listed   Needs = iota // what every hit has
	Sentence              // a snippet
	Whole                 // the determination
)

// A Column is one row of the table of columns, from which help, headings and
// schemas come.
type Column struct {
	Name    string   // heading in files; in flags and addresses
	Aliases []string // other names in flags and addresses
	Label   string   // for people
	Help    string   // one line
	Kind    Kind
	Needs   Needs
	// Default columns are written where none are chosen.
	Default bool

	value func(*Row) any
}

// Value returns the cell of a row: nil, or a value of the column's kind.
func (c *Column) Value(r *Row) any {
	switch v := c.value(r).(type) {
	case string:
		if v != "" {
			return v
		}
	case []string:
		if len(v) > 0 {
			return v
		}
	case []int:
		if len(v) > 0 {
			return v
		}
	case imr.Date:
		if !v.IsZero() {
			return v
		}
	default:
		return v
	}
	return nil
}

// separator stands between the values of a list in forms that have no lists.
const separator = "; "

// plain returns a cell as text; "" for nil.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, separator)
	case int:
		return strconv.Itoa(v)
	case []int:
		parts := make([]string, len(v))
		for i, n := range v {
			parts[i] = strconv.Itoa(n)
		}
		return strings.Join(parts, separator)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case imr.Date:
		return v.String()
	}
	return fmt.Sprint(v)
}

// permalink returns the address of the item in its letter.
func (r *Row) permalink() string {
	link := r.base + "/letters/" + url.PathEscape(r.Hit.Letter)
	if r.Hit.N > 0 {
		link += "#item-" + strconv.Itoa(r.Hit.N)
	}
	return link
}

// deciding returns the sentence that says why it was decided so; the zero
// Snippet where none does.
func (r *Row) deciding() index.Snippet {
	for _, s := range r.Hit.Snippets {
		if s.Kind == index.SnippetReason {
			return s
		}
	}
	return index.Snippet{}
}

func (r *Row) letter() *imr.Letter { return r.Hit.Determination.Letter }
func (r *Row) item() *imr.Item     { return r.Hit.Determination.Item }

// known returns a number that counts from 1; nil for 0.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
