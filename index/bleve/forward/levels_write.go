package forward

// A Scope is the fields that frequencies are summed up over.
type Scope uint8

const (
	InRationale Scope = iota
	InAll             // items are those with the class in a default text; what they have in others is added
	NumScopes
)
