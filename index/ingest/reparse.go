package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A Stored is a Writer that gives out the letters which an older parser or
// lexicon may have read.
type Stored interface {
	index.Writer
	Outdated(ctx context.Context, f func(*index.Document) error) error
}

// Reparse reads the stored text of such letters again with today's parser, and
// commits what it made of them. Originals are not looked at. A letter that
// cannot be read again stays as it is, and its line says why. When ctx ends,
// what was read until then is committed; the next Reparse does the rest.
func Reparse(ctx context.Context, w Stored, opt Options) (*Summary, error) {
	summary := &Summary{States: map[State]int{}}
	err := w.Outdated(ctx, func(d *index.Document) error {
		line, next := reparse(d)
		if next != nil && !opt.DryRun {
			if err := w.Add(context.WithoutCancel(ctx), next); err != nil {
				return err
			}
		}
		summary.count(line)
		if opt.Report != nil {
			opt.Report(line)
		}
		return nil
	})
	switch {
	case err != nil && ctx.Err() == nil:
		return summary, err
	case err != nil:
		summary.Interrupted = true
	}
	summary.Recovered = recovered(w)
	if opt.DryRun || !summary.Changed() && summary.Recovered == 0 {
		return summary, nil
	}
	summary.Generation, err = w.Commit(context.WithoutCancel(ctx))
	if err != nil {
		return summary, fmt.Errorf("commit the new generation: %w", err)
	}
	return summary, nil
}

// errNoText is why a letter that was stored without its pages stays as it is.
var errNoText = errors.New("its text is not stored: ingest the original again")

// reparse reads a stored letter; without a document the line says why.
func reparse(d *index.Document) (line Line, next *index.Document) {
	src := d.Letter.Source
	line = Line{Path: src.Path, Member: src.Member, State: Failed, Letter: d.Letter.ID}
	defer func() {
		if p := recover(); p != nil {
			line.State, line.Reason, next = Failed, fmt.Sprintf("the parser broke down on it: %v", p), nil
		}
	}()
	parsed, err := parseStored(src, d.Text)
	switch {
	case err != nil:
		line.Reason = err.Error()
		return line, nil
	case parsed.Letter.ID != d.Letter.ID:
		line.Reason = fmt.Sprintf("it reads as letter %s now: ingest the original again", parsed.Letter.ID)
		return line, nil
	}
	l := &parsed.Letter
	l.Also = d.Letter.Also
	for _, p := range d.Letter.Problems {
		if p.Code == parser.TextCut || p.Code == parser.UnreadPage { // the stored text does not show it any more
			l.Problems = append(l.Problems, p)
		}
	}
	line.State, line.Items, line.Layout, line.Problems, line.Replaces = Replaced, len(l.Items), l.Layout, l.Problems, src.SHA256
	return line, &index.Document{Letter: l, Text: parsed.Text}
}

// parseStored parses a stored text: pages end with a form feed, lines with a
// line feed.
func parseStored(src imr.Source, text string) (*parser.Parsed, error) {
	if text == "" {
		return nil, errNoText
	}
	doc := extract.Document{Extractor: src.Extractor, First: src.FirstPage}
	for page := range strings.SplitSeq(text, "\f") {
		doc.Pages = append(doc.Pages, extract.Page{Lines: strings.Split(page, "\n")})
	}
	doc.Recognizer = src.OCR.Engine
	for _, p := range src.OCR.Pages {
		if i := p.Page - doc.Number(0); i >= 0 && i < len(doc.Pages) {
			doc.Pages[i].Sure = p.Words
		}
	}
	return parser.Parse(src, doc)
}
