package index

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"imrsearch/index/contrast"
	"imrsearch/parser/imr"
)

// A DecidesRequest asks what overturned rationales say that upheld ones do not,
// and the reverse.
type DecidesRequest struct {
	// Search has the items: query, filters and scope, read as Search reads them.
	// Plain words match all, and where a treatment is named, only the items that
	// ask for it count, as for rates.
	Search *Request
	// Least is how many letters must have what is listed; 0 means
	// DefaultLeastLetters.
	Least int
	Limit int // rows of each list; 0 means DefaultContrasts
}

// Limits of a DecidesRequest. Fewer than three letters may be one reviewer's
// habit.
const (
	DefaultLeastLetters = 3
	DefaultContrasts    = 20
	MaxContrasts        = 200
	// MaxDecidesItems is how many items are read. Of more, a sample is: the
	// letters with the smallest hashes of their ids, the same whenever it is
	// asked.
	MaxDecidesItems = 20_000
)

// Check reports what is impossible about the request, as a *RequestError.
func (r *DecidesRequest) Check() error {
	if r.Search == nil {
		return &RequestError{Param: "q", Msg: "is missing"}
	}
	if r.Least < 0 {
		return &RequestError{Param: "least", Msg: "cannot be below 0"}
	}
	if r.Limit < 0 || r.Limit > MaxContrasts {
		return &RequestError{Param: "limit", Msg: "is from 1 to 200"}
	}
	return r.Search.Check()
}

// DecidesRequestFrom reads the parameters of an address: those of a search's
// query and filters, least, limit, and like, the id of an item whose kind of
// request is looked for; see QueryLike. Errors are *RequestError.
func DecidesRequestFrom(v url.Values) (r *DecidesRequest, like string, err error) {
	search := url.Values{}
	for name, values := range v {
		search[name] = values
	}
	r = &DecidesRequest{}
	for name, to := range map[string]*int{"least": &r.Least, "limit": &r.Limit} {
		search.Del(name)
		if s := v.Get(name); s != "" {
			if *to, err = number(name, s); err != nil {
				return nil, "", err
			}
			if *to < 1 {
				return nil, "", &RequestError{Param: name, Msg: "is 1 or more"}
			}
		}
	}
	search.Del("like")
	if r.Search, err = RequestFrom(search); err != nil {
		return nil, "", err
	}
	return r, strings.TrimSpace(v.Get("like")), r.Check()
}

// Values returns the request as the parameters of its address.
func (r *DecidesRequest) Values() url.Values {
	v := (&Request{Query: r.Search.Query, Filters: r.Search.Filters, Limit: DefaultLimit}).Values()
	if r.Least != 0 && r.Least != DefaultLeastLetters {
		v.Set("least", strconv.Itoa(r.Least))
	}
	if r.Limit != 0 && r.Limit != DefaultContrasts {
		v.Set("limit", strconv.Itoa(r.Limit))
	}
	return v
}

// QueryLike returns the query for the items that ask for what an item asks for,
// and that a query, which may be empty, finds too. Errors: *RequestError,
// ErrNotFound.
func QueryLike(ctx context.Context, s Searcher, id, query string) (string, error) {
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return "", &RequestError{Param: "like", Msg: err.Error()}
	}
	doc, err := s.Letter(ctx, letter)
	if err != nil {
		return "", err
	}
	for _, d := range doc.Determinations() {
		if d.Item.N != n && n >= 0 {
			continue
		}
		if like := SameRequestQuery(&d); like != "" {
			return strings.TrimSpace(like + " " + query), nil
		}
		return "", &RequestError{Param: "like", Msg: d.Item.ID + " names no treatment that is known: there is nothing to compare"}
	}
	return "", fmt.Errorf("item %s: %w", id, ErrNotFound)
}

// Decides is the answer to a DecidesRequest.
type Decides struct {
	Query Reading `json:"query"`
	// Overturned and Upheld count the items of both sides, and the letters that
	// the lists count by. Modified and undecided items are on neither.
	Overturned DecidesSide `json:"overturned"`
	Upheld     DecidesSide `json:"upheld"`
	Other      int         `json:"other"` // items on neither side
	// Folded is how many items were left out because another says the same.
	Folded int `json:"folded"`
	// Requested says that a treatment is named, and only items that ask for it
	// count.
	Requested bool           `json:"requested"`
	Sampled   bool           `json:"sampled"` // not all items were read; see MaxDecidesItems
	Least     int            `json:"least"`   // letters that a row has at least
	Lists     []ContrastList `json:"lists"`
	// Generation, Partial and TookMS are as in Result. Of a partial answer only
	// some of the items were read.
	Generation int     `json:"generation"`
	Partial    bool    `json:"partial"`
	TookMS     float64 `json:"took_ms"`
}

// A DecidesSide counts one side.
type DecidesSide struct {
	Items   int `json:"items"`   // of the search
	Letters int `json:"letters"` // that were read, alike ones once
}

// A ContrastList has what of one kind speaks for and against.
type ContrastList struct {
	Kind    string        `json:"kind"` // reasons, words, guidelines, sections, diagnoses, documents
	Label   string        `json:"label"`
	For     []ContrastRow `json:"for"`
	Against []ContrastRow `json:"against"`
}

// A ContrastRow is a feature with its letters on both sides, and the ratio of
// its odds: see contrast.Compare.
type ContrastRow struct {
	Text       string  `json:"text"`
	Overturned int     `json:"overturned"` // letters
	Upheld     int     `json:"upheld"`
	Odds       float64 `json:"odds"`
	Low        float64 `json:"low"` // of the 95 % interval
	High       float64 `json:"high"`
	Z          float64 `json:"z"`
	Clear      bool    `json:"clear"` // the interval excludes 1
	// Query finds the items that have it: a part of a query, to stand before
	// the one that was asked.
	Query string `json:"query"`
	// Search has the parameters of the search that finds them, of both sides.
	// It finds more than was counted where alike rationales and standard
	// sentences say it, too.
	Search string `json:"search"`
}

// Find sets what finds the items of each row, given the search whose items were
// counted.
func (d *Decides) Find(rated *Request) {
	for _, list := range d.Lists {
		for _, rows := range [][]ContrastRow{list.For, list.Against} {
			for i := range rows {
				one := *rated
				one.Query = strings.TrimSpace(rows[i].Query + " " + rated.Query)
				rows[i].Search = one.Values().Encode()
			}
		}
	}
}

// decidesColumns head the rows of what decides as CSV.
var decidesColumns = []string{"kind", "side", "text", "overturned_letters", "upheld_letters", "of_overturned_letters", "of_upheld_letters", "odds_ratio", "low", "high", "z", "search"}

// WriteCSV writes the lists as a spreadsheet takes them: UTF-8 with its mark, no
// cell a formula.
func (d *Decides) WriteCSV(to io.Writer) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true            // RFC 4180
	_ = w.Write(decidesColumns) // its error is kept until the end
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
	for _, list := range d.Lists {
		for i, rows := range [][]ContrastRow{list.For, list.Against} {
			for _, r := range rows {
				_ = w.Write([]string{
					list.Kind, [...]string{"for", "against"}[i], SafeCell(r.Text), strconv.Itoa(r.Overturned), strconv.Itoa(r.Upheld),
					strconv.Itoa(d.Overturned.Letters), strconv.Itoa(d.Upheld.Letters), number(r.Odds), number(r.Low), number(r.High), number(r.Z), r.Search,
				})
			}
		}
	}
	w.Flush()
	return w.Error()
}

// contrastKinds are the lists, in their order, each with the field that finds
// its features.
var contrastKinds = []struct {
	name  string
	label string
	field string
	kinds []contrast.Kind
}{
	{"reasons", "Reasons", "", []contrast.Kind{contrast.Reason}},
	{"words", "Words and phrases", "rationale", []contrast.Kind{contrast.Term, contrast.Phrase}},
	{"guidelines", "Guidelines that the reviewer cites", "reviewer_family", []contrast.Kind{contrast.Guideline}},
	{"sections", "Sections cited by either side", "section", []contrast.Kind{contrast.Section}},
	{"diagnoses", "Diagnoses", "diagnosis", []contrast.Kind{contrast.Diagnosis}},
	{"documents", "Documents reviewed", "text", []contrast.Kind{contrast.Document}},
}

// ListsOf makes the lists of what was counted. share is that of all letters of
// the corpus.
// A reason for approval is read from overturned items alone, one against from
// upheld ones, so that each stands in the list of its side: its counts say how
// common it is, its ratio little.
func ListsOf(c *contrast.Counter, share func(contrast.Feature) float64, least, limit int) []ContrastList {
	out := make([]ContrastList, 0, len(contrastKinds))
	for _, k := range contrastKinds {
		list := ContrastList{Kind: k.name, Label: k.label}
		var rows []contrast.Row
		for _, kind := range k.kinds {
			rows = append(rows, c.Rows(kind, least)...)
		}
		favour, against := contrast.Select(rows, c.Letters, share, least, limit)
		list.For, list.Against = rowsOf(favour, k.field, "reason_for"), rowsOf(against, k.field, "reason_against")
		out = append(out, list)
	}
	return out
}

func rowsOf(list []contrast.Contrast, field, reason string) []ContrastRow {
	rows := make([]ContrastRow, len(list))
	for i, c := range list {
		f, text := field, c.Text
		if c.Kind == contrast.Reason {
			f = reason
		}
		switch c.Kind {
		case contrast.Term:
		case contrast.Phrase: // adjacent, in any inflection
			text = "(" + strings.ReplaceAll(text, " ", " pre/1 ") + ")"
		default:
			text = `"` + strings.ReplaceAll(text, `"`, " ") + `"`
		}
		rows[i] = ContrastRow{
			Text: c.Text, Overturned: c.Letters[contrast.Overturned], Upheld: c.Letters[contrast.Upheld],
			Odds: c.Odds, Low: c.Low, High: c.High, Z: c.Z, Clear: c.Clear(), Query: f + ":" + text,
		}
	}
	return rows
}

// SameRequestQuery writes the query that finds the items that ask for what an
// item asks for: the same substance or treatment, of the same part of the body
// where one is named; other letters' alone. It returns "" where the item names
// no treatment.
func SameRequestQuery(d *Determination) string {
	t := &d.Item.Treatment
	treatment := anyOf("drug", t.Drugs)
	if treatment == "" {
		treatment = anyOf("named", t.Names)
	}
	if treatment == "" && t.Subclass != "" {
		treatment = anyOf("subclass", []string{t.Subclass})
	}
	if treatment == "" {
		return ""
	}
	parts := []string{treatment}
	if body := anyOf("body", t.BodyParts); body != "" {
		parts = append(parts, body)
	}
	if d.Letter.ID != "" {
		parts = append(parts, "-case:"+d.Letter.ID)
	}
	return strings.Join(parts, " ")
}

func anyOf(field string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = `"` + strings.ReplaceAll(v, `"`, " ") + `"`
	}
	if len(quoted) == 1 {
		return field + ":" + quoted[0]
	}
	return field + ":(" + strings.Join(quoted, " OR ") + ")"
}
