package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A source is a query as it came in beside its plain form: curly quotes
// straight, full-width forms narrow, every kind of blank, long dash and
// control character one blank. Bytes of the plain form know where they come
// from.
type source struct {
	in    string
	text  string // the plain form
	at    []int  // for each byte of text, where its character begins in in
	to    []int  // and where it ends
	notes []Note
}

func newSource(in string) *source {
	s := &source{in: in}
	var b strings.Builder
	b.Grow(len(in))
	places := make([]int, 2*len(in))
	s.at, s.to = places[:0:len(in)], places[len(in):len(in)]
	previous := ' '
	for i := 0; i < len(in); {
		if c := in[i]; c >= ' ' && c < 0x7f { // as it is
			b.WriteByte(c)
			s.at, s.to = append(s.at, i), append(s.to, i+1)
			previous = rune(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(in[i:])
		next, _ := utf8.DecodeRuneInString(in[i+size:])
		p := plain(r, previous, next)
		if r == utf8.RuneError && size == 1 || p == ' ' && unicode.IsControl(r) && !unicode.IsSpace(r) {
			p = ' '
			s.noteInvisible(Span{i, i + size})
		}
		if p >= 0 {
			b.WriteRune(p)
			for range utf8.RuneLen(p) {
				s.at, s.to = append(s.at, i), append(s.to, i+size)
			}
		}
		previous = r
		i += size
	}
	s.text = b.String()
	return s
}

func (s *source) noteInvisible(at Span) {
	if len(s.notes) == 0 {
		s.notes = append(s.notes, Note{At: at, Msg: "bytes that are no text are read as blanks"})
	}
}

// span returns the place in the original of text[start:end].
func (s *source) span(start, end int) Span {
	if start >= end {
		if start < len(s.at) {
			return Span{s.at[start], s.at[start]}
		}
		return Span{len(s.in), len(s.in)}
	}
	return Span{s.at[start], s.to[end-1]}
}

// replaced returns the original with the place replaced.
func (s *source) replaced(at Span, with string) string {
	return s.in[:at.Start] + with + s.in[at.End:]
}

// plain returns the plain form of r, or -1 for what is left out. An en dash is
// a hyphen inside a word or a range (C5–6, 2014–2016) and a blank elsewhere;
// longer dashes are blanks always.
func plain(r, previous, next rune) rune {
	switch {
	case r >= '！' && r <= '～': // the full-width forms of ASCII
		return plain(r-'！'+'!', previous, next)
	case strings.ContainsRune("“”„‟«»″", r):
		return '"'
	case strings.ContainsRune("‘’‚‛′`´", r):
		return '\''
	case r == '‐' || r == '‑':
		return '-'
	case r == '‒' || r == '–':
		if wordRune(previous) && wordRune(next) {
			return '-'
		}
		return ' '
	case r == '—' || r == '―' || r == '⸺' || r == '⸻':
		return ' '
	case r == '\u200b': // a zero-width space parts words
		return ' '
	case unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Z, r):
		return ' '
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// wordRune reports whether r may stand in a word.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
