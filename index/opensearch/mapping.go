package opensearch

import (
	"context"
	"net/http"

	"imrsearch/index"
	"imrsearch/index/text"
)

// Schema changes whenever documents or mappings are made otherwise; indices of
// another Schema or another text.Version are refused.
const Schema = 1

// Settings of the indices of one corpus. The zero Settings is one shard without
// copies, for trying.
type Settings struct {
	Shards   int // of items and of letters; 0 means 1
	Replicas int
}

// Fields of an item's document. Each text field has its tokens under "t." and its
// number of words under "len."; "any" is all of index.DefaultTexts. Fields of the
// field table lie under "v." (values as index.FoldValue compares them), "f."
// (buckets of the facet), "x." (numbers) and "s." (the number to sort by).
const (
	idField     = "id"     // CM16-0990412/2
	itemField   = "item"   // the same in capitals
	letterField = "letter" // CM16-0990412
	keyField    = "key"    // the same in capitals
	nField      = "n"
	anyField    = "any"

	// The texts of "any" by sentences and by paragraphs, which stand too far apart
	// for anything to reach from one into the next; "long" is true where one is
	// longer than longestUnit, so that they do not serve.
	sentencesField  = "sentences"
	paragraphsField = "paragraphs"
	longField       = "long"

	wordsField   = "words" // of index.DefaultTexts, each once
	citesField   = "cites" // index.CiteUnit.Key
	printField   = "print" // fingerprint of the rationale
	outcomeField = "f.outcome"
)

// Create makes the empty indices of a corpus. It fails where one of them is
// there: two that make them at once cannot both.
func (c *Client) Create(ctx context.Context, s Settings) error {
	about := object{"schema": Schema, "text": text.Version}
	for _, x := range []struct {
		name     string
		settings object
		fields   object
	}{
		{c.items(), s.items(), itemFields()},
		{c.letters(), s.plain(), letterFields()},
		{c.state(), Settings{Replicas: s.Replicas}.plain(), object{"generation": object{"type": "long"}, "built": object{"type": "date"}}},
	} {
		body := object{"settings": x.settings, "mappings": object{"dynamic": "strict", "_meta": about, "properties": x.fields}}
		if err := c.do(ctx, http.MethodPut, x.name, body, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s Settings) plain() object {
	// What is written is seen when it is published, and not before.
	return object{"number_of_shards": max(s.Shards, 1), "number_of_replicas": s.Replicas, "refresh_interval": "-1"}
}

// items are the settings of the index of items.
//
// A token is sent as "tapered~taper", the word and its class of inflections, and
// becomes two terms at one position: "tapered" and "~taper". A term's score is how
// often it stands: BM25F is made of that (see score.go).
func (s Settings) items() object {
	out := s.plain()
	out["max_result_window"] = pageRows
	out["max_terms_count"] = 1 << 20
	out["similarity"] = object{"frequency": object{"type": "scripted", "script": object{"source": "return query.boost * doc.freq;"}}}
	out["analysis"] = object{
		"tokenizer": object{"blank": object{"type": "whitespace", "max_token_length": 1 << 20}},
		"filter":    object{"word_and_class": object{"type": "pattern_capture", "preserve_original": false, "patterns": []string{"^([^~]+)", "(~.*)$"}}},
		"analyzer": object{
			"tokens": object{"type": "custom", "tokenizer": "blank", "filter": []string{"word_and_class"}},
			"terms":  object{"type": "custom", "tokenizer": "blank"},
		},
	}
	return out
}

var keyword = object{"type": "keyword"}

// longestUnit is the most words between two of one sentence or paragraph, and
// unitGap the distance of two of these.
const (
	longestUnit = 9_000
	unitGap     = 10_000
)

// itemFields is the mapping of an item, made of the field table.
func itemFields() object {
	stream := object{
		"type": "text", "analyzer": "tokens", "search_analyzer": "terms", "similarity": "frequency",
		"norms": false, "index_options": "positions", "position_increment_gap": text.EntryGap - 1,
	}
	units := object{"position_increment_gap": unitGap - 1}
	for k, v := range stream {
		if k != "position_increment_gap" {
			units[k] = v
		}
	}
	texts, lengths := object{}, object{}
	for f := range index.NumTextFields {
		texts[f.String()], lengths[f.String()] = stream, object{"type": "integer"}
	}
	values, buckets, numbers, sorts := object{}, object{}, object{}, object{}
	for _, f := range index.Fields() {
		switch {
		case f.Values != nil:
			values[f.Name] = keyword
		case f.Numbers != nil:
			numbers[f.Name] = object{"type": "long"}
		default:
			continue
		}
		if f.Facet {
			buckets[f.Name] = keyword
		}
		if f.Sortable {
			sorts[f.Name] = object{"type": "long"}
		}
	}
	return object{
		idField: keyword, itemField: keyword, letterField: keyword, keyField: keyword, nField: object{"type": "integer"},
		anyField: stream, sentencesField: units, paragraphsField: units, longField: object{"type": "boolean"},
		wordsField: keyword, citesField: keyword, printField: object{"type": "keyword", "index": false},
		"t": object{"properties": texts}, "len": object{"properties": lengths},
		"v": object{"properties": values}, "f": object{"properties": buckets},
		"x": object{"properties": numbers}, "s": object{"properties": sorts},
	}
}

// letterFields is the mapping of a letter.
func letterFields() object {
	return object{
		letterField: keyword, keyField: keyword, "sha256": keyword, "layout": keyword,
		"decided": object{"type": "integer"}, "items": object{"type": "integer"},
		"level":    object{"type": "integer"}, // sampleLevel
		"document": object{"type": "binary"},
	}
}
