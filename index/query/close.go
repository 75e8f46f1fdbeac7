package query

// closeable checks the operands of a proximity connector: words, quotes,
// wildcards, OR of such, and connectors. The repair says with other operators
// what was probably meant.
func (p *parser) closeable(n Near) *SyntaxError {
	bad, meant := misplaced(n.X), func() Node { return instead(n, n.X, n.Y, false) }
	if bad == nil {
		bad, meant = misplaced(n.Y), func() Node { return instead(n, n.Y, n.X, true) }
	}
	if bad == nil {
		return nil
	}
	at := bad.Span()
	return &SyntaxError{
		Offset: at.Start, Length: at.End - at.Start,
		Msg:    kindName(bad) + " cannot stand next to " + n.connector(),
		Want:   "words, quotes, wildcards or (a OR b) on both sides of a connector",
		Repair: p.regrouped(n.At, meant()),
	}
}

// countable checks what ATLEASTn counts.
func (p *parser) countable(n AtLeast) *SyntaxError {
	bad := misplaced(n.X)
	if bad == nil {
		return nil
	}
	at := bad.Span()
	var each []Node
	if and, ok := n.X.(And); ok {
		for _, x := range and.Of {
			each = append(each, AtLeast{N: n.N, X: x})
		}
		each = []Node{And{Of: each, Written: true}}
	} else {
		each = []Node{n.X}
	}
	return &SyntaxError{
		Offset: at.Start, Length: at.End - at.Start,
		Msg:    kindName(bad) + " cannot be counted by ATLEAST",
		Want:   "ATLEAST3(opioid! OR narcotic!)",
		Repair: p.regrouped(n.At, each[0]),
	}
}

// misplaced returns the first node in n that has no place of its own in a
// text, or nil.
func misplaced(n Node) Node {
	switch n := n.(type) {
	case Or:
		for _, x := range n.Of {
			if bad := misplaced(x); bad != nil {
				return bad
			}
		}
		return nil
	case Word, Exact, Phrase, Wildcard, Fuzzy, Near:
		return nil
	}
	return n
}

// regrouped returns the query with n in the place, in brackets if there is
// more.
func (p *parser) regrouped(at Span, n Node) string {
	if at.End-at.Start == len(p.in) {
		return n.String()
	}
	return p.replaced(at, "("+n.String()+")")
}

// instead returns a tree that runs and says what near, with an operand that is
// bad and another one, was probably meant to say. The bad one may stand on
// the right.
func instead(near Near, bad, other Node, right bool) Node {
	pair := func(x, y Node) Node {
		n := near
		n.X, n.Y = x, y
		if right {
			n.X, n.Y = y, x
		}
		return n
	}
	switch bad := bad.(type) {
	case And:
		if text, ok := plainWords(bad); ok {
			return pair(Phrase{Text: text}, other)
		}
		var each []Node
		for _, x := range bad.Of {
			each = append(each, pair(x, other))
		}
		return And{Of: each, Written: true}
	case ButNot:
		return ButNot{X: pair(bad.X, other), Y: pair(bad.Y, other)}
	case Not:
		return ButNot{X: other, Y: pair(bad.X, other)}
	case Field:
		f, ok := other.(Field)
		if !ok {
			return Field{Name: bad.Name, X: pair(bad.X, other)}
		}
		if f.Name == bad.Name {
			return Field{Name: bad.Name, X: pair(bad.X, f.X)}
		}
	}
	return And{Of: []Node{near.X, near.Y}, Written: true}
}

// plainWords returns the words of an unwritten AND of plain words.
func plainWords(n And) (words string, ok bool) {
	for i, x := range n.Of {
		w, ok := x.(Word)
		if !ok || n.Written {
			return "", false
		}
		if i > 0 {
			words += " "
		}
		words += w.Text
	}
	return words, true
}

// kindName names the kind of a node that has no place in a text.
func kindName(n Node) string {
	switch n := n.(type) {
	case And:
		return "AND"
	case Not:
		return "NOT"
	case ButNot:
		return "%"
	case Field:
		return "the field " + n.Name
	case Range:
		return "a range"
	case ID:
		return "a case number"
	case AtLeast:
		return "ATLEAST"
	}
	return "this"
}
