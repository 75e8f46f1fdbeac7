package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"imrsearch/index/text"
)

// leaf reads text[start:end], which is no operator, as a leaf.
func (l *lexer) leaf(start, end int) *SyntaxError {
	s := l.text[start:end]
	switch {
	case s == "":
		return nil
	case l.inField() && (strings.ContainsRune("<>=", rune(s[0])) || strings.Contains(s, "..")):
		return l.rangeLeaf(start, end)
	case s[0] == '#' && len(s) > 1:
		return l.exact(start, end)
	case s == "#" && end < len(l.text) && (l.text[end] == '"' || l.text[end] == '('):
		return l.fault(start, end, l.replaced(l.span(start, end), ""), "# stands before one word", `#steroids; words in quotes are exact already`)
	case l.caseNumber(start, end):
		return nil
	case s == "#" && l.quantity(start, end):
		return nil
	case strings.ContainsAny(s, "*?!"):
		return l.wildcard(start, end)
	case len(s) > 1 && s[len(s)-1] == '~':
		return l.fuzzy(start, end)
	}
	return l.word(start, end)
}

func (l *lexer) emitLeaf(start, end int, n Node) {
	l.emit(token{kind: kindLeaf, start: start, end: end, text: l.text[start:end], node: n})
}

// word reads text[start:end] as a plain word, punctuation around it left out.
func (l *lexer) word(start, end int) *SyntaxError {
	first, last := bare(l.text[start:end])
	if first == last {
		l.notes = append(l.notes, Note{At: l.span(start, end), Msg: "there is no word in " + l.text[start:end] + ": it was left out"})
		return nil
	}
	if last-first < end-start {
		l.stripped = true
		return l.chunk(start+first, start+last)
	}
	s := l.text[start:end]
	w := Word{At: l.span(start, end), Text: s}
	if s == "BUT" {
		w.Text = "but" // so that it never reads as BUT NOT when written again
	}
	if len(text.Words(s)) == 0 {
		l.notes = append(l.notes, Note{At: w.At, Msg: "there is no word in " + s + ": it was left out"})
		return nil
	}
	l.emitLeaf(start, end, w)
	return nil
}

// quantity reads a number behind a # that stands apart: # 60 is #60.
func (l *lexer) quantity(start, end int) bool {
	from := end
	for from < len(l.text) && l.text[from] == ' ' {
		from++
	}
	to := from
	for to < len(l.text) && l.text[to] >= '0' && l.text[to] <= '9' {
		to++
	}
	if to == from || to < len(l.text) && strings.IndexByte(` )"`, l.text[to]) < 0 {
		return false
	}
	l.pos = to
	l.emitLeaf(start, to, Exact{At: l.span(start, to), Text: l.text[from:to]})
	return true
}

// bare returns the stretch of s from its first letter or digit to its last.
func bare(s string) (start, end int) {
	start = strings.IndexFunc(s, wordRune)
	if start < 0 {
		return 0, 0
	}
	end = strings.LastIndexFunc(s, wordRune)
	_, size := utf8.DecodeRuneInString(s[end:])
	return start, end + size
}

// exact reads #word.
func (l *lexer) exact(start, end int) *SyntaxError {
	s := l.text[start:end]
	first, last := bare(s)
	if first == last {
		return l.word(start, end)
	}
	rest := s[first:last]
	if mark := strings.IndexAny(s, "*?!~"); mark >= 0 {
		repair := l.replaced(l.span(start, end), strings.TrimLeft(s, "#"))
		return l.fault(start, end, repair, "# asks for exactly one word, "+s[mark:mark+1]+" for several", "#steroids or steroid*")
	}
	l.emitLeaf(start, start+last, Exact{At: l.span(start, start+last), Text: rest})
	return nil
}

// wildcard reads a word with *, ? or !.
func (l *lexer) wildcard(start, end int) *SyntaxError {
	first := strings.IndexFunc(l.text[start:end], patternRune)
	start += max(first, 0)
	s := strings.TrimRightFunc(l.text[start:end], func(r rune) bool { return !patternRune(r) })
	l.stripped = l.stripped || first > 0 || start+len(s) < end
	end = start + len(s)
	refuse := func(repair, msg, want string) *SyntaxError {
		return l.fault(start, end, l.replaced(l.span(start, end), repair), msg, want)
	}
	if mark := strings.IndexByte(s, '!'); mark >= 0 && mark < len(s)-1 {
		if mark == 0 {
			return refuse("NOT "+strings.Trim(s, "!"), "! stands at a word's end, for any ending", "taper!")
		}
		return refuse(s[:mark+1], "! stands only at a word's end, for any ending", "taper!; * stands for any letters inside a word")
	}
	pattern := strings.ReplaceAll(s, "!", "*")
	letters := len([]rune(s)) - strings.Count(s, "*") - strings.Count(s, "?") - strings.Count(s, "!")
	without := strings.NewReplacer("*", "", "?", "", "!", "").Replace(s)
	probe := strings.NewReplacer("*", "a", "?", "a").Replace(pattern)
	switch head := strings.TrimRight(pattern, "*?"); {
	case len(text.Words(probe)) != 1 || text.Words(probe)[0] != strings.ToLower(probe):
		if letters == 0 || len(text.Words(without)) < 2 {
			return refuse(strings.Join(text.Words(without), " "), "a wildcard stands in one word of letters and digits", "opioid*")
		}
		return refuse("("+adjacent(s)+")", "a wildcard stands in one word, and these are several", "connect the words with +1")
	case strings.HasSuffix(pattern, "*") && (len([]rune(head)) < 3 || strings.ContainsAny(head, "*?") && letters < 3),
		strings.Contains(pattern, "*") && letters < 3, letters < 2:
		return refuse(without, "at least 3 letters must stand before * or !", "opioid*, taper!")
	}
	l.emitLeaf(start, end, Wildcard{At: l.span(start, end), Pattern: pattern})
	return nil
}

func patternRune(r rune) bool { return wordRune(r) || r == '*' || r == '?' || r == '!' }

// fuzzy reads word~.
func (l *lexer) fuzzy(start, end int) *SyntaxError {
	first, last := bare(l.text[start:end])
	if first == last {
		return l.word(start, end)
	}
	s := l.text[start+first : start+last]
	switch {
	case strings.ContainsAny(s, "0123456789"):
		return l.fault(start, end, l.replaced(l.span(start, end), s), "~ does not work for words with digits", "write the number as it stands in the letter")
	case len(text.Words(s)) != 1:
		return l.fault(start, end, l.replaced(l.span(start, end), s), "~ stands behind one word", "medicaton~")
	}
	l.emitLeaf(start+first, end, Fuzzy{At: l.span(start+first, end), Text: s})
	return nil
}

var (
	numberShape = regexp.MustCompile(`^(?:\d+|\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/\d{1,2}/\d{4})$`)
	boundShape  = regexp.MustCompile(`^[\pL\pN](?:[\pL\pN/-]*[\pL\pN])?$`)
)

// number reports whether s has the shape of a number or a date, so that it is
// a range of one value behind a field.
func number(s string) bool { return numberShape.MatchString(s) }

// rangeLeaf reads what a field of numbers or dates may hold: >=3, <2016,
// 40..60, 40.., ..60, =5.
func (l *lexer) rangeLeaf(start, end int) *SyntaxError {
	s := l.text[start:end]
	r := Range{At: l.span(start, end)}
	from, to, between := strings.Cut(s, "..")
	value := strings.TrimLeft(s, "<>=")
	switch sign := s[:len(s)-len(value)]; {
	case sign == ">" || sign == ">=":
		r.From, r.FromOpen = value, sign == ">"
	case sign == "<" || sign == "<=":
		r.To, r.ToOpen = value, sign == "<"
	case sign == "=" && !between:
		return l.leaf(start+1, end)
	case sign == "" && between:
		r.From, r.To = strings.Trim(from, "."), strings.Trim(to, ".")
	default:
		return l.badRange(start, end)
	}
	if r.From+r.To == "" || !bound(r.From) || !bound(r.To) {
		return l.badRange(start, end)
	}
	l.emitLeaf(start, end, r)
	return nil
}

func bound(s string) bool { return s == "" || boundShape.MatchString(s) }

// badRange refuses text[start:end], the value of a field, as a range.
func (l *lexer) badRange(start, end int) *SyntaxError {
	values := strings.FieldsFunc(l.text[start:end], func(r rune) bool { return !wordRune(r) && r != '-' && r != '/' })
	repair := l.replaced(l.span(start, end), strings.Join(values[:min(2, len(values))], ".."))
	return l.fault(start, end, repair, "this is no range", "age:40..60, age:>=40, injured:<2014")
}
