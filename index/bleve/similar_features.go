package bleve

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"imrsearch/index"
	"imrsearch/index/text"
)

// A feature is something of an item that another may have too.
type feature struct {
	expr   index.Expr
	factor float64 // what agreeing is worth, to its idf
	label  string  // what agrees, for people
	value  string
	weight float64 // factor × idf
}

// featureFields are the facets in which similar items agree, and what that
// is worth.
var featureFields = []struct {
	field  string
	factor float64
}{
	{"drug", 2.5}, {"subclass", 2}, {"class", 1}, {"drug_class", 1}, {"body", 1.2},
}

// What the words of a text are worth, and how many of the rarest words of
// the rationale count.
const (
	requestFactor   = 0.6
	diagnosisFactor = 0.7
	rationaleFactor = 0.25
	rationaleWords  = 20
)

// featuresOf returns what can agree with d. rare tells of a word in how many
// items it stands, 0 when it is of no use.
func featuresOf(d *index.Determination, rare func(word string) int) []feature {
	var out []feature
	for _, ff := range featureFields {
		f, _ := index.FieldNamed(ff.field)
		for _, v := range f.Values(d) {
			out = append(out, feature{expr: index.Values{Field: f.Name, Exact: []string{v}}, factor: ff.factor, label: f.Label, value: v})
		}
	}
	for _, w := range contentWords(d.Item.Request) {
		out = append(out, feature{expr: oneWord(index.RequestText.Set(), w), factor: requestFactor, label: "Words of the request", value: w})
	}
	for _, diagnosis := range d.Letter.Diagnoses {
		var all []index.Expr
		for _, w := range contentWords(diagnosis) {
			all = append(all, oneWord(index.DiagnosisText.Set(), w))
		}
		if len(all) > 0 {
			out = append(out, feature{expr: index.And{Of: all}, factor: diagnosisFactor, label: "Diagnosis", value: diagnosis})
		}
	}
	for _, w := range rarest(contentWords(d.Item.Rationale.Text), rare) {
		out = append(out, feature{expr: oneWord(index.RationaleText.Set(), w), factor: rationaleFactor, label: "Words of the rationale", value: w})
	}
	return out
}

func oneWord(fields index.TextFields, w string) index.Sequence {
	return index.Sequence{Fields: fields, Words: []index.Matcher{{Kind: index.Inflected, Text: w}}}
}

// contentWords returns the words of a text that carry meaning, each once:
// three letters at least, no digits.
func contentWords(s string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range text.Words(s) {
		class := text.Class(w)
		if len(w) < 3 || seen[class] || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			continue
		}
		seen[class] = true
		out = append(out, w)
	}
	return out
}

// rarest returns the words that stand in the fewest items.
func rarest(words []string, rare func(string) int) []string {
	count := map[string]int{}
	for _, w := range words {
		if n := rare(w); n > 0 {
			count[w] = n
		}
	}
	list := sortedKeys(count)
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(count[a], count[b]) })
	return list[:min(len(list), rationaleWords)]
}

// rare returns in how many items a word stands, 0 when in one alone or in
// more than a twentieth.
func (s *search) rare(word string) int {
	n := 0
	for _, sel := range s.selections {
		if i, ok := sel.shard.words.word(word); ok {
			n += int(sel.shard.words.df[i])
		}
	}
	if n < 2 || n > max(s.g.manifest.Items/20, 4) {
		return 0
	}
	return n
}

// weighFeatures gives the features their weights, and drops those that
// nothing else has.
func (s *search) weighFeatures(features []feature) []feature {
	kept := features[:0]
	for _, f := range features {
		n := 0
		for _, sel := range s.selections {
			n += int(sel.living(sel.eval(f.expr, nil)).GetCardinality())
		}
		if f.weight = f.factor * idf(n, s.g.manifest.Items); n > 0 && f.weight > 0 {
			kept = append(kept, f)
		}
	}
	return kept
}

// agreement returns for every document of the shard the weight of what
// agrees.
func (s *selection) agreement(features []feature) []float32 {
	scores := make([]float32, s.shard.items)
	var buf [1024]uint32
	for _, f := range features {
		for it := s.eval(f.expr, nil).ManyIterator(); ; {
			n := it.NextMany(buf[:])
			if n == 0 || s.deadline.stop() {
				break
			}
			for _, doc := range buf[:n] {
				scores[doc] += float32(f.weight)
			}
		}
	}
	return scores
}

// why says what agrees in a document, the most telling first.
func (s *selection) why(features []feature, doc uint32) []string {
	values := map[string][]string{}
	var labels []string
	for _, f := range features {
		if !s.eval(f.expr, nil).Contains(doc) {
			continue
		}
		if values[f.label] == nil {
			labels = append(labels, f.label)
		}
		values[f.label] = append(values[f.label], f.value)
	}
	var out []string
	for _, l := range labels {
		out = append(out, l+": "+strings.Join(values[l], ", "))
	}
	return out
}
