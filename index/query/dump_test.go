package query

import (
	"strconv"
	"strings"
)

// dump writes a tree as operator(operands), so that tests see its structure:
// and(...) is blanks, AND(...) is written AND; words stand bare, phrases in
// quotes, #w exact, w* patterns, w~ fuzzy, <id>, [from,to] ranges.
func dump(n Node) string {
	switch n := n.(type) {
	case All:
		return "all"
	case Word, Exact, Phrase, Wildcard, Fuzzy:
		return n.String()
	case ID:
		return "<" + n.Text + ">"
	case Range:
		open, end := "[", "]"
		if n.FromOpen {
			open = "("
		}
		if n.ToOpen {
			end = ")"
		}
		return open + n.From + "," + n.To + end
	case And:
		if n.Written {
			return "AND" + dumps(n.Of...)
		}
		return "and" + dumps(n.Of...)
	case Or:
		return "or" + dumps(n.Of...)
	case Not:
		return "not" + dumps(n.X)
	case ButNot:
		return "but" + dumps(n.X, n.Y)
	case Near:
		return n.connector() + dumps(n.X, n.Y)
	case AtLeast:
		return "atleast" + strconv.Itoa(n.N) + dumps(n.X)
	case Field:
		return n.Name + ":" + dumps(n.X)
	}
	return "?"
}

func dumps(of ...Node) string {
	var parts []string
	for _, n := range of {
		parts = append(parts, dump(n))
	}
	return "(" + strings.Join(parts, " ") + ")"
}
