package resolve

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/text"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/measure"
)

// canonical writes the plain words of a query in the spelling that the lexicon
// and the rules of units know, so that all spellings of one thing give one
// plan: M.R.I. is MRI, utilisation is utilization, "de Quervain" is DeQuervain,
// "one month" is "1 month". What changes is listed as a spelling that was
// added. Other nodes stay as they are.
func (r *resolver) canonical(nodes []query.Node) []query.Node {
	var out []query.Node
	for i := 0; i < len(nodes); {
		w, ok := nodes[i].(query.Word)
		if !ok {
			out = append(out, nodes[i])
			i++
			continue
		}
		if i+1 < len(nodes) {
			if next, ok := nodes[i+1].(query.Word); ok {
				if joined, ok := joinedSpelling(plainForm(w.Text), plainForm(next.Text)); ok {
					at := query.Span{Start: w.At.Start, End: next.At.End}
					r.listCanonical(w.Text+" "+next.Text, joined, at)
					out = append(out, query.Word{At: at, Text: joined})
					i += 2
					continue
				}
			}
		}
		var before, after string
		if i > 0 {
			before, _ = plainWord(nodes[i-1])
		}
		if i+1 < len(nodes) {
			after, _ = plainWord(nodes[i+1])
		}
		out = append(out, r.canonicalWord(w, before, after))
		i++
	}
	return out
}

func plainWord(n query.Node) (string, bool) {
	w, ok := n.(query.Word)
	return plainForm(w.Text), ok
}

// canonicalWord writes one word in its canonical spelling. before and after are
// the plain words beside it, "" where there are none.
func (r *resolver) canonicalWord(w query.Word, before, after string) query.Word {
	spelled, ok := canonicalSpelling(w.Text, before, after)
	if !ok {
		return w
	}
	r.listCanonical(w.Text, spelled, w.At)
	w.Text = spelled
	return w
}

// listCanonical lists what a word was read as, with the way to look for it as
// it was typed.
func (r *resolver) listCanonical(typed, spelled string, at query.Span) {
	off := `"` + strings.Trim(typed, `"`) + `"`
	x := index.Expansion{From: typed, To: []string{spelled}, Kind: "spelling", Off: off}
	if !listed(r.plan.Reading.Expansions, x) {
		x.Query = r.replaced(at, off)
		r.plan.Reading.Expansions = append(r.plan.Reading.Expansions, x)
	}
}

var (
	dotted       = whole(`(?:[a-z]\.)+[a-z]\.?`)
	prefixed     = whole(`(` + strings.Join(joinedPrefixes, "|") + `)(-?)([a-z]{5,})`)
	decimalAlone = whole(`\d{1,3}[.,]\d{1,2}`)
	letters      = whole(`[a-z]{5,}`)
	plural       = whole(`([a-z]{3,5})s`)
	span         = whole(`(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})-(` + periodNouns + `)`)
	period       = whole(periodNouns)
)

const periodNouns = `(?:hour|day|week|month|year)s?`

// canonicalSpelling returns another spelling of a word that is better known.
func canonicalSpelling(typed, before, after string) (string, bool) {
	w := plainForm(typed)
	switch {
	case dotted.MatchString(w):
		short := strings.ReplaceAll(w, ".", "")
		return short, known(short)
	case w == "one" && period.MatchString(after):
		return "1", true
	case w == "electric" && strings.HasPrefix(after, "nerve"):
		return "electrical", true
	case decimalAlone.MatchString(w):
		return strings.Replace(w, ",", ".", 1) + "mg", namesDrug(before) && measure.UnitNames(after) == nil && !amountNouns[after]
	}
	if m := span.FindStringSubmatch(w); m != nil {
		digits, _ := numbered(m[1])
		if digits == "one" {
			digits = "1"
		}
		return digits + "-" + m[2], digits != m[1]
	}
	if m := prefixed.FindStringSubmatch(w); m != nil {
		return prefixedSpelling(m[1], m[2], m[3])
	}
	if m := plural.FindStringSubmatch(w); m != nil && abbreviation(m[1]) && !known(w) {
		return m[1], true
	}
	if letters.MatchString(w) {
		return american(w)
	}
	return "", false
}

// prefixedSpelling returns the spelling of a compound that the lexicon knows,
// closed or with a hyphen, where it does not know the one that was typed.
func prefixedSpelling(prefix, hyphen, rest string) (string, bool) {
	closed, open := prefix+rest, prefix+"-"+rest
	typed, other := closed, open
	if hyphen != "" {
		typed, other = open, closed
	}
	return other, !known(typed) && known(other)
}

// joinedSpelling joins two words that are one.
func joinedSpelling(a, b string) (string, bool) {
	if a == "de" && strings.HasPrefix(b, "quervain") {
		return "de" + b, true
	}
	if slices.Contains(joinedPrefixes, a) && len(b) >= 5 && !known(a+" "+b) && known(a+b) {
		return a + b, true
	}
	return "", false
}

// american returns a British spelling as Americans write it.
func american(w string) (string, bool) {
	for i, rule := range britishRules {
		if i%2 == 1 && rule.pattern.MatchString(w) {
			return rule.pattern.ReplaceAllString(w, rule.to), true
		}
	}
	return "", false
}

// known reports whether the lexicon has other words for all of s.
func known(s string) bool {
	words := text.Words(s)
	return slices.ContainsFunc(lexicon.Synonyms(words), func(e lexicon.Expansion) bool { return e.Start == 0 && e.Len == len(words) })
}

// abbreviation reports whether the lexicon knows a word as a short form.
func abbreviation(w string) bool {
	return slices.ContainsFunc(lexicon.Synonyms([]string{w}), func(e lexicon.Expansion) bool { return e.Kind == "abbreviation" })
}
