package index

// Each calls do for every expression of the plan, also what is negated,
// parents first.
func (p *Plan) Each(do func(Expr)) {
	Visit(p.Root, do)
	for _, e := range p.Plain {
		Visit(e.X, do)
	}
}

func Visit(e Expr, do func(Expr)) {
	if e == nil {
		return
	}
	do(e)
	for _, part := range Parts(e) {
		Visit(part, do)
	}
}

// Parts returns the operands of e in the order in which they are written, of
// Synonyms what was typed first; nil where there are none. The list must not
// be changed.
func Parts(e Expr) []Expr {
	switch e := e.(type) {
	case And:
		return e.Of
	case Or:
		return e.Of
	case Not:
		return []Expr{e.X}
	case Synonyms:
		return append([]Expr{e.Typed}, e.Added...)
	case Near:
		return []Expr{e.X, e.Y}
	case AtLeast:
		return []Expr{e.X}
	}
	return nil
}
