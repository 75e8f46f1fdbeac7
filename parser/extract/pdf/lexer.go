package pdf

import (
	"bytes"
	"strconv"
)

// A tokenKind is what a token of a content stream or a CMap is.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenName
	tokenString
	tokenArray
	tokenKeyword
)

// A token is an operand or an operator. Its text is a part of the lexer's
// input where possible, and must not be changed.
type token struct {
	kind  tokenKind
	num   float64
	text  []byte
	items []token
}

func (t token) is(keyword string) bool {
	return t.kind == tokenKeyword && string(t.text) == keyword
}

// A lexer cuts PDF syntax into tokens. It never fails: what cannot be a token
// is passed over, and the end of the input closes whatever is open.
type lexer struct {
	in    []byte
	pos   int
	items []token // of arrays; its owner may empty it once the tokens are used
}

const (
	maxNesting    = 32    // arrays within arrays
	maxArrayItems = 20000 // in one array
)

// next returns the next token, of kind tokenEnd when there is none. Brackets
// and dictionary marks outside of arrays come as keywords.
func (l *lexer) next() token { return l.nested(0) }

func (l *lexer) nested(depth int) token {
	for {
		l.skipBlanks()
		if l.pos >= len(l.in) {
			return token{}
		}
		switch c := l.in[l.pos]; c {
		case '%':
			l.skipComment()
		case '/':
			l.pos++
			return token{kind: tokenName, text: unescapeName(l.regular())}
		case '(':
			return token{kind: tokenString, text: l.literal()}
		case '<':
			if l.at(1) == '<' {
				return l.mark(2)
			}
			return token{kind: tokenString, text: l.hex()}
		case '>':
			if l.at(1) == '>' {
				return l.mark(2)
			}
			l.pos++
		case '[':
			if depth >= maxNesting {
				l.pos++
				continue
			}
			return l.array(depth)
		case ']':
			return l.mark(1)
		case '{', '}', ')':
			l.pos++
		default:
			return wordToken(l.regular())
		}
	}
}

// mark returns the next n bytes as a keyword.
func (l *lexer) mark(n int) token {
	l.pos += n
	return token{kind: tokenKeyword, text: l.in[l.pos-n : l.pos]}
}

// at returns the byte n places ahead, 0 behind the end.
func (l *lexer) at(n int) byte {
	if l.pos+n < len(l.in) {
		return l.in[l.pos+n]
	}
	return 0
}

func (l *lexer) skipBlanks() {
	for l.pos < len(l.in) && isBlank(l.in[l.pos]) {
		l.pos++
	}
}

func (l *lexer) skipComment() {
	for l.pos < len(l.in) && l.in[l.pos] != '\n' && l.in[l.pos] != '\r' {
		l.pos++
	}
}

// regular reads up to the next blank or delimiter.
func (l *lexer) regular() []byte {
	start := l.pos
	i := start
	for i < len(l.in) && !endsWord[l.in[i]] {
		i++
	}
	l.pos = i
	return l.in[start:i]
}

func (l *lexer) array(depth int) token {
	l.pos++
	var items []token
	if depth == 0 {
		items = l.items
	}
	start := len(items)
	for {
		item := l.nested(depth + 1)
		if item.kind == tokenEnd || item.is("]") {
			break
		}
		if item.kind != tokenKeyword && len(items)-start < maxArrayItems {
			items = append(items, item)
		}
	}
	if depth == 0 {
		l.items = items
	}
	return token{kind: tokenArray, items: items[start:len(items):len(items)]}
}

// wordToken tells numbers from keywords.
func wordToken(word []byte) token {
	c := word[0]
	if c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return token{kind: tokenKeyword, text: word}
	}
	return token{kind: tokenNumber, num: parseNumber(word)}
}

// parseNumber reads a number, quickly where it has the usual form; a
// malformed one is 0, as readers of PDF hold it.
func parseNumber(word []byte) float64 {
	whole, i, sign := 0.0, 0, 1.0
	if word[0] == '-' || word[0] == '+' {
		if word[0] == '-' {
			sign = -1
		}
		i++
	}
	for ; i < len(word) && word[i] >= '0' && word[i] <= '9'; i++ {
		whole = whole*10 + float64(word[i]-'0')
	}
	if i < len(word) && word[i] == '.' {
		unit := 0.1
		for i++; i < len(word) && word[i] >= '0' && word[i] <= '9'; i++ {
			whole += float64(word[i]-'0') * unit
			unit /= 10
		}
	}
	if i == len(word) && len(word) < 20 {
		return sign * whole
	}
	f, err := strconv.ParseFloat(string(word), 64)
	if err != nil || f != f || f > 1e12 || f < -1e12 {
		return 0
	}
	return f
}

func isBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// endsWord are the blanks and the delimiters.
var endsWord = [256]bool{
	' ': true, '\n': true, '\r': true, '\t': true, '\f': true, 0: true,
	'(': true, ')': true, '<': true, '>': true, '[': true, ']': true, '{': true, '}': true, '/': true, '%': true,
}

// unescapeName resolves the #xx escapes of a name.
func unescapeName(name []byte) []byte {
	if bytes.IndexByte(name, '#') < 0 {
		return name
	}
	var out []byte
	for i := 0; i < len(name); i++ {
		if name[i] == '#' && i+2 < len(name) && hexValue(name[i+1]) >= 0 && hexValue(name[i+2]) >= 0 {
			out = append(out, byte(hexValue(name[i+1])<<4|hexValue(name[i+2])))
			i += 2
			continue
		}
		out = append(out, name[i])
	}
	return out
}

// escapes are the letters behind a backslash in a literal string.
var escapes = [256]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// literal reads a string in parentheses, which may hold balanced ones.
func (l *lexer) literal() []byte {
	l.pos++
	for i, c := range l.in[l.pos:] { // most strings: nothing to resolve
		if c == ')' {
			s := l.in[l.pos : l.pos+i]
			l.pos += i + 1
			return s
		}
		if c == '(' || c == '\\' {
			break
		}
	}
	var out []byte
	for open := 1; l.pos < len(l.in); {
		c := l.in[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a backslash and adds its meaning to out.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.in) {
		return out
	}
	c := l.in[l.pos]
	l.pos++
	switch {
	case escapes[c] != 0:
		return append(out, escapes[c])
	case c == '\n': // the string continues on the next line
		return out
	case c == '\r':
		if l.at(0) == '\n' {
			l.pos++
		}
		return out
	case c >= '0' && c <= '7':
		value := int(c - '0')
		for i := 0; i < 2 && l.at(0) >= '0' && l.at(0) <= '7'; i++ {
			value = value*8 + int(l.in[l.pos]-'0')
			l.pos++
		}
		return append(out, byte(value))
	}
	return append(out, c)
}

// hex reads a string of hexadecimal digits; an odd last one counts 16 times.
func (l *lexer) hex() []byte {
	l.pos++
	var out []byte
	high := -1
	for l.pos < len(l.in) {
		c := l.in[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		switch v := hexValue(c); {
		case v < 0:
		case high < 0:
			high = v
		default:
			out = append(out, byte(high<<4|v))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

// hexValue returns the value of a hexadecimal digit, -1 for another byte.
func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
