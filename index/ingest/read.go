package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A Reader turns bytes into pages of lines. extract.Pool is one.
type Reader interface {
	Read(ctx context.Context, name string, data []byte) (extract.Document, error)
}

// A result is an input after reading: a document, or a line that says why
// there is none.
type result struct {
	line   Line
	sha256 string
	doc    *index.Document
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
	doc, err := parse(ctx, r, in, res.sha256)
	if err != nil {
		res.line.State, res.line.Reason = Failed, err.Error()
		if errors.Is(err, extract.ErrNeedsOCR) {
			res.line.State = NeedsOCR
		}
		return res
	}
	if letter != "" && letter != doc.Letter.ID { // it was known by its file's name
		res.line.State, res.line.Letter, res.line.MovedFrom = Same, letter, ""
		return res
	}
	res.doc = doc
	l := doc.Letter
	res.line.Letter, res.line.Items, res.line.Layout, res.line.Problems = l.ID, len(l.Items), l.Layout, l.Problems
	return res
}

// Letter reads and parses the bytes of one letter.
func Letter(ctx context.Context, r Reader, path, member string, data []byte) (*index.Document, error) {
	return parse(ctx, r, input{path: path, member: member, data: data}, SHA256(data))
}

// SHA256 returns the hash of an input as imr.Source has it, in hexadecimal.
func SHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// parse reads and parses an input whose hash is known.
func parse(ctx context.Context, r Reader, in input, sha256 string) (*index.Document, error) {
	name := in.path
	if in.member != "" {
		name = in.member
	}
	pages, err := r.Read(ctx, filepath.Base(name), in.data)
	if err != nil {
		return nil, err
	}
	src := imr.Source{
		Path: in.path, Member: in.member, SHA256: sha256, Bytes: int64(len(in.data)),
		Pages: len(pages.Pages), Extractor: pages.Extractor,
	}
	parsed, err := parser.Parse(src, pages)
	if err != nil {
		return nil, err
	}
	return &index.Document{Letter: &parsed.Letter, Text: parsed.Text}, nil
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
