package docvalues

// Width returns how many ordinals a column may have, none included.
func (v *Keywords) Width() int {
	if v.First != nil {
		return len(v.First)
	}
	return v.List.Len() + 1
}

// AddDigits puts a document's ordinal behind the digits of its number.
func (o *ordinals) AddDigits(numbers []uint16, width uint16) {
	switch {
	case o.O8 != nil:
		addDigits(numbers, width, o.O8)
	case o.O16 != nil:
		addDigits(numbers, width, o.O16)
	}
}
