package alike

// A Token stands for a normal word: equal words have equal tokens. The highest
// bit is set for negations, so that a token says without its word whether it
// is one. It is never 0.
type Token uint32

const negation = Token(1) << 31

// TokenOf makes the token of a word of which hash is a hash, the same wherever
// the word is met.
func TokenOf(word string, hash uint32) Token {
	t := max(Token(hash)&^negation, 1)
	if Negation(word) {
		t |= negation
	}
	return t
}

// Tokens returns the tokens of the words that are not left out.
func Tokens(words []string) []Token {
	var out []Token
	for _, w := range words {
		if !LeftOut(w) {
			out = append(out, TokenOf(w, uint32(mix(fnvString(fnvBasis, w)))))
		}
	}
	return out
}

// What may be changed between two rationales that are alike: one word of
// changedOf, at most mostChanged, and in any stretch of closeWords at most
// closeChanges. A sentence about another patient changes more in one place;
// a few words that were replaced here and there change less.
const (
	changedOf    = 12
	mostChanged  = 16
	closeWords   = 8
	closeChanges = 2
)

// Same reports whether two rationales of at least NearWords tokens each are
// the same but for a few words, none of them a negation.
func Same(a, b []Token) bool {
	if len(a) < NearWords || len(b) < NearWords {
		return false
	}
	most := allowed(a, b)
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	changes, ok := edits(a, b, most)
	if !ok {
		return false
	}
	for i, c := range changes {
		if c.removed&negation != 0 || c.added&negation != 0 {
			return false
		}
		if i >= closeChanges && c.at-changes[i-closeChanges].at < closeWords {
			return false
		}
	}
	return true
}

// allowed returns how many words may be changed.
func allowed(a, b []Token) int { return min(min(len(a), len(b))/changedOf, mostChanged) }

// A change is a token replaced, removed or added; what is not there is 0.
type change struct {
	at             int // in a
	removed, added Token
}

// edits returns the fewest changes that make b of a, in their order; false
// when they are more than most. It is the diagonal method of Ukkonen (1985):
// reach[e][d] is how far in a one gets on diagonal d with e changes.
func edits(a, b []Token, most int) ([]change, bool) {
	const width = 2*mostChanged + 3
	var reach [mostChanged + 1][width]int
	mid := mostChanged + 1
	slide := func(i, d int) int { // as far as both are equal
		for i < len(a) && i+d < len(b) && a[i] == b[i+d] {
			i++
		}
		return i
	}
	goal := len(b) - len(a)
	for e := range most + 1 {
		row := &reach[e]
		for d := range row {
			row[d] = -1
		}
		for d := -e; d <= e; d++ {
			i := 0
			if e > 0 {
				last := &reach[e-1]
				i = max(last[mid+d]+1, last[mid+d-1], last[mid+d+1]+1)
				if last[mid+d] < 0 && last[mid+d-1] < 0 && last[mid+d+1] < 0 {
					continue
				}
			}
			i = min(i, len(a), len(b)-d)
			if i < 0 || i+d < 0 {
				continue
			}
			row[mid+d] = slide(i, d)
		}
		if row[mid+goal] == len(a) {
			return changesOf(a, b, &reach, e, mid), true
		}
	}
	return nil, false
}

// changesOf goes back from the end and names the changes.
func changesOf(a, b []Token, reach *[mostChanged + 1][2*mostChanged + 3]int, e, mid int) []change {
	changes := make([]change, e)
	d := len(b) - len(a)
	for ; e > 0; e-- {
		last := &reach[e-1]
		switch replaced, added, removed := last[mid+d], last[mid+d-1], last[mid+d+1]; {
		case replaced >= 0 && replaced+1 >= added && replaced >= removed && replaced < len(a) && replaced+d < len(b):
			changes[e-1] = change{replaced, a[replaced], b[replaced+d]}
		case added >= 0 && added > removed && added+d-1 < len(b):
			d--
			changes[e-1] = change{added, 0, b[added+d]}
		default:
			d++
			changes[e-1] = change{removed, a[removed], 0}
		}
	}
	return changes
}
