package query

// closeable checks the operands of a proximity connector: words, quotes,
// wildcards, OR of such, and connectors. The repair says with other operators
// what was probably meant.
func (p *parser) closeable(n Near) *SyntaxError {
	bad := misplaced(n.X)
	meant := instead(n, n.X, n.Y)
	if bad == nil {
		bad = misplaced(n.Y)
		meant = instead(flipped(n), n.Y, n.X)
	}
	if bad == nil {
		return nil
	}
	at := bad.Span()
	return &SyntaxError{
		Offset: at.Start, Length: at.End - at.Start,
		Msg:    kindName(bad) + " cannot stand next to " + n.connector(),
		Want:   "words, quotes, wildcards or (a OR b) on both sides of a connector",
		Repair: p.replaced(n.At, "("+meant.String()+")"),
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
		Repair: p.replaced(n.At, "("+each[0].String()+")"),
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

// flipped swaps the operands; of an ordered connector only the writing
// matters, so that instead can put them back.
func flipped(n Near) Near {
	n.X, n.Y = n.Y, n.X
	return n
}

// instead returns a tree that runs and means what near with the operand bad
// and the other one was probably meant to.
func instead(near Near, bad, other Node) Node {
	again := func(x Node) Node {
		n := near
		n.X, n.Y = x, other
		return n
	}
	switch bad := bad.(type) {
	case And:
		if text, ok := plainWords(bad); ok {
			return again(Phrase{Text: text})
		}
		var each []Node
		for _, x := range bad.Of {
			each = append(each, again(x))
		}
		return And{Of: each, Written: true}
	case ButNot:
		return ButNot{X: again(bad.X), Y: again(bad.Y)}
	case Not:
		return ButNot{X: other, Y: again(bad.X)}
	case Field:
		if f, ok := other.(Field); ok {
			if f.Name == bad.Name {
				near.X, near.Y = bad.X, f.X
				return Field{Name: bad.Name, X: near}
			}
			break
		}
		return Field{Name: bad.Name, X: again(bad.X)}
	}
	return And{Of: []Node{bad, other}, Written: true}
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
