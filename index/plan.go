package index

// A Plan is a query resolved: what every engine must agree on. Fields,
// values, dates and synonyms are settled; wildcards and inflected words stay,
// for only an engine knows its dictionary.
//
// An item matches when Root matches and every one of Plain does. Plain holds
// the query's plain words (top-level conjuncts without operator, quote or
// field), which match "auto" and "most" may relax; Root is All when there is
// nothing else.
type Plan struct {
	Root  Expr
	Plain []Plain
	// Requested matches the items that ask for the treatment which the plain
	// words name, nil where they name none. Conditions on people and time that
	// are understood from words belong to it; outcomes do not.
	Requested Expr
	// Carriers are the plain words that name treatments, by their places in
	// Plain: of each treatment a list. Relaxing never drops all of them.
	Carriers [][]int
	Match    Match
	Reading  Reading
	// Labels are the tags and notes of the moment at which the query was
	// resolved, where it, a filter or a facet asks for them; nil otherwise.
	Labels *Labels
}

// A Plain is a plain word of a query, or what was understood from some.
type Plain struct {
	X Expr
	// Context says that it stands behind "after", "because" and their like: it
	// is said about the case, and not asked for.
	Context bool
	// Meaning is the kind of what was understood ("outcome", "age"), "" for
	// words that are looked for in texts.
	Meaning string
}

// Exprs returns the expressions of plain words.
func Exprs(plain []Plain) []Expr {
	out := make([]Expr, len(plain))
	for i, p := range plain {
		out[i] = p.X
	}
	return out
}

// An Expr is a node of a plan: one of the types of this file.
type Expr interface{ expr() }

// All matches every item.
type All struct{}

// None matches no item.
type None struct{}

// And matches the items that all of Of match; Of is not empty.
type And struct{ Of []Expr }

// Or matches the items that any of Of matches; Of is not empty.
type Or struct{ Of []Expr }

// Not matches the items that X does not match.
type Not struct{ X Expr }

// Synonyms matches as Or does: what was typed, and what the lexicon added to
// it. Ranking may weigh what was added less.
type Synonyms struct {
	Typed Expr
	Added []Expr
}

// A Sequence matches words adjacent and in order inside one of Fields; a
// single word is a Sequence of one. With Window > 0 the words may stand in
// any order, the outer two at most Window positions apart ("a b c"~5).
type Sequence struct {
	Fields TextFields
	Words  []Matcher
	Window int
}

// A Matcher matches single words.
type Matcher struct {
	Kind MatchKind
	Text string // lower case; a Pattern has * (any run) and ? (one character)
}

// A MatchKind says how a Matcher compares.
type MatchKind uint8

// The kinds of Matcher.
const (
	Exact     MatchKind = iota // this word
	Inflected                  // words of the same text.Class
	Pattern                    // words that the pattern fits, whole
	Fuzzy                      // words at most one edit away (two from eight letters on), same first letter
)

// Near matches where X and Y stand close together inside one of Fields, at
// disjoint places. X and Y are Sequence, Or, Synonyms or Near over the same
// Fields, which Resolve sees to.
type Near struct {
	Fields  TextFields
	X, Y    Expr
	Unit    Unit
	Within  int  // for Words: the largest distance, at least 1
	Ordered bool // X first
}

// A Unit is what Near measures in.
type Unit uint8

// The units of Near.
const (
	Words Unit = iota
	Sentence
	Paragraph
)

// AtLeast matches the items in whose Fields together X stands at least N
// times, at different places.
type AtLeast struct {
	Fields TextFields
	N      int
	X      Expr // Sequence, Or, Synonyms or Near
}

// Values matches items with a value of the keyword field that is one of
// Exact (compared as FoldValue does), or that contains every word of one of
// the lists in Contains as whole words; a word with * or ? is a pattern. Match
// is the definition.
type Values struct {
	Field    string
	Exact    []string
	Contains [][]string
}

// Range matches items with a number of the field from From to To, both
// included. Dates are numbers YYYYMMDD. Use math.MinInt and math.MaxInt for
// open ends.
type Range struct {
	Field    string
	From, To int
}

// ByID matches the items of a letter, or one of them.
type ByID struct {
	Letter string // letter id, in capitals as stored; compared without case
	N      int    // -1: all items of the letter
}

// AlikeTo matches the items whose rationales say the same as that of an item,
// the item among them: see package alike.
type AlikeTo struct {
	Letter string // as in ByID
	N      int    // -1: of any item of the letter
}

func (AlikeTo) expr()  {}
func (All) expr()      {}
func (None) expr()     {}
func (And) expr()      {}
func (Or) expr()       {}
func (Not) expr()      {}
func (Synonyms) expr() {}
func (Sequence) expr() {}
func (Near) expr()     {}
func (AtLeast) expr()  {}
func (Values) expr()   {}
func (Range) expr()    {}
func (ByID) expr()     {}

// Each calls do for every expression of the plan, also what is negated,
// parents first.
func (p *Plan) Each(do func(Expr)) {
	Visit(p.Root, do)
	for _, e := range p.Plain {
		Visit(e.X, do)
	}
}

// Visit calls do for e and for every expression inside it, parents first; it
// does nothing for nil.
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

// Matching returns how the plain words of the plan are to be matched where that is
// asked for; words that are not several match all.
func (p *Plan) Matching(asked Match) Match {
	words := 0
	for _, x := range p.Plain {
		if x.Meaning == "" {
			words++
		}
	}
	switch {
	case len(p.Plain) < 2 && p.Requested == nil || words == 0:
		return MatchAll
	case asked == "":
		return MatchAuto
	}
	return asked
}
