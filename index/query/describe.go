package query

import (
	"fmt"
	"strings"
)

// Describe reads a query out in plain English: what Parse understood, before
// synonyms.
//
//	Describe(opioid! /s (taper OR wean)) = "opioid* in the same sentence as (taper or wean)"
func Describe(n Node) string {
	switch n := n.(type) {
	case All:
		return "all items"
	case Exact:
		return `exactly "` + n.Text + `"`
	case Phrase:
		if n.Window > 0 {
			return fmt.Sprintf("the words %q in any order, at most %d apart", n.Text, n.Window)
		}
		return `"` + n.Text + `"`
	case Fuzzy:
		return n.Text + " or a word like it"
	case Range:
		return describeRange(n)
	case ID:
		if strings.Contains(n.Text, "/") {
			return "item " + n.Text
		}
		return "letter " + n.Text
	case And:
		return describeAll(n.Of, " and ")
	case Or:
		return describeAll(n.Of, " or ")
	case Not:
		return "without " + inBrackets(n.X)
	case ButNot:
		return inBrackets(n.X) + ", without " + inBrackets(n.Y)
	case Near:
		return inBrackets(n.X) + " " + describeNear(n) + inBrackets(n.Y)
	case AtLeast:
		return fmt.Sprintf("%s at least %s", inBrackets(n.X), count(n.N, "time"))
	case Field:
		if holdsFields(n.Name) {
			return "one citation of " + inBrackets(n.X)
		}
		return n.Name + ": " + inBrackets(n.X)
	}
	return n.String()
}

func describeRange(n Range) string {
	switch {
	case n.From == n.To:
		return n.From
	case n.FromOpen:
		return "above " + n.From
	case n.ToOpen:
		return "below " + n.To
	case n.To == "":
		return n.From + " or above"
	case n.From == "":
		return n.To + " or below"
	}
	return n.From + " to " + n.To
}

func describeAll(of []Node, between string) string {
	parts := make([]string, len(of))
	for i, n := range of {
		parts[i] = inBrackets(n)
	}
	return strings.Join(parts, between)
}

// describeNear says how near, with what leads to the second operand.
func describeNear(n Near) string {
	switch {
	case n.Unit == Words && n.Within == 1 && n.Ordered:
		return "right before "
	case n.Unit == Words && n.Within == 1:
		return "next to "
	case n.Unit == Words && n.Ordered:
		return fmt.Sprintf("at most %d words before ", n.Within)
	case n.Unit == Words:
		return fmt.Sprintf("within %d words of ", n.Within)
	}
	unit := map[Unit]string{Sentence: "sentence", Paragraph: "paragraph"}[n.Unit]
	if n.Ordered {
		return "earlier in the same " + unit + " as "
	}
	return "in the same " + unit + " as "
}

// inBrackets describes n, in brackets if it is made of several.
func inBrackets(n Node) string {
	if binding(n) < bindNot {
		return "(" + Describe(n) + ")"
	}
	return Describe(n)
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
