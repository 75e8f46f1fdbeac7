package index

import (
	"strings"

	"imrsearch/index/contrast"
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
	Kind    contrast.Kind `json:"kind"`
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
}

// contrastKinds are the lists, in their order, each with the field that finds
// its features.
var contrastKinds = []struct {
	kind  contrast.Kind
	label string
	field string
}{
	{contrast.Reason, "Reasons", ""},
	{contrast.Phrase, "Phrases", "rationale"},
	{contrast.Term, "Words", "rationale"},
	{contrast.Guideline, "Guidelines of the reviewer", "reviewer_family"},
	{contrast.Section, "Sections cited", "section"},
	{contrast.Diagnosis, "Diagnoses", "diagnosis"},
	{contrast.Document, "Documents reviewed", "text"},
}

// ListsOf makes the lists of what was counted. share is that of all letters of
// the corpus.
// A reason for approval is read from overturned items alone, one against from
// upheld ones, so that each stands in the list of its side: its counts say how
// common it is, its ratio little.
func ListsOf(c *contrast.Counter, share func(contrast.Feature) float64, least, limit int) []ContrastList {
	out := make([]ContrastList, 0, len(contrastKinds))
	for _, k := range contrastKinds {
		list := ContrastList{Kind: k.kind, Label: k.label, For: []ContrastRow{}, Against: []ContrastRow{}}
		favour, against := contrast.Select(c.Rows(k.kind, least), c.Letters, share, least, limit)
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
		if c.Kind != contrast.Term {
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
