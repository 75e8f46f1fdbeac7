package main

import (
	"fmt"

	"imrsearch/index"
	"imrsearch/parser/lettertest"
)

// A corpus makes the letters of a profile, each from its number alone.
type corpus struct {
	generator *lettertest.Generator
	pages     bool // letters have their pages' text
}

func newCorpus(profile string, seed uint64) *corpus {
	if profile == "realistic" {
		return &corpus{lettertest.New(lettertest.Options{Seed: seed}), true}
	}
	return &corpus{lettertest.Bench(seed), false}
}

// document returns letter i, cut to at most items items.
func (c *corpus) document(i, items int) *index.Document {
	d := &index.Document{}
	if c.pages {
		l := c.generator.Letter(i)
		d.Letter, d.Text = &l.Truth, l.Text
	} else {
		l := c.generator.Truth(i)
		d.Letter = &l
	}
	d.Letter.Source.SHA256 = fmt.Sprintf("%064x", i)
	if len(d.Letter.Items) > items {
		d.Letter.Items = d.Letter.Items[:items]
	}
	return d
}

// itemsOf counts a document's items as the index does: a letter without any
// is one.
func itemsOf(d *index.Document) int { return max(1, len(d.Letter.Items)) }

// chunk appends letters from number i on, until they hold items items or
// there are n, and returns the number of the next letter.
func (c *corpus) chunk(docs []*index.Document, i, n, items int) ([]*index.Document, int) {
	for ; n > 0 && items > 0; n-- {
		d := c.document(i, items)
		items -= itemsOf(d)
		docs = append(docs, d)
		i++
	}
	return docs, i
}
