package extract

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
	case c == '\n': // the string goes on in the next line
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
