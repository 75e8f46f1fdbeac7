package opensearch

import (
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
)

// An operand of proximity is one that the cluster's intervals answer exactly: a
// word, a phrase, or a choice of these. Operands inside operands are not, for
// intervals are the shortest alone; neither are operands that may share a word.
type operand struct {
	rule    object          // of an intervals query
	classes map[string]bool // of inflections, of all its words
}

// maxRules is how many words and phrases an operand may be made of.
const maxRules = 200

// operand makes an operand of x, nil where it is none.
func (r *run) operand(x index.Expr) (*operand, error) {
	switch x := x.(type) {
	case index.Sequence:
		return r.phraseOperand(x)
	case index.Or, index.Synonyms:
		out := &operand{classes: map[string]bool{}}
		var rules []object
		for _, part := range index.Parts(x) {
			o, err := r.operand(part)
			if o == nil || err != nil {
				return nil, err
			}
			rules = append(rules, o.rule)
			for c := range o.classes {
				out.classes[c] = true
			}
		}
		out.rule = anyRule(rules)
		return out, nil
	}
	return nil, nil
}

func (r *run) phraseOperand(x index.Sequence) (*operand, error) {
	if x.Window > 0 {
		return nil, nil
	}
	out := &operand{classes: map[string]bool{}}
	var words []object
	all := 0
	for _, m := range x.Words {
		terms, err := r.termsOf(m)
		if err != nil {
			return nil, err
		}
		if all += len(terms); all > maxRules {
			return nil, nil
		}
		if m.Kind == index.Exact || m.Kind == index.Inflected {
			out.classes[text.Class(m.Text)] = true
		}
		var any []object
		for _, t := range terms {
			any = append(any, object{"match": object{"query": t, "analyzer": "terms"}})
			if m.Kind == index.Pattern || m.Kind == index.Fuzzy {
				out.classes[text.Class(t)] = true
			}
		}
		words = append(words, anyRule(any))
	}
	out.rule = words[0]
	if len(words) > 1 {
		out.rule = allRule(words, true, 0)
	}
	return out, nil
}

// anyRule is a rule for any of some; one that nothing meets where there are none.
func anyRule(rules []object) object {
	switch len(rules) {
	case 0:
		return object{"match": object{"query": nowhere, "analyzer": "terms"}}
	case 1:
		return rules[0]
	}
	return object{"any_of": object{"intervals": rules}}
}

// nowhere is a term that no text has.
const nowhere = "|"

func allRule(rules []object, ordered bool, gaps int) object {
	return object{"all_of": object{"intervals": rules, "ordered": ordered, "max_gaps": gaps}}
}

// apart reports whether no word can be of two operands.
func apart(operands ...*operand) bool {
	seen := map[string]bool{}
	for _, o := range operands {
		for c := range o.classes {
			if seen[c] {
				return false
			}
		}
		for c := range o.classes {
			seen[c] = true
		}
	}
	return true
}

// near compiles proximity of two operands; ok is false where the cluster does not
// answer it exactly.
func (r *run) near(x index.Near) (q object, ok bool, err error) {
	a, err := r.operand(x.X)
	if a == nil || err != nil {
		return nil, false, err
	}
	b, err := r.operand(x.Y)
	if b == nil || err != nil || !apart(a, b) {
		return nil, false, err
	}
	rules := []object{a.rule, b.rule}
	if x.Unit == index.Words {
		return r.intervals(x.Fields, x.Within, allRule(rules, x.Ordered, x.Within-1)), true, nil
	}
	if x.Fields != index.DefaultTexts || r.long > 0 {
		return nil, false, nil
	}
	stream := sentencesField
	if x.Unit == index.Paragraph {
		stream = paragraphsField
	}
	return object{"intervals": object{stream: allRule(rules, x.Ordered, longestUnit)}}, true, nil
}

// window compiles words in any order that stand close together.
func (r *run) window(x index.Sequence) (q object, ok bool, err error) {
	if len(x.Words) > 3 {
		return nil, false, nil
	}
	var operands []*operand
	var rules []object
	for _, m := range x.Words {
		o, err := r.phraseOperand(index.Sequence{Words: []index.Matcher{m}})
		if o == nil || err != nil {
			return nil, false, err
		}
		operands, rules = append(operands, o), append(rules, o.rule)
	}
	gaps := x.Window + 1 - len(rules)
	if len(rules) < 2 || !apart(operands...) || gaps < 0 {
		return nil, false, nil
	}
	return r.intervals(x.Fields, x.Window, allRule(rules, false, gaps)), true, nil
}

// intervals is a query for what meets a rule inside one text field. Streams that
// hold several fields serve where nothing as far apart as these can meet it.
func (r *run) intervals(fields index.TextFields, reach int, rule object) object {
	streams := streamsIn(fields)
	if reach >= text.EntryGap {
		streams = nil
		for f := range index.NumTextFields {
			if fields.Has(f) {
				streams = append(streams, "t."+f.String())
			}
		}
	}
	of := make([]object, len(streams))
	for i, s := range streams {
		of[i] = object{"intervals": object{s: rule}}
	}
	return anyOf(of)
}

// atLeast compiles how often something stands, where that is the sum of how often
// words and phrases do that cannot overlap.
func (r *run) atLeast(x index.AtLeast) (q object, ok bool, err error) {
	var of []index.Sequence
	switch e := x.X.(type) {
	case index.Sequence:
		of = append(of, e)
	case index.Or, index.Synonyms:
		for _, part := range index.Parts(e) {
			s, is := part.(index.Sequence)
			if !is {
				return nil, false, nil
			}
			of = append(of, s)
		}
	default:
		return nil, false, nil
	}
	var operands []*operand
	var counted []object
	for _, s := range of {
		o, err := r.phraseOperand(s)
		if o == nil || err != nil || len(o.classes) < len(s.Words) {
			return nil, false, err
		}
		operands = append(operands, o)
		terms, single, err := r.texts(s)
		if err != nil || !single {
			return nil, false, err
		}
		for f := range index.NumTextFields {
			if x.Fields.Has(f) && s.Fields.Has(f) {
				counted = append(counted, object{"match_phrase": object{"t." + f.String(): object{"query": strings.Join(terms, " "), "boost": 1 / float64(len(terms))}}})
			}
		}
	}
	if !apart(operands...) {
		return nil, false, nil
	}
	return object{"function_score": object{"query": object{"bool": object{"should": counted}}, "min_score": float64(x.N) - 0.25}}, true, nil
}

// texts returns the terms of a sequence of which each word is one term.
func (r *run) texts(x index.Sequence) (out []string, single bool, err error) {
	for _, m := range x.Words {
		terms, err := r.termsOf(m)
		if err != nil || len(terms) != 1 {
			return nil, false, err
		}
		out = append(out, terms[0])
	}
	return out, true, nil
}
