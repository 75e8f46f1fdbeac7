package query

// Equal reports whether two trees are the same apart from the places where
// they were written.
func Equal(a, b Node) bool {
	switch a := a.(type) {
	case And:
		b, ok := b.(And)
		return ok && a.Written == b.Written && equalAll(a.Of, b.Of)
	case Or:
		b, ok := b.(Or)
		return ok && equalAll(a.Of, b.Of)
	case Not:
		b, ok := b.(Not)
		return ok && Equal(a.X, b.X)
	case ButNot:
		b, ok := b.(ButNot)
		return ok && Equal(a.X, b.X) && Equal(a.Y, b.Y)
	case Near:
		b, ok := b.(Near)
		return ok && a.Unit == b.Unit && a.Within == b.Within && a.Ordered == b.Ordered &&
			Equal(a.X, b.X) && Equal(a.Y, b.Y)
	case AtLeast:
		b, ok := b.(AtLeast)
		return ok && a.N == b.N && Equal(a.X, b.X)
	case Field:
		b, ok := b.(Field)
		return ok && a.Name == b.Name && Equal(a.X, b.X)
	}
	return placeless(a) == placeless(b)
}

func equalAll(a, b []Node) bool {
	for i := range a {
		if len(a) != len(b) || !Equal(a[i], b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// placeless returns a leaf without its place; other nodes become nil.
func placeless(n Node) Node {
	switch n := n.(type) {
	case All:
		return All{}
	case Word:
		n.At = Span{}
		return n
	case Exact:
		n.At = Span{}
		return n
	case Phrase:
		n.At = Span{}
		return n
	case Wildcard:
		n.At = Span{}
		return n
	case Fuzzy:
		n.At = Span{}
		return n
	case Range:
		n.At = Span{}
		return n
	case ID:
		n.At = Span{}
		return n
	}
	return nil
}
