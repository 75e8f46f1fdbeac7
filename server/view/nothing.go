package view

import (
	"strings"

	"imrsearch/index"
)

// A Nothing helps where nothing was found: it names the words that no item
// has, what may have been meant, and the filters that exclude everything.
type Nothing struct {
	Words     []AbsentWord
	DropsLead string // "" without drops
	Drops     []Offer
	Advice    string
}

// NewNothing explains an empty list by the words that no item has and by the
// filters without which there would be hits.
func NewNothing(words []AbsentWord, drops []Offer) *Nothing {
	v := &Nothing{
		Words: words, Drops: drops,
		Advice: "Fewer words, a word's beginning with * or !, or OR between words of the same meaning find more.",
	}
	if len(drops) > 0 {
		v.DropsLead = "Without one of the filters there is something:"
	}
	return v
}

// An AbsentWord is a word of the query that no item has, with words of the
// index that may have been meant.
type AbsentWord struct {
	Word, Message string
	Offers        []Offer
}

// NewAbsentWord says that no item has the word, and offers the query with each
// of the corrections in its place.
func NewAbsentWord(a Address, word string, corrections []index.Bucket) AbsentWord {
	v := AbsentWord{Word: word, Message: "“" + word + "” stands in no item of this collection."}
	for _, b := range corrections {
		text := strings.Replace(a.Query(), word, b.Value, 1)
		v.Offers = append(v.Offers, Offer{b.Value, a.First().withQuery(text).URL("/"), count(b.Count, "item", "items")})
	}
	return v
}

// An Offer is a search that has results, with their number.
type Offer struct{ Text, URL, Count string }

// NewDrop offers the search without its filters on the field f, which finds n
// items.
func NewDrop(a Address, f *index.Field, n int) Offer {
	text := "without " + f.Label + ": " + strings.Join(a[f.Name], " or ")
	return Offer{text, a.First().With(f.Name, "").URL("/"), count(n, "item", "items")}
}
