package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/index/text"
)

// A lexer divides the plain form of a query into tokens.
type lexer struct {
	*source
	pos    int
	tokens []token
	fields []bool // for each open bracket, whether it stands in a field
	notes  []Note
	// stripped is whether marks around a word were left out: what remains may
	// read otherwise when it is written alone.
	stripped bool
}

// lex returns the tokens of s, the last of kindEnd.
func lex(s *source) (*lexer, *SyntaxError) {
	l := &lexer{source: s, notes: s.notes}
	if err := l.refuseHabits(); err != nil {
		return nil, err
	}
	l.dropFinalQuestion()
	for {
		for l.pos < len(l.text) && l.text[l.pos] == ' ' {
			l.pos++
		}
		if l.pos == len(l.text) {
			l.emit(token{kind: kindEnd, start: l.pos, end: l.pos})
			return l, nil
		}
		if err := l.next(); err != nil {
			return nil, err
		}
	}
}

func (l *lexer) emit(t token) { l.tokens = append(l.tokens, t) }

// emitField emits the name of n bytes at text[start], behind which a colon
// stands.
func (l *lexer) emitField(start, n int) {
	l.pos = start + n + 1
	l.emit(token{kind: kindField, start: start, end: l.pos, text: l.text[start : start+n]})
}

// fault returns an error at text[start:end] with a candidate for its repair.
func (l *lexer) fault(start, end int, repair, msg, want string) *SyntaxError {
	at := l.span(start, end)
	return &SyntaxError{Offset: at.Start, Length: at.End - at.Start, Msg: msg, Want: want, Repair: repair}
}

// next reads the token at l.pos, where no blank is.
func (l *lexer) next() *SyntaxError {
	start := l.pos
	switch l.text[start] {
	case '(':
		l.fields = append(l.fields, l.inField())
		l.pos++
		l.emit(token{kind: kindOpen, start: start, end: l.pos})
		return nil
	case ')':
		if len(l.fields) > 0 {
			l.fields = l.fields[:len(l.fields)-1]
		}
		l.pos++
		l.emit(token{kind: kindClose, start: start, end: l.pos})
		return nil
	case '"':
		return l.phrase()
	}
	if n := fieldName(l.text[start:]); n > 0 {
		l.emitField(start, n)
		return nil
	}
	end := len(l.text)
	if n := strings.IndexAny(l.text[start:], ` "()`); n >= 0 {
		end = start + n
	}
	l.pos = end
	return l.chunk(start, end)
}

// ofField reports whether a field's name ends at text[start].
func (l *lexer) ofField(start int) bool {
	n := len(l.tokens)
	return n > 0 && l.tokens[n-1].kind == kindField && l.tokens[n-1].end == start
}

// inField reports whether what stands at l.pos is a field's value.
func (l *lexer) inField() bool {
	if n := len(l.tokens); n > 0 && l.tokens[n-1].kind == kindField {
		return true
	}
	return len(l.fields) > 0 && l.fields[len(l.fields)-1]
}

// chunk reads text[start:end], which holds no blank, quote or bracket: an
// operator, a prefix with what follows it, or a word.
func (l *lexer) chunk(start, end int) *SyntaxError {
	s := l.text[start:end]
	first, last := start, end
	trimmed := trimMarks(s)
	if l.inField() && strings.Contains(s, "..") {
		trimmed = strings.Trim(s, ",;:'")
	}
	l.stripped = l.stripped || trimmed != s
	for _, bare := range [...]string{s, trimmed} {
		first = start + strings.Index(s, bare)
		last = first + len(bare)
		if l.operator(bare, first, last) {
			return nil
		}
	}
	if n := fieldName(l.text[first:end]); n > 0 {
		l.emitField(first, n)
		return nil
	}
	if strings.HasPrefix(l.text[start:end], "-") && l.prefixed(start, end) {
		l.pos = start + 1
		l.emit(token{kind: kindNot, start: start, end: l.pos, text: "-"})
		return nil
	}
	return l.leaf(first, last)
}

// prefixed reports whether the sign at text[start] is glued to what follows
// and stands behind a blank, an opening bracket or a field's name.
func (l *lexer) prefixed(start, end int) bool {
	glued := end-start > 1 || end < len(l.text) && (l.text[end] == '"' || l.text[end] == '(')
	return glued && (start == 0 || strings.IndexByte(" (", l.text[start-1]) >= 0 || l.ofField(start))
}

// trimMarks takes off the punctuation that words bring along in running text.
func trimMarks(s string) string { return strings.Trim(s, ".,;:'") }

// maxOperator bounds the bytes of an operator: NEAR/ and the longest number.
const maxOperator = 24

// operator emits s if it is an operator.
func (l *lexer) operator(s string, start, end int) bool {
	if len(s) > maxOperator {
		return false
	}
	t := token{start: start, end: end, text: s}
	if s == "%" && l.behindNumber() {
		l.notes = append(l.notes, Note{At: l.span(start, end), Msg: "% behind a number is read as percent; BUT NOT leaves out what stands behind it"})
		return true
	}
	if k, ok := connective[s]; ok {
		t.kind = k
	} else if near, ok := connector(s); ok {
		t.kind, t.near = kindNear, near
	} else if n, ok := atLeast(s); ok && end < len(l.text) && l.text[end] == '(' {
		t.kind, t.n = kindAtLeast, n
	} else {
		return false
	}
	if n := len(l.tokens); t.kind == kindNot && n > 0 && l.tokens[n-1].text == "BUT" && l.tokens[n-1].kind == kindLeaf {
		t.kind, t.start, t.text = kindButNot, l.tokens[n-1].start, "BUT NOT"
		l.tokens = l.tokens[:n-1]
	}
	l.emit(t)
	return true
}

// behindNumber reports whether the last token is a number.
func (l *lexer) behindNumber() bool {
	if len(l.tokens) == 0 {
		return false
	}
	w, ok := l.tokens[len(l.tokens)-1].node.(Word)
	return ok && strings.Trim(w.Text, "0123456789.,") == "" && strings.ContainsAny(w.Text, "0123456789")
}

// phrase reads the quotes at l.pos.
func (l *lexer) phrase() *SyntaxError {
	start := l.pos
	n := strings.IndexByte(l.text[start+1:], '"')
	if n < 0 {
		return l.fault(start, start+1, l.in+`"`, "this quotation mark is not closed", `"words in quotes"`)
	}
	inside := l.text[start+1 : start+1+n]
	l.pos = start + n + 2
	p := Phrase{Text: inside}
	if len(text.Words(inside)) == 0 {
		return l.fault(start, l.pos, l.replaced(l.span(start, l.pos), " "), "there is no word in these quotes", `"words in quotes"`)
	}
	if pattern := patternIn(inside); pattern != "" {
		repair := l.replaced(l.span(start, l.pos), adjacent(inside))
		return l.fault(start, l.pos, repair, "* and ! do not work in quotes, where every word is exact", `connect the words with +1`)
	}
	if l.pos < len(l.text) && l.text[l.pos] == '~' {
		tilde := l.pos
		l.pos++
		for l.pos < len(l.text) && digits(l.text[l.pos:l.pos+1]) {
			l.pos++
		}
		p.Window = bounded("0" + l.text[tilde+1:l.pos])
		if p.Window < 1 || p.Window > MaxDistance {
			repair := l.replaced(l.span(tilde, l.pos), "~"+strconv.Itoa(max(1, min(p.Window, MaxDistance))))
			return l.fault(tilde, l.pos, repair, "a distance is a number from 1 to 255", `"a b c"~5`)
		}
	}
	p.At = l.span(start, l.pos)
	if id, ok := CaseNumber(strings.TrimSpace(inside)); ok && p.Window == 0 {
		l.emit(token{kind: kindLeaf, start: start, end: l.pos, node: ID{At: p.At, Text: id}})
		return nil
	}
	l.emit(token{kind: kindLeaf, start: start, end: l.pos, node: p})
	return nil
}

// patternIn returns a word of a phrase that was meant as a wildcard, or "".
func patternIn(inside string) string {
	for _, w := range strings.Fields(inside) {
		body := strings.Trim(w, ".,;:'?!")
		mark := strings.IndexAny(body, "*!?")
		if mark >= 0 || strings.HasPrefix(w[len(w)-len(strings.TrimLeft(w, ".,;:'")):], body+"!") && len(body) >= 3 && strings.Trim(w, ".,;:'") != body+"!?" {
			return w
		}
	}
	return ""
}

// adjacent writes the words of s as a chain of +1.
func adjacent(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !wordRune(r) && !strings.ContainsRune("*!?'", r)
	}), " +1 ")
}

// dropFinalQuestion makes a blank of the question mark that ends a query of
// several words.
func (l *lexer) dropFinalQuestion() {
	end := len(l.text)
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(l.text[:end])
		if wordRune(r) || strings.ContainsRune(`"*!~`, r) {
			return
		}
		if r == '?' {
			break
		}
		end -= size
	}
	if end == 0 {
		return
	}
	start := end - 1
	for start > 0 && l.text[start-1] == '?' {
		start--
	}
	one := l.operands() < 2
	if one && (end-start > 1 || start == 0 || strings.TrimRight(l.text[end:], " ") != "" || strings.ContainsAny(l.text[:start], `?*!:`)) {
		return // a wildcard
	}
	note := Note{At: l.span(end-1, end), Msg: FinalMark}
	if word := strings.TrimSpace(l.text[:start]); one && len(word) >= 3 && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
		note.Offer = "(" + word + "?)"
	}
	l.notes = append(l.notes, note)
	l.text = l.text[:start] + strings.Repeat(" ", end-start) + l.text[end:]
}

// operands counts the words of the query, a quotation as one at least.
func (l *lexer) operands() int {
	n := 0
	for _, f := range strings.FieldsFunc(l.text, func(r rune) bool { return strings.ContainsRune(` "()`, r) }) {
		f = trimMarks(f)
		_, op := connective[f]
		if _, near := connector(f); op || near || strings.IndexFunc(f, wordRune) < 0 {
			continue
		}
		if _, ok := atLeast(f); !ok {
			n++
		}
	}
	return n
}
