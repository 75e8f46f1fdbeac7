package index

import (
	"errors"
	"fmt"
)

// Errors that callers act on. Engines wrap them with what they know.
var (
	ErrNotFound = errors.New("not in the index")
	ErrNoIndex  = errors.New("no index here: make one with 'imr ingest'")
	ErrLocked   = errors.New("another writer holds the index")
	ErrDamaged  = errors.New("the index is damaged: run 'imr verify', then 'imr repair'")
	ErrVersion  = errors.New("the index was made by another format version: ingest the letters into a new folder (--data), or remove this one first")
	ErrExpired  = errors.New("the result list has expired: search again")
	ErrInternal = errors.New("a fault of this program: please report it with the line of the log; if it comes again for every search, run 'imr verify'")
	ErrTimeout  = errors.New("the time limit was reached")
	// ErrUnavailable says that what keeps the index is out of reach, or not whole.
	ErrUnavailable = errors.New("the cluster that keeps the index cannot answer now: try again in a moment")
	ErrBusy        = errors.New("too many searches at once: try again in a moment")
)

// A RequestError is a parameter that cannot be met as asked.
type RequestError struct {
	Param string // as in URL and flags: "sort", "limit", "age"
	Msg   string // what is wrong with it, and what to write
	// Nearest are values that may have been meant, with the number of items
	// that have them, of a value that no item has.
	Nearest []Bucket
}

// Error returns "param: what is wrong".
func (e *RequestError) Error() string { return fmt.Sprintf("%s: %s", e.Param, e.Msg) }
