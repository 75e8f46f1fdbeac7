package lettertest

import "slices"

// A Trap is one of the difficulties that real letters put in a parser's way.
type Trap string

// The traps. Some fit certain layouts only.
const (
	TrapCoverPage         Trap = "cover page"                 // a letter to the worker stands before, with the items
	TrapNoticeTwice       Trap = "notice lists items twice"   // layout A does so by itself
	TrapVerdictSentence   Trap = "verdict sentence"           // "is not medically necessary and appropriate" in place of Upheld
	TrapVerdictAlone      Trap = "verdict alone"              // on the line below the heading
	TrapLongHeading       Trap = "heading over several lines" // by a long request
	TrapColonInHeading    Trap = "colon inside heading"
	TrapVerdictInProse    Trap = "verdict words in prose"
	TrapGluedSentences    Trap = "glued sentences" // "appropriate.In this case"
	TrapGluedTitle        Trap = "title glued under rationale"
	TrapRemainingPortion  Trap = "remaining portion heading"
	TrapManyItems         Trap = "nine and more items"
	TrapSameHeading       Trap = "same heading twice"
	TrapNumbering         Trap = "numbering that does not count" // "1 " before every heading
	TrapRunningHeads      Trap = "running heads and feet"
	TrapBreakInRationale  Trap = "page break inside rationale"
	TrapBreakInHeading    Trap = "page break inside heading"
	TrapHeadingAtTop      Trap = "heading at top of page"
	TrapCRLF              Trap = "CRLF"
	TrapTabs              Trap = "tabs"
	TrapNoBreakSpaces     Trap = "no-break spaces"
	TrapSoftHyphens       Trap = "soft hyphens"
	TrapLigatures         Trap = "ligatures"
	TrapCurlyQuotes       Trap = "curly quotes"
	TrapWindows1252       Trap = "Windows-1252 bytes"
	TrapDoubledLines      Trap = "doubled lines" // a blank line after every line, no form feed
	TrapLabelsFirst       Trap = "labels before values"
	TrapScanErrors        Trap = "scanning errors in labels"
	TrapAgeInWords        Trap = "age in words"
	TrapCutStart          Trap = "cut off at the start"
	TrapCutEnd            Trap = "cut off at the end"
	TrapHyphenatedAtBreak Trap = "hyphen at line end" // lines break behind hyphens
)

var allTraps = []Trap{
	TrapCoverPage, TrapNoticeTwice, TrapVerdictSentence, TrapVerdictAlone, TrapLongHeading, TrapColonInHeading, TrapVerdictInProse,
	TrapGluedSentences, TrapGluedTitle, TrapRemainingPortion, TrapManyItems, TrapSameHeading, TrapNumbering,
	TrapRunningHeads, TrapBreakInRationale, TrapBreakInHeading, TrapHeadingAtTop, TrapCRLF, TrapTabs,
	TrapNoBreakSpaces, TrapSoftHyphens, TrapLigatures, TrapCurlyQuotes, TrapWindows1252, TrapDoubledLines,
	TrapLabelsFirst, TrapScanErrors, TrapAgeInWords, TrapCutStart, TrapCutEnd, TrapHyphenatedAtBreak,
}

// Traps returns all traps.
func Traps() []Trap { return slices.Clone(allTraps) }
