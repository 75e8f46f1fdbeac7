package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A Reader turns bytes into pages of lines. extract.Pool is one.
type Reader interface {
	Read(ctx context.Context, name string, data []byte) (extract.Document, error)
}

// A result is an input after reading: its letters, or a line that says why
// there is none.
type result struct {
	line   Line
	sha256 string
	docs   []*index.Document
}

// known asks whether bytes are in the index, as which letter, and whether
// their file has moved.
type known interface {
	known(sha256 string) (letter string)
	movedFrom(letter, sha256, path string) (old string)
}

// read makes a document of an input. It stops early when its bytes are known,
// unless their file has moved.
func read(ctx context.Context, r Reader, k known, in input) (res result) {
	res.line = Line{Path: in.path, Member: in.member}
	defer func() {
		if p := recover(); p != nil {
			res.line.State, res.line.Reason = Failed, fmt.Sprintf("the reader broke down on it: %v", p)
		}
	}()
	switch {
	case in.skip:
		res.line.State, res.line.Reason = Skipped, text(in.err)
		return res
	case in.err != nil:
		res.line.State, res.line.Reason = Failed, in.err.Error()
		return res
	}
	res.sha256 = SHA256(in.data)
	letter := k.known(res.sha256)
	if letter != "" {
		res.line.MovedFrom = k.movedFrom(letter, res.sha256, in.path)
		if res.line.MovedFrom == "" {
			res.line.State, res.line.Letter = Same, letter
			return res
		}
	}
	docs, pages, err := parse(ctx, r, in, res.sha256)
	res.line.UnreadPages = pages.unread
	if err != nil {
		res.line.State, res.line.Reason = Failed, err.Error()
		if errors.Is(err, extract.ErrNeedsOCR) {
			res.line.State = NeedsOCR
		}
		return res
	}
	if letter != "" && !slices.ContainsFunc(docs, func(d *index.Document) bool { return d.Letter.ID == letter }) { // it was known by its file's name
		res.line.State, res.line.Letter, res.line.MovedFrom = Same, letter, ""
		return res
	}
	res.docs, res.line.OtherPages = docs, pages.rest
	return res
}

// Letters reads and parses the bytes of one file, which may hold several
// letters; at least one without an error.
func Letters(ctx context.Context, r Reader, path, member string, data []byte) ([]*index.Document, error) {
	docs, _, err := parse(ctx, r, input{path: path, member: member, data: data}, SHA256(data))
	return docs, err
}

// SHA256 returns the hash of an input as imr.Source has it, in hexadecimal.
func SHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// A remainder is the pages of an input that no letter tells.
type remainder struct {
	rest   int   // how many belong to no letter
	unread []int // pictures that were not recognized
}

// parse reads and parses an input whose hash is known.
func parse(ctx context.Context, r Reader, in input, sha256 string) (docs []*index.Document, pages remainder, err error) {
	name := in.path
	if in.member != "" {
		name = in.member
	}
	src := imr.Source{Path: in.path, Member: in.member, SHA256: sha256, Bytes: int64(len(in.data))}
	if w, ok := r.(Runner); ok {
		return runLetters(ctx, w, filepath.Base(name), in.data, src)
	}
	doc, err := r.Read(ctx, filepath.Base(name), in.data)
	if err != nil {
		return nil, pages, err
	}
	letters, rest, err := parser.Letters(src, doc)
	pages = remainder{rest, doc.UnreadPages()}
	if err != nil {
		return nil, pages, err
	}
	for _, l := range letters {
		docs = append(docs, &index.Document{Letter: &l.Letter, Text: l.Text})
	}
	return docs, pages, nil
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
