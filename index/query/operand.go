package query

import (
	"strconv"
	"strings"
)

// operand reads a leaf, a group, a field or ATLEASTn.
func (p *parser) operand() (Node, *SyntaxError) {
	switch t := p.peek(); t.kind {
	case kindLeaf:
		p.i++
		if p.leaves += leavesOf(t.node); p.leaves > MaxLeaves {
			return nil, p.fault(t.start, t.end, strings.TrimSpace(p.in[:p.at[t.start]]), "the query has too many words", "at most 256")
		}
		return t.node, nil
	case kindOpen:
		return p.group()
	case kindField:
		return p.field()
	case kindAtLeast:
		return p.atLeast()
	}
	return nil, p.unexpected()
}

// leavesOf counts the leaves of a token's node; w/o has two.
func leavesOf(n Node) int {
	if or, ok := n.(Or); ok {
		return len(or.Of)
	}
	return 1
}

func (p *parser) group() (Node, *SyntaxError) {
	open := p.take()
	if err := p.deeper(open); err != nil {
		return nil, err
	}
	if p.peek().kind == kindClose {
		end := p.peek().end
		return nil, p.fault(open.start, end, p.replaced(p.span(open.start, end), " "), "there is nothing in these brackets", "(neck OR shoulder)")
	}
	n, err := p.butNot()
	if err != nil {
		return nil, err
	}
	if p.peek().kind != kindClose {
		return nil, p.fault(open.start, open.end, p.in+")", "this bracket is not closed", "( ... )")
	}
	p.i++
	p.depth--
	return n, nil
}

// field reads name:value. What looks like a number or a date in it is a Range.
func (p *parser) field() (Node, *SyntaxError) {
	first := p.i
	name := p.take()
	next := p.peek()
	if err := p.fieldValue(name, next); err != nil {
		return nil, err
	}
	around := p.inside
	p.inside = name.text
	x, err := p.operand()
	p.inside = around
	if err != nil {
		return nil, err
	}
	return Field{At: p.since(first), Name: name.text, X: ranged(x)}, nil
}

// fieldValue checks that a value follows the name of a field.
func (p *parser) fieldValue(name, next token) *SyntaxError {
	const want = "request:mri or request:(mri OR ct)"
	place := p.span(name.start, name.end)
	without := p.replaced(place, "")
	switch {
	case p.inside != "" && !holdsFields(p.inside):
		return p.fault(name.start, name.end, without, "a field cannot stand inside the field "+p.inside, want)
	case p.counted:
		return p.fault(name.start, name.end, without, "a field cannot stand inside ATLEAST", "request:ATLEAST3(opioid!)")
	case next.kind == kindField && holdsFields(name.text):
		repair := p.in[:place.End] + "(" + strings.TrimSpace(p.in[place.End:]) + ")"
		return p.fault(name.start, next.end, repair, "brackets stand around the parts of a citation", "cite:(acoem chapter:12)")
	case next.kind == kindField:
		return p.fault(name.start, next.end, without, "two fields stand before one value", want)
	case next.kind == kindNot:
		repair := p.in[:place.Start] + "-" + p.in[place.Start:p.span(next.start, next.end).Start] + p.in[p.span(next.start, next.end).End:]
		return p.fault(name.start, next.end, repair, "NOT stands before a field, not behind it", "-outcome:upheld")
	case next.kind != kindLeaf && next.kind != kindOpen && next.kind != kindAtLeast:
		repair := p.replaced(place, name.text+" ")
		return p.fault(name.start, name.end, repair, "the field "+name.text+" has no value", want)
	case p.text[name.end] == ' ':
		repair := p.replaced(Span{place.End, p.span(next.start, next.end).Start}, "")
		return p.fault(name.start, next.end, repair, "a blank stands behind "+name.text+":", want)
	}
	return nil
}

// holdsFields reports whether fields stand inside the field with that name: the
// parts of one citation do, as in cite:(ur chapter:12 page:287).
func holdsFields(name string) bool {
	return strings.EqualFold(name, "cite") || strings.EqualFold(name, "cites")
}

// ranged makes ranges of the words in a field's value that have the shape of
// numbers or dates, other than those in proximity or ATLEASTn.
func ranged(n Node) Node {
	switch n := n.(type) {
	case Word:
		if number(n.Text) {
			return Range{At: n.At, From: n.Text, To: n.Text}
		}
	case And:
		n.Of = rangedAll(n.Of)
		return n
	case Or:
		n.Of = rangedAll(n.Of)
		return n
	case Not:
		n.X = ranged(n.X)
		return n
	case ButNot:
		n.X, n.Y = ranged(n.X), ranged(n.Y)
		return n
	}
	return n
}

func rangedAll(of []Node) []Node {
	for i, n := range of {
		of[i] = ranged(n)
	}
	return of
}

func (p *parser) atLeast() (Node, *SyntaxError) {
	first := p.i
	sign := p.take()
	if sign.n < 1 || sign.n > MaxCount {
		repair := p.replaced(p.span(sign.start, sign.end), "ATLEAST"+strconv.Itoa(max(1, min(sign.n, MaxCount))))
		return nil, p.fault(sign.start, sign.end, repair, "ATLEAST counts from 1 to 255", "ATLEAST3(opioid!)")
	}
	if p.counted {
		return nil, p.fault(sign.start, sign.end, p.replaced(p.span(sign.start, sign.end), ""), "ATLEAST cannot stand inside ATLEAST", "ATLEAST3(opioid!)")
	}
	p.counted = true
	x, err := p.group()
	p.counted = false
	if err != nil {
		return nil, err
	}
	n := AtLeast{At: p.since(first), N: sign.n, X: x}
	return n, p.countable(n)
}

// unexpected explains why no operand begins at the next token.
func (p *parser) unexpected() *SyntaxError {
	t := p.peek()
	var before token // kindEnd at the query's beginning
	if p.i > 0 {
		before = p.tokens[p.i-1]
	}
	without := func(t token) string { return p.replaced(p.span(t.start, t.end), " ") }
	switch {
	case (before.binary() || before.kind == kindNot) && t.binary():
		return p.fault(before.start, t.end, without(t), "two operators stand side by side: "+before.text+" "+t.text, "a word, a phrase or a group between them")
	case before.binary() || before.kind == kindNot:
		return p.fault(before.start, before.end, without(before), "there is nothing behind "+before.text, "a word, a phrase or a group")
	case t.kind == kindButNot:
		return p.fault(t.start, t.end, p.replaced(p.span(t.start, t.end), "NOT "), "there is nothing before "+t.text, "a word, a phrase or a group; NOT stands alone")
	case t.binary():
		return p.fault(t.start, t.end, without(t), "there is nothing before "+t.text, "a word, a phrase or a group")
	case t.kind == kindClose:
		return p.fault(t.start, t.end, without(t), "this bracket was never opened", "( ... )")
	}
	return p.fault(before.start, before.end, p.in+")", "this bracket is not closed", "( ... )")
}
