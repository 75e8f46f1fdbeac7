package highlight

import (
	"cmp"
	"slices"

	"imrsearch/index"
)

// sayWhy are phrases with which reviewers give their reason in a case, and
// what each is worth; recite are those with which they quote what holds in
// every case. Lower case, as in a folded sentence.
var sayWhy = []cue{
	{"no documentation", 6}, {"not documented", 6}, {"no evidence", 6}, {"there is no", 5}, {"there was no", 5},
	{"lack of", 5}, {"insufficient", 5}, {"does not", 4}, {"do not", 3}, {"did not", 5}, {"has not", 5},
	{"have not", 4}, {"failed", 4}, {"exceeds", 6}, {"in this case", 4}, {"however", 4}, {"because", 3},
	{"as such", 2}, {"given", 3}, {"has been", 2}, {"documented", 2}, {"the patient", 2},
	{"the injured worker", 3}, {"this worker", 3}, {"the provider", 2}, {"not supported", 3}, {"unclear", 4},
	{"functional improvement", 3}, {"the records", 3}, {"submitted", 2}, {"not established", 3}, {"within", 1},
}

var recite = []cue{
	{"guideline", -4}, {"mtus", -4}, {"odg", -4}, {"acoem", -4}, {"recommended", -3}, {"according to", -3},
	{"states that", -3}, {"chapter", -3}, {"page", -2}, {"per the", -2}, {"should be", -2}, {"may be", -2},
	{"medically necessary", -3}, {"request for", -1}, // the verdict is shown anyway
	{"defined as", -4}, {"studies", -3}, {"et al", -5}, {"indicated for", -2},
}

// reasons returns the sentences of the rationale that say why, nearest to
// the end first where they say it equally well; in a letter without items the
// first sentences of its text.
func (s *snipping) reasons(n int) []index.Snippet {
	field := index.RationaleText
	if s.d.Item.Rationale.Text == "" && s.d.Body != "" {
		field = index.BodyText
	}
	s.reasonPieces(field)
	found := s.found
	best := make([]*piece, len(found))
	for i := range found {
		best[i] = &found[i]
	}
	slices.SortStableFunc(best, func(a, b *piece) int { return cmp.Compare(b.base, a.base) })
	var out []index.Snippet
	for _, p := range best {
		if len(out) == n {
			break
		}
		if !s.says(p) {
			c := s.cut(p)
			c.Kind = index.SnippetReason
			out = append(out, c)
		}
	}
	return out
}

// reasonPieces finds the sentences of a field, and weighs how well those of the
// rationale say why.
func (s *snipping) reasonPieces(field index.TextField) {
	from := len(s.found)
	for n, e := range s.d.Entries(field) {
		list := s.sentencesOf(e)
		s.found = slices.Grow(s.found, len(list))
		for i := range list {
			s.found = append(s.found, piece{Sentence: list[i], field: field, order: len(s.found) - from, entry: n, text: e.Text, list: list[i:]})
		}
	}
	if field != index.RationaleText {
		return
	}
	for i := from; i < len(s.found); i++ {
		s.found[i].base = s.found[i].saysWhy(len(s.found) - from)
	}
}

// saysWhy weighs a sentence: what it says, and how near the end it stands.
func (p *piece) saysWhy(of int) int { return 2*min(p.cues(), 12) + 6*(p.order+1)/of }

// cues weighs how much a sentence speaks of the case, and how little of what
// holds in every case.
func (p *piece) cues() int {
	w := cueWorth(p.text[p.Start:p.End])
	if p.isShort() {
		w -= 6
	}
	return w
}

// shortWords is up to how many words a sentence says little.
const shortWords = 4

// isShort reports whether p has few words. In most sentences there are more
// where letters stand behind a blank, and nothing else needs to be counted.
func (p *piece) isShort() bool {
	words := 1
	for i := p.First + 1; i < p.Last; i++ {
		if c := p.text[i] | 0x20; p.text[i-1] == ' ' && 'a' <= c && c <= 'z' {
			if words++; words > shortWords {
				return false
			}
		}
	}
	return len(p.words()) <= shortWords
}

// Reason returns where the sentence of the rationale stands that says best why
// the item was decided so, in bytes of the rationale's text: the sentence with
// which the snippets of a hit begin, whole. ok is false where there is no
// rationale, or no word in it.
func Reason(d *index.Determination) (start, end int, ok bool) {
	if d.Item.Rationale.Text == "" {
		return 0, 0, false
	}
	s := new(snipping)
	s.begin(d, &Marks{})
	s.reasonPieces(index.RationaleText)
	best := (*piece)(nil)
	for i := range s.found {
		if best == nil || s.found[i].base > best.base {
			best = &s.found[i]
		}
	}
	if best == nil {
		return 0, 0, false
	}
	return best.Start, best.End, true
}
