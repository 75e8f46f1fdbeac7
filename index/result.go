package index

import (
	"fmt"
	"time"

	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// A Result is the answer to a Request. Its JSON is the contract's.
type Result struct {
	Query      Reading `json:"query"`
	Total      Total   `json:"total"`
	Answer     *Answer `json:"answer,omitempty"` // to a natural question
	Hits       []Hit   `json:"hits"`
	Facets     []Facet `json:"facets,omitempty"`
	Next       string  `json:"next,omitempty"` // cursor of the next page; "" on the last
	Generation int     `json:"generation"`
	// Partial says that the time limit cut the work: totals are lower bounds
	// and no rate may be shown.
	Partial bool    `json:"partial"`
	TookMS  float64 `json:"took_ms"`
}

// Total counts what matches. It is exact unless the result is partial.
type Total struct {
	Items   int `json:"items"`
	Letters int `json:"letters"`
	// AllWords says how many items have all plain words, when words were
	// relaxed; nil otherwise.
	AllWords *int `json:"all_words,omitempty"`
	// Requested counts the items that ask for the treatment which the query
	// names, under the same filters, whatever else of the query they say; nil
	// where it names none. Rates stand on these.
	Requested *Requested `json:"requested,omitempty"`
	// Mentioned is how many of Items do not ask for it; 0 where no treatment is
	// named.
	Mentioned int `json:"mentioned,omitempty"`
	// Groups is the number of hits of a folded list: of items that say the same,
	// or of one letter, one counts. Nil where the list is not folded.
	Groups *int `json:"groups,omitempty"`
	// Outcomes counts the items by outcome.
	Outcomes map[imr.Outcome]int `json:"outcomes,omitempty"`
	// Decided sums up the decided items by letters, as in a Tally, for the
	// interval of their rate; counted where facets are.
	Decided estimate.Sums `json:"-"`
}

// Requested counts items that ask for a treatment.
type Requested struct {
	Items    int                 `json:"items"`
	Letters  int                 `json:"letters"`
	Outcomes map[imr.Outcome]int `json:"outcomes,omitempty"`
	Decided  estimate.Sums       `json:"-"` // as in Total
}

// A Hit is one item found.
type Hit struct {
	ID             string         `json:"id"`
	Letter         string         `json:"letter"`
	N              int            `json:"n"`
	Score          float64        `json:"score"`
	Requested      bool           `json:"requested,omitempty"`  // asks for the treatment that the query names
	SomeWords      bool           `json:"some_words,omitempty"` // has only some of the plain words
	Request        string         `json:"request"`
	Outcome        imr.Outcome    `json:"outcome"`
	DecisionDate   imr.Date       `json:"decision_date,omitzero"`
	DateOfInjury   imr.Date       `json:"date_of_injury,omitzero"`
	Specialties    []string       `json:"specialties"`
	TreatmentClass string         `json:"treatment_class,omitempty"`
	Age            int            `json:"age,omitempty"`
	Sex            string         `json:"sex,omitempty"`
	Families       []imr.Family   `json:"families,omitempty"` // cited by the reviewer
	Snippets       []Snippet      `json:"snippets"`
	RequestSpans   []Span         `json:"request_spans,omitempty"`
	Marks          map[string]int `json:"marks,omitempty"` // text field → marked places
	// Alike is how many other items of the result say the same and are folded
	// under this one.
	Alike int `json:"alike,omitempty"`
	// InLetter is how many other items of the result are of its letter and are
	// folded under this one.
	InLetter int `json:"in_letter,omitempty"`
	// SameAs is the id of a hit before it on the page whose rationale says the
	// same, that of no other page; "" for none, and where no snippets are shown.
	SameAs string `json:"same_as,omitempty"`
	// Siblings are the other items of the letter.
	Siblings []Sibling `json:"siblings,omitempty"`
	Items    int       `json:"items"` // how many items the letter has
	// Explain says what the score is made of, where the request asks for it
	// and hits come by relevance. The parts add up to the score, but for
	// rounding.
	Explain []Gain `json:"explain,omitempty"`
	// Why says what agrees, in a result of Similar, in words; Agrees is the same
	// taken apart, Differs what does not agree.
	Why     []string     `json:"why,omitempty"`
	Agrees  []Agreement  `json:"agrees,omitempty"`
	Differs []Difference `json:"differs,omitempty"`
	// Determination is the item in its letter, of the same generation as all
	// else, where the request asks for it; nil otherwise. Its letter has all
	// its items; nothing of it may be changed.
	Determination *Determination `json:"-"`
}

// A Gain is a part of a hit's score.
type Gain struct {
	For   GainFor `json:"for"`
	Words string  `json:"words,omitempty"` // of the query, where the part is for some of them
	Score float64 `json:"score"`
}

// A GainFor says what a part of a score is due to.
type GainFor string

// What scores are made of.
const (
	ForWords    GainFor = "words"    // how often a word or phrase stands in which fields, and how rare it is
	ForCovered  GainFor = "covered"  // the share of the query's weight that stands anywhere
	ForMeant    GainFor = "meant"    // what the words mean (an outcome, an age) is true of it
	ForRequest  GainFor = "request"  // words of the query stand in the request
	ForAsked    GainFor = "asked"    // the treatment or the part of the body is the one asked for
	ForTyped    GainFor = "typed"    // the words stand as they were typed, or the request is nothing else
	ForTogether GainFor = "together" // the words stand close together
	ForInOrder  GainFor = "in order" // neighbouring words stand in their order
)

// gainSays says for people what a part of a score is for.
var gainSays = map[GainFor]string{
	ForWords:    "the words stand in it",
	ForCovered:  "it has much of what was asked",
	ForMeant:    "what the words mean is true of it",
	ForRequest:  "the words stand in its request",
	ForAsked:    "it requests the treatment or the part of the body that was asked for",
	ForTyped:    "the words stand in it as they were typed",
	ForTogether: "the words stand close together",
	ForInOrder:  "neighboring words stand in their order",
}

// Sums says the parts of a score for people: "9.20 for “steroid”", "9.00 because
// it requests the treatment ...".
func Sums(gains []Gain) []string {
	out := make([]string, len(gains))
	for i, g := range gains {
		why, ok := gainSays[g.For]
		switch {
		case g.Words != "" && (g.For == ForWords || !ok):
			why = "for “" + g.Words + "”"
		case !ok:
			why = "for " + string(g.For)
		default:
			why = "because " + why
		}
		out[i] = fmt.Sprintf("%.2f %s", g.Score, why)
	}
	return out
}

// A Sibling is another item of a hit's letter.
type Sibling struct {
	N       int         `json:"n"`
	Request string      `json:"request"`
	Outcome imr.Outcome `json:"outcome"`
}

// A Snippet is a piece of a text field: whole sentences where they fit.
type Snippet struct {
	// Kind is SnippetReason for the sentence that says why it was decided so,
	// which comes first, and SnippetQuery for one that has words of the query.
	Kind  string `json:"kind,omitempty"`
	Field string `json:"field"`
	Text  string `json:"text"`
	Spans []Span `json:"spans"` // what to mark, in bytes of Text, ascending, disjoint
	Page  int    `json:"page,omitempty"`
	Line  int    `json:"line,omitempty"`
}

// The kinds of snippets.
const (
	SnippetReason = "reason"
	SnippetQuery  = "query"
)

// A Span is [start, end) in bytes.
type Span [2]int

// A Facet counts the values of a field.
type Facet struct {
	Field    string   `json:"field"`
	Label    string   `json:"label"`
	Buckets  []Bucket `json:"buckets"`  // chosen values first stay in, then by count; bands in their order
	Distinct int      `json:"distinct"` // values with a count above 0
	Missing  int      `json:"missing"`  // items without a value
}

// A Bucket is one value. Count is the number of items if that value alone
// were chosen in its facet, all other facets as they are.
type Bucket struct {
	Value    string `json:"value"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
	// Rate says how the bucket's items were decided on which a rate stands:
	// those that request the treatment which the query names, else all. Nil
	// where no rates were asked for, or nothing was decided. It is never
	// changed.
	Rate *BucketRate `json:"rate,omitempty"`
}

// A BucketRate counts items of a bucket. Decided is above zero.
type BucketRate struct {
	Overturned int `json:"overturned"`
	Decided    int `json:"decided"` // overturned, modified or upheld
}

// A Reading tells people how their query was read.
type Reading struct {
	Text       string      `json:"text"`
	ReadAs     string      `json:"read_as"`
	Words      string      `json:"in_words,omitempty"` // the same in plain English
	Expansions []Expansion `json:"expansions"`         // added
	// Understood is what was read from words beside their text, each of which
	// can be switched off.
	Understood []Understood `json:"understood,omitempty"`
	// Question is the kind of a natural question: "how often", "was ever",
	// "why", "what is needed", "can a", "which"; "" for what is none.
	Question string      `json:"question,omitempty"`
	Offers   []Expansion `json:"offers,omitempty"` // not added, one click away
	Ignored  []string    `json:"ignored"`
	Match    Match       `json:"match"`
	Warnings []Note      `json:"warnings"`
}

// An Understood is what was read from plain words: a treatment, a part of the
// body, a dose, a quantity, a level of the spine, an outcome, a reason, a sex, an
// age, a specialty, a date.
type Understood struct {
	Kind  string `json:"kind"`
	From  string `json:"from"`            // the words as typed
	Label string `json:"label"`           // what they mean, for people
	Field string `json:"field,omitempty"` // the same as a field of the language
	Off   string `json:"off"`             // the whole query, in which they are only words
	Query string `json:"query,omitempty"` // the whole query, in which the field is written
}

// An Expansion is what the lexicon adds, or offers to add, to a word.
type Expansion struct {
	From string   `json:"from"`
	To   []string `json:"to"`
	Kind string   `json:"kind"`          // "abbreviation", "brand", "generic", "class", ...
	Off  string   `json:"off,omitempty"` // what to write instead of From to switch it off
	// Query is the whole query with the addition switched off, or, for an
	// offer, with it added.
	Query string `json:"query,omitempty"`
}

// A Note is said beside the result: what it is about, and a query that does
// what may have been meant.
type Note struct {
	Message string `json:"message"`
	Repair  string `json:"repair,omitempty"`
	// Absent are the plain words, as typed, that stand in no letter, where that
	// is what the note says.
	Absent string `json:"absent,omitempty"`
}

// Info describes an index.
type Info struct {
	Generation int            `json:"generation"`
	Letters    int            `json:"letters"`
	Items      int            `json:"items"`
	Shards     int            `json:"shards"`
	Bytes      int64          `json:"bytes"`
	Built      time.Time      `json:"built"`
	Schema     int            `json:"schema"`
	Text       int            `json:"text"` // version of the segmentation
	Layouts    map[string]int `json:"layouts,omitempty"`
	From       imr.Date       `json:"decided_from,omitzero"`
	To         imr.Date       `json:"decided_to,omitzero"`
	// Outdated is how many letters an older parser or lexicon may have read.
	Outdated int `json:"outdated,omitempty"`
}
