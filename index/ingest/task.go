package ingest

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"

	"imrsearch/index"
	"imrsearch/index/record"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A Runner is a Reader that can run a task where it reads; an *extract.Pool is
// one.
type Runner interface {
	Run(ctx context.Context, t *extract.Task, name string, data, arg []byte) ([]byte, error)
}

// lettersTask reads the letters of a file where it is read. What it gives begins
// with a byte: 0 before the letters, 1 before the reason why there is none. Then
// come the number of pages that belong to no letter, how many were not read, with
// the number of each, and each letter: its record and its text, each behind its
// length.
var lettersTask = extract.NewTask("letters", lettersOf)

// lettersOf runs in the worker.
func lettersOf(doc extract.Document, arg []byte) ([]byte, error) {
	var src imr.Source
	if err := json.Unmarshal(arg, &src); err != nil {
		return nil, err
	}
	letters, rest, err := parser.Letters(src, doc)
	if errors.Is(err, parser.ErrNotLetter) {
		return append([]byte{1}, err.Error()...), nil
	}
	if err != nil {
		return nil, err
	}
	unread := doc.UnreadPages()
	out := binary.AppendUvarint([]byte{0}, uint64(rest))
	out = binary.AppendUvarint(out, uint64(len(unread)))
	for _, n := range unread {
		out = binary.AppendUvarint(out, uint64(n))
	}
	for _, l := range letters {
		r := record.Append(nil, &l.Letter)
		out = append(binary.AppendUvarint(out, uint64(len(r))), r...)
		out = append(binary.AppendUvarint(out, uint64(len(l.Text))), l.Text...)
	}
	return out, nil
}

// A noLetterError is parser.ErrNotLetter as a worker worded it.
type noLetterError string

func (e noLetterError) Error() string { return string(e) }
func (e noLetterError) Unwrap() error { return parser.ErrNotLetter }

// errTask is the error of an answer that lettersTask did not give.
var errTask = errors.New("the reading process gave no letters: read it again")

// runLetters runs lettersTask.
func runLetters(ctx context.Context, r Runner, name string, data []byte, src imr.Source) (docs []*index.Document, pages remainder, err error) {
	arg, err := json.Marshal(src)
	if err != nil {
		return nil, pages, err
	}
	out, err := r.Run(ctx, lettersTask, name, data, arg)
	if err != nil {
		return nil, pages, err
	}
	return decodeLetters(out)
}

// decodeLetters reads what lettersTask gives.
func decodeLetters(out []byte) (docs []*index.Document, pages remainder, err error) {
	switch {
	case len(out) == 0 || out[0] > 1:
		return nil, pages, errTask
	case out[0] == 1:
		return nil, pages, noLetterError(out[1:])
	}
	out = out[1:]
	number := func() int {
		n, size := binary.Uvarint(out)
		if size <= 0 || n > 1<<30 {
			return -1
		}
		out = out[size:]
		return int(n)
	}
	pages.rest = number()
	unread := number()
	if pages.rest < 0 || unread < 0 || unread > len(out) {
		return nil, remainder{}, errTask
	}
	for range unread {
		n := number()
		if n < 0 {
			return nil, remainder{}, errTask
		}
		pages.unread = append(pages.unread, n)
	}
	for len(out) > 0 {
		var parts [2][]byte
		for i := range parts {
			n, size := binary.Uvarint(out)
			if size <= 0 || n > uint64(len(out)-size) {
				return nil, pages, errTask
			}
			parts[i], out = out[size:size+int(n)], out[size+int(n):]
		}
		l, _, err := record.Decode(parts[0], 0)
		if err != nil {
			return nil, pages, errTask
		}
		docs = append(docs, &index.Document{Letter: l, Text: string(parts[1])})
	}
	return docs, pages, nil
}
