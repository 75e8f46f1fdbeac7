package index

import (
	"context"
	"slices"
)

// A Request is a search as it is asked for, the same from page, API and
// command line. The zero Request finds all items and gives totals
// alone; RequestFrom begins with the first DefaultLimit hits.
type Request struct {
	Query   string
	Filters []Filter // FIELD=value: OR inside a field, AND between fields
	Sort    Sort
	Match   Match
	Scope   Scope
	// Limit is the number of hits; 0 means totals only. Pages and API give at
	// most MaxLimit; NoLimit asks for every hit (ids, exports).
	Limit  int
	Start  int    // hits to skip, at most MaxStart
	Cursor string // Result.Next of the page before; Start is then ignored
	Facets bool   // count facets too
	// FacetFields names the facets to count; nil means those shown by default.
	FacetFields []string
	// Rates asks for the Rate of each bucket.
	Rates bool
	// FacetLimit is the number of buckets a facet; 0 means DefaultBuckets.
	FacetLimit int
	Snippets   int // snippets a hit; 0 means DefaultSnippets, -1 none
	// Fold shows the first hit of each group alone. Totals and facets count items
	// as ever, Total.Groups what is shown.
	Fold Fold
	// Explain says of each hit what its score is made of.
	Explain bool
	// Determinations gives each hit its Determination, for exports; no
	// parameter of an address.
	Determinations bool
	// Unknown are names in an address that are no parameters; the reading warns
	// of them.
	Unknown []string
}

// A Filter is one chosen value of a facet: a value as buckets give it
// ("overturned", "40..49", "2016").
type Filter struct{ Field, Value string }

// Sort says in what order hits come. The zero Sort is by relevance. Dates
// and numbers come largest first unless Ascending; items without a value come
// last either way; ties go by item id.
type Sort struct {
	Field     string // "", or a sortable field
	Ascending bool
}

// Match says what happens to plain words that few items have all of.
type Match string

// The modes of matching; "" means MatchAuto.
const (
	MatchAuto Match = "auto" // all words; some of them too when fewer than RelaxBelow items have all
	MatchAll  Match = "all"
	MatchMost Match = "most" // items with some of the words too: RelaxShare of their weight
)

// Scope says which items are found where a query names a treatment.
type Scope string

// The scopes of a search; "" means ScopeAll. Where no treatment is named,
// ScopeRequested changes nothing.
const (
	ScopeAll       Scope = "all"
	ScopeRequested Scope = "requested" // only items that ask for it
)

// Fold says which hits are groups, of which a list shows the first one alone.
type Fold string

// The ways to fold a list; "" means that all hits are shown.
const (
	FoldAlike  Fold = "alike"  // items whose rationales say the same; see package alike
	FoldLetter Fold = "letter" // items of one letter
)

// Limits of a request. MaxStart is the largest window of numbered pages, as
// in OpenSearch; a cursor goes on to the very last hit.
const (
	DefaultLimit    = 20
	MaxLimit        = 100
	MaxStart        = 10_000
	NoLimit         = -1
	DefaultBuckets  = 12
	MaxBuckets      = 1_000
	DefaultSnippets = 2
	RelaxBelow      = 20  // items: fewer relax plain words in MatchAuto
	RelaxShare      = 0.3 // of the words' weight that an item with some of them has at least
)

// A Searcher answers from an index. It is safe for concurrent use.
type Searcher interface {
	// Search answers req. Errors: *query.SyntaxError for a query that does
	// not parse, *RequestError for an impossible request, ErrExpired for a
	// cursor of a generation that is gone, ctx.Err() when the caller gave up.
	// A search that its own time limit cut comes with Partial set.
	Search(ctx context.Context, req *Request) (*Result, error)

	// Letter returns a stored letter by its id, or an error that wraps
	// ErrNotFound.
	Letter(ctx context.Context, id string) (*Document, error)

	// Similar returns items like another in three groups, in each the most
	// alike first, never of the same letter. Errors: ErrNotFound, *RequestError,
	// ctx.Err().
	Similar(ctx context.Context, req *SimilarRequest) (*SimilarResult, error)

	// Stats counts how the items of one search or two were decided. The totals
	// are those of Search; its errors are those of Search.
	Stats(ctx context.Context, req *StatsRequest) (*Stats, error)

	// Cites answers from the citation index: what cites one place of the tree of
	// guidelines, and what is cited below it. Errors: as of Search.
	Cites(ctx context.Context, req *CitesRequest) (*Cites, error)

	// Decides says what stands in the overturned rationales of a search and not
	// in the upheld ones, and the reverse, counted by letters. Its errors are
	// those of Search.
	Decides(ctx context.Context, req *DecidesRequest) (*Decides, error)

	// Info describes the serving generation.
	Info(ctx context.Context) (*Info, error)
}

// A Suggester completes what is being typed and offers corrections. Engines
// may offer it beside Searcher.
type Suggester interface {
	// Values returns values of a keyword field that contain a word beginning
	// with prefix, most frequent first; of the field case, the case numbers that
	// begin so in their order, with their items.
	Values(ctx context.Context, field, prefix string, limit int) ([]Bucket, error)
	// Words returns words of the index that begin with prefix, most frequent
	// first.
	Words(ctx context.Context, prefix string, limit int) ([]Bucket, error)
	// Corrections returns words of the index that a rare or absent word may
	// stand for, most likely first; none for words with digits.
	Corrections(ctx context.Context, word string, limit int) ([]Bucket, error)
}

// ChoosesOutcome reports whether a filter chooses an outcome, the item's or the
// case's: a rate of what is left would only repeat it.
func (r *Request) ChoosesOutcome() bool {
	return slices.ContainsFunc(r.Filters, func(f Filter) bool { return f.Field == "outcome" || f.Field == "case_outcome" })
}

// An Engine is what commands open: it searches, completes, gives any number of
// hits, and is closed at the end.
type Engine interface {
	Searcher
	Suggester
	Streamer
	Close() error
}

// A Writer builds the next generation of an index. One writer at a time;
// Add may be called from many goroutines.
type Writer interface {
	// Known says what the index has seen: the id of the letter read from bytes
	// with that hash, also when another text has replaced it since; "" when
	// there is none.
	Known(sha256 string) (letter string)
	// Has says which bytes (SHA-256) the letter with that id came from.
	Has(letter string) (sha256 string, ok bool)
	// Add takes a letter in. It replaces one of the same id, and is not yet
	// seen by any search.
	Add(ctx context.Context, d *Document) error
	// Commit makes everything added durable and visible at once, and returns
	// the number of the new generation. After an error, or without Commit, the
	// old generation goes on serving; finished parts are reused by the next
	// Writer.
	Commit(ctx context.Context) (generation int, err error)
	// Close lets go of the lock. It does not commit.
	Close() error
}
