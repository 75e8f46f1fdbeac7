package bleve

import (
	"context"
	"fmt"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// Letter returns a stored letter. See index.Searcher.
func (e *Engine) Letter(ctx context.Context, id string) (doc *index.Document, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	s, letter, ok := g.Find(id)
	if !ok {
		s, letter, ok = g.FindFolded(id)
	}
	if !ok {
		return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.Texts.Document(letter)
}

// Info describes the serving generation. See index.Searcher.
func (e *Engine) Info(ctx context.Context) (info *index.Info, err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.Release()
	m := g.Manifest
	info = &index.Info{
		Generation: m.Generation, Letters: m.Letters, Items: m.Items, Shards: len(m.Segments),
		Built: m.Built, Schema: m.Schema, Text: m.Text, Layouts: map[string]int{},
	}
	var today segment.Reading
	if e.opts.Reading != nil {
		today = e.opts.Reading()
	}
	for _, s := range g.Segments {
		info.Bytes += s.Manifest.Bytes()
		if s.Manifest.Outdated(today) {
			info.Outdated += s.LiveLetters
		}
		s.Describe(info)
	}
	return info, ctx.Err()
}
