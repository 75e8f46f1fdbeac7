package bleve

import (
	"context"
	"fmt"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// Letter returns a stored letter. See index.Searcher.
func (e *Engine) Letter(ctx context.Context, id string) (doc *index.Document, err error) {
	defer guard(&err)
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	s, letter, ok := g.find(id)
	if !ok {
		s, letter, ok = g.findFolded(id)
	}
	if !ok {
		return nil, fmt.Errorf("letter %s: %w", id, index.ErrNotFound)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.texts.document(letter)
}

// findFolded returns the living letter with that id in any case.
func (g *generation) findFolded(id string) (s *liveShard, letter uint32, ok bool) {
	for _, s := range g.shards {
		for _, letter := range s.letters.findFolded(id) {
			if s.isAlive(letter) {
				return s, letter, true
			}
		}
	}
	return nil, 0, false
}

// Info describes the serving generation. See index.Searcher.
func (e *Engine) Info(ctx context.Context) (info *index.Info, err error) {
	defer guard(&err)
	g, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer g.release()
	m := g.manifest
	info = &index.Info{
		Generation: m.Generation, Letters: m.Letters, Items: m.Items, Shards: len(m.Shards),
		Built: m.Built, Schema: m.Schema, Text: m.Text, Layouts: map[string]int{},
	}
	for _, s := range g.shards {
		info.Bytes += s.manifest.bytes()
		s.describe(info)
	}
	return info, ctx.Err()
}

// describe adds a shard's layouts, in letters, and its span of decisions.
func (s *liveShard) describe(info *index.Info) {
	layouts, decided := s.columns.values["layout"], s.columns.numbers["decided"].one
	for letter := range uint32(s.letters.len()) {
		if !s.isAlive(letter) {
			continue
		}
		doc := s.letters.first[letter]
		layouts.each(doc, func(o uint32) { info.Layouts[layouts.list.at(int(o)-1)]++ })
		if n := decided[doc]; n != noNumber {
			info.From, info.To = widen(info.From, info.To, dateOf(n))
		}
	}
}

func widen(from, to, d imr.Date) (imr.Date, imr.Date) {
	if from.IsZero() || d.Number() < from.Number() {
		from = d
	}
	if d.Number() > to.Number() {
		to = d
	}
	return from, to
}

// dateOf reads a date from its number YYYYMMDD.
func dateOf(n int32) imr.Date {
	return imr.Date{Year: int16(n / 10000), Month: uint8(n / 100 % 100), Day: uint8(n % 100)}
}
