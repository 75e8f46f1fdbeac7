package lettertest

// A Trap is one of the difficulties that real letters put in a parser's way.
type Trap string
