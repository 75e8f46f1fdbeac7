package query

import (
	"strings"

	"imrsearch/index/text"
)

// Parse reads a query. An empty one is All. The error is always a
// *SyntaxError, whose Repair, where there is one, parses.
//
// Any bytes are read or refused: nothing panics. A tree that Parse returns is
// written by its String so that Parse reads the same tree again (Equal),
// provided that this fits into MaxBytes.
func Parse(s string) (Node, error) {
	n, _, err := ParseNotes(s)
	return n, err
}

// ParseNotes reads a query as Parse does, and returns what its writer should
// be told: words that look like operators, marks that were left out, habits
// that mean something else elsewhere. Notes stand in the order of the text.
func ParseNotes(s string) (Node, []Note, error) {
	p, n, err := parse(s)
	if err != nil {
		err.Repair = runnable(err.Repair)
		return nil, nil, err
	}
	return n, p.allNotes(), nil
}

// maxRepairs bounds how often a repair is repaired: each is a parse.
const maxRepairs = 5

// runnable returns the repair, itself repaired until it parses, or "".
func runnable(repair string) string {
	for range maxRepairs {
		if len(repair) > MaxBytes {
			break
		}
		repair = strings.Join(strings.Fields(repair), " ")
		_, _, err := parse(repair)
		if err == nil {
			return repair
		}
		repair = err.Repair
	}
	words := ""
	for i, w := range text.Words(repair) {
		if i == MaxLeaves {
			break
		}
		words += " " + w
	}
	if words == "" || len(words) > MaxBytes {
		return ""
	}
	if _, _, err := parse(words[1:]); err != nil {
		return ""
	}
	return words[1:]
}

// A parser reads tokens by recursive descent, one method for each level of
// binding. The grammar, loosest binding first:
//
//	butnot  = and { ("%" | "BUT NOT") and }
//	and     = near { ["AND" | "&"] near }
//	near    = or { connector or }          /p +p, inside them /s +s, inside them /n +n
//	or      = unary { "OR" unary }
//	unary   = ("NOT" | "-") unary | operand
//	operand = leaf | "(" butnot ")" | name ":" operand | ATLEASTn "(" butnot ")"
//
// A field stands inside no other field but cite.
type parser struct {
	*lexer
	i       int
	depth   int
	leaves  int
	inside  string // the name of the field whose value is being read
	counted bool   // inside ATLEASTn
}

func parse(s string) (*parser, Node, *SyntaxError) {
	if len(s) > MaxBytes {
		return nil, nil, &SyntaxError{Offset: MaxBytes, Length: len(s) - MaxBytes,
			Msg: "the query is too long", Want: "at most 4,096 bytes"}
	}
	l, err := lex(newSource(s))
	if err != nil {
		return nil, nil, err
	}
	p := &parser{lexer: l}
	if p.peek().kind == kindEnd {
		if len(p.notes) == 0 && strings.TrimSpace(s) != "" {
			p.notes = append(p.notes, Note{At: Span{0, len(s)}, Msg: "there is no word in " + s + ": it is read as the empty query"})
		}
		return p, All{At: Span{0, len(s)}}, nil
	}
	n, err := p.butNot()
	if err == nil && p.peek().kind != kindEnd {
		err = p.unexpected()
	}
	if err == nil && p.stripped {
		err = p.reread(n)
	}
	return p, n, err
}

// reread refuses a query that would read otherwise once the marks are gone
// that were left out of it ("$w5" is read as w5, which looks like a distance).
func (p *parser) reread(n Node) *SyntaxError {
	written := n.String()
	if written == p.in || len(written) > MaxBytes {
		return nil
	}
	_, again, err := parse(written)
	if err == nil && Equal(n, again) {
		return nil
	}
	fault := p.fault(0, len(p.text), written, "without its punctuation this query reads otherwise", "words, operators and quotes with blanks between them")
	if err != nil {
		fault.Msg, fault.Want, fault.Repair = err.Msg, err.Want, err.Repair
	}
	return fault
}

func (p *parser) peek() token { return p.tokens[p.i] }

func (p *parser) take() token {
	t := p.tokens[p.i]
	p.i++
	return t
}

// since returns the place from the token first to the last one taken.
func (p *parser) since(first int) Span {
	return p.span(p.tokens[first].start, p.tokens[p.i-1].end)
}

func (p *parser) butNot() (Node, *SyntaxError) {
	first := p.i
	n, err := p.and()
	for err == nil && p.peek().kind == kindButNot {
		p.i++
		var y Node
		if y, err = p.and(); err == nil {
			n = ButNot{At: p.since(first), X: n, Y: y}
		}
	}
	return n, err
}

func (p *parser) and() (Node, *SyntaxError) {
	first, and := p.i, And{}
	for {
		n, err := p.near(bindParagraph)
		if err != nil {
			return nil, err
		}
		and.Of = append(and.Of, n)
		if p.peek().kind == kindAnd {
			p.i++
			and.Written = true
		} else if !p.peek().begins() {
			break
		}
	}
	if len(and.Of) == 1 {
		return and.Of[0], nil
	}
	and.At = p.since(first)
	return and, nil
}

// near reads the connectors of one binding, from left to right.
func (p *parser) near(b int) (Node, *SyntaxError) {
	if b == bindOr {
		return p.or()
	}
	first := p.i
	x, err := p.near(b + 1)
	for err == nil && p.peek().kind == kindNear && nearBinding(p.peek().near.Unit) == b {
		sign := p.take()
		if err = p.distance(sign); err != nil {
			break
		}
		n := sign.near
		n.X = x
		if n.Y, err = p.near(b + 1); err == nil {
			n.At = p.since(first)
			x, err = n, p.closeable(n)
		}
	}
	return x, err
}

func (p *parser) distance(sign token) *SyntaxError {
	if n := sign.near.Within; sign.near.Unit == Words && (n < 1 || n > MaxDistance) {
		fixed := sign.near
		fixed.Within = max(1, min(n, MaxDistance))
		repair := p.replaced(p.span(sign.start, sign.end), fixed.connector())
		return p.fault(sign.start, sign.end, repair, "a distance is a number from 1 to 255", "a /5 b")
	}
	return nil
}

func (p *parser) or() (Node, *SyntaxError) {
	first, or := p.i, Or{}
	for {
		n, err := p.unary()
		if err != nil {
			return nil, err
		}
		or.Of = append(or.Of, n)
		if p.peek().kind != kindOr {
			break
		}
		p.i++
	}
	if len(or.Of) == 1 {
		return or.Of[0], nil
	}
	or.At = p.since(first)
	return or, nil
}

func (p *parser) unary() (Node, *SyntaxError) {
	if p.peek().kind != kindNot {
		return p.operand()
	}
	first := p.i
	sign := p.take()
	if next := p.peek(); next.kind == kindNot {
		repair := p.replaced(p.span(sign.start, sign.end), "")
		return nil, p.fault(sign.start, next.end, repair, "NOT stands here twice", "one NOT, or -")
	}
	if err := p.deeper(sign); err != nil {
		return nil, err
	}
	x, err := p.unary()
	p.depth--
	return Not{At: p.since(first), X: x}, err
}

// deeper counts a bracket or NOT inside others.
func (p *parser) deeper(t token) *SyntaxError {
	if p.depth++; p.depth > MaxDepth {
		return p.fault(t.start, t.end, "", "the query is nested too deep", "at most 32 brackets and NOTs inside each other")
	}
	return nil
}
