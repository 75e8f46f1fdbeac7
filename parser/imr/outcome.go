package imr

// An Outcome is what was decided about one item.
type Outcome string

// The outcomes. Upheld means that the denial stands; Modified, that the item
// was found necessary in part.
const (
	Upheld         Outcome = "upheld"
	Overturned     Outcome = "overturned"
	Modified       Outcome = "modified"
	UnknownOutcome Outcome = "unknown"
)

// A CaseOutcome is what was decided about a whole letter.
type CaseOutcome string

// The outcomes of a letter. Partial means that items went each way, or that
// one was modified.
const (
	CaseUpheld     CaseOutcome = "upheld"
	CaseOverturned CaseOutcome = "overturned"
	CasePartial    CaseOutcome = "partial"
	CaseUnknown    CaseOutcome = "unknown"
)

// OutcomeOf returns the outcome of a letter with these items. Items of
// unknown outcome make the whole unknown, unless the others already differ.
func OutcomeOf(items []Item) CaseOutcome {
	var upheld, overturned, modified, unknown int
	for _, it := range items {
		switch it.Outcome {
		case Upheld:
			upheld++
		case Overturned:
			overturned++
		case Modified:
			modified++
		default:
			unknown++
		}
	}
	switch {
	case modified > 0 || upheld > 0 && overturned > 0:
		return CasePartial
	case unknown > 0 || upheld+overturned == 0:
		return CaseUnknown
	case upheld > 0:
		return CaseUpheld
	}
	return CaseOverturned
}

// A Layout is one of the forms that letters have taken since 2013: Z, A, B,
// C, D, E, F, or Unknown.
type Layout string

// The layouts, oldest first.
const (
	LayoutZ       Layout = "Z"
	LayoutA       Layout = "A"
	LayoutB       Layout = "B"
	LayoutC       Layout = "C"
	LayoutD       Layout = "D"
	LayoutE       Layout = "E"
	LayoutF       Layout = "F"
	UnknownLayout Layout = "unknown"
)
