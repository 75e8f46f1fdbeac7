package opensearch

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/index/text"
)

// maxWord is the length in bytes from which on a word is kept by its beginning
// and a hash: the cluster takes no term above 32,766 bytes.
const maxWord = 8_000

// termOf returns the term of a word.
func termOf(word string) string {
	if len(word) <= maxWord {
		return word
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(word))
	return strings.ToValidUTF8(word[:maxWord/2], "") + "|" + hex.EncodeToString(h.Sum(nil))
}

// classOf returns the term of a word's class of inflections.
func classOf(word string) string { return "~" + termOf(text.Class(word)) }

// itemOf returns the document of an item.
func itemOf(d *index.Determination) object {
	letter := d.Letter.ID
	out := object{
		idField: d.Item.ID, itemField: strings.ToUpper(d.Item.ID), letterField: letter, keyField: strings.ToUpper(letter), nField: d.Item.N,
		printField: fingerprintOf(d),
	}
	addTexts(out, d)
	values, buckets, numbers, sorts := object{}, object{}, object{}, object{}
	for _, f := range index.Fields() {
		switch {
		case f.Values != nil:
			put(values, f.Name, folded(f.Values(d)))
		case f.Numbers != nil:
			n := f.Numbers(d)
			put(numbers, f.Name, n)
			if f.Sortable && len(n) > 0 {
				sorts[f.Name] = n[0]
			}
		}
		if f.Facet && (f.Values != nil || f.Numbers != nil) {
			put(buckets, f.Name, bucketsOf(f, d))
		}
	}
	out["v"], out["f"], out["x"], out["s"] = values, buckets, numbers, sorts
	var cites []string
	for _, u := range index.CiteUnits(d) {
		cites = append(cites, u.Key())
	}
	put(out, citesField, cites)
	return out
}

func put[T any](into object, name string, list []T) {
	if len(list) > 0 {
		into[name] = list
	}
}

func folded(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = index.FoldValue(v)
	}
	return out
}

// bucketsOf returns the buckets of a facet that an item is in, each once.
func bucketsOf(f *index.Field, d *index.Determination) []string {
	var out []string
	if f.Values != nil {
		out = slices.Clone(f.Values(d))
	} else {
		for _, n := range f.Numbers(d) {
			out = append(out, f.Band(n))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// addTexts adds the texts as streams of tokens, one for each entry, which stand
// apart by the gap of the mapping.
func addTexts(out object, d *index.Determination) {
	texts, lengths := object{}, object{}
	var all, sentences, paragraphs, words []string
	seen := map[string]bool{}
	for f := range index.NumTextFields {
		tokens := text.Tokenize(nil, d.Entries(f))
		if len(tokens) == 0 {
			continue
		}
		streams := streamsOf(tokens, func(t text.Token) int { return t.Entry })
		texts[f.String()], lengths[f.String()] = streams, len(tokens)
		if !index.DefaultTexts.Has(f) {
			continue
		}
		all = append(all, streams...)
		sentences = append(sentences, streamsOf(tokens, func(t text.Token) int { return t.Sentence })...)
		paragraphs = append(paragraphs, streamsOf(tokens, func(t text.Token) int { return t.Paragraph })...)
		for _, t := range tokens {
			if !seen[t.Word] {
				seen[t.Word] = true
				words = append(words, termOf(t.Word))
			}
		}
	}
	out["t"], out["len"] = texts, lengths
	put(out, anyField, all)
	put(out, wordsField, words)
	if len(sentences) > mostUnits || slices.ContainsFunc(paragraphs, func(s string) bool { return strings.Count(s, " ") > longestUnit }) {
		out[longField] = true
		return
	}
	put(out, sentencesField, sentences)
	put(out, paragraphsField, paragraphs)
}

// mostUnits is how many sentences have a place: positions end at two billions.
const mostUnits = 100_000

// streamsOf joins the terms of tokens to streams, a new one where a number of
// theirs changes.
func streamsOf(tokens []text.Token, number func(text.Token) int) []string {
	var out []string
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && number(t) != number(tokens[i-1]) {
			out = append(out, b.String())
			b.Reset()
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(termOf(t.Word))
		b.WriteString(classOf(t.Word))
	}
	return append(out, b.String())
}

// fingerprintOf returns the fingerprint of an item's rationale as one word: 16
// digits of what is equal for equal texts, and 8 for each band.
func fingerprintOf(d *index.Determination) string {
	f := printOf(d, rationaleWords(d))
	b := binary.BigEndian.AppendUint64(nil, f.Exact)
	for _, n := range f.Bands {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return hex.EncodeToString(b)
}

// printOf returns the fingerprint of an item with the words of its rationale.
func printOf(d *index.Determination, words []string) alike.Fingerprint {
	return alike.Of(words, string(d.Item.Outcome), d.Subject())
}

func rationaleWords(d *index.Determination) []string {
	var words []string
	for _, t := range text.Tokenize(nil, d.Entries(index.RationaleText)) {
		words = append(words, t.Word)
	}
	return words
}

// readFingerprint reads what fingerprintOf writes.
func readFingerprint(s string) (f alike.Fingerprint, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 8+4*alike.Bands {
		return f, fmt.Errorf("fingerprint %q: %w", s, index.ErrDamaged)
	}
	f.Exact = binary.BigEndian.Uint64(b)
	for i := range f.Bands {
		f.Bands[i] = binary.BigEndian.Uint32(b[8+4*i:])
	}
	return f, nil
}

// letterOf returns the document of a letter.
func letterOf(d *index.Document) (object, error) {
	data, err := encode(d)
	if err != nil {
		return nil, err
	}
	l := d.Letter
	return object{
		letterField: l.ID, keyField: strings.ToUpper(l.ID), "sha256": l.Source.SHA256, "layout": string(l.Layout), "decided": l.DecisionDate.Number(),
		"items": len(l.Items), "level": sampleLevel(l.ID), "document": data,
	}, nil
}

// encode writes a letter with its text: JSON, compressed.
func encode(d *index.Document) ([]byte, error) {
	data, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("letter %s: %w", d.Letter.ID, err)
	}
	return encoder.EncodeAll(data, nil), nil
}

// decode reads what encode writes. Errors: index.ErrDamaged.
func decode(data []byte) (*index.Document, error) {
	plain, err := decoder.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("a stored letter: %w: %w", err, index.ErrDamaged)
	}
	d := &index.Document{}
	if err := json.Unmarshal(plain, d); err != nil {
		return nil, fmt.Errorf("a stored letter: %w: %w", err, index.ErrDamaged)
	}
	return d, nil
}

var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

// sampleLevel returns the highest level at which a letter is in the sample that
// standard sentences are counted over: at level n stands one letter of 2^n. It is
// that of the embedded engine.
func sampleLevel(letter string) int { return bits.TrailingZeros64(letterMix(letter)>>17 | 1<<40) }

func letterMix(letter string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(letter))
	x := h.Sum64()
	return (x ^ x>>32) * 0x9e3779b97f4a7c15
}

// letterHash is what letters are drawn by, as in the embedded engine.
func letterHash(letter string) uint64 {
	x := letterMix(letter)
	return x ^ x>>29
}
