// Package imr holds the vocabulary of California Independent Medical Review:
// the final determination letter, the items it decides, and their outcomes.
//
// The names are those of the Division of Workers' Compensation. The package
// imports only the standard library, so that every other package may depend
// on it. The JSON form of a Letter is part of the program's contract.
package imr

// A Letter is one final determination letter (FDL). Absent is absent: a zero
// value means that the letter does not say, never that it was guessed.
type Letter struct {
	ID         string     `json:"id"`
	CaseNumber CaseNumber `json:"case_number,omitempty"`
	Layout     Layout     `json:"layout"`
	Source     Source     `json:"source"`
	Also       []Copy     `json:"also,omitempty"` // other texts of the same case

	DateAssigned        Date   `json:"date_assigned,omitzero"`
	DateOfInjury        Date   `json:"date_of_injury,omitzero"`
	DecisionDate        Date   `json:"decision_date,omitzero"`
	URDenialDate        Date   `json:"ur_denial_date,omitzero"`
	ApplicationReceived Date   `json:"application_received,omitzero"`
	Priority            string `json:"priority,omitempty"` // "standard" or "expedited"

	CaseOutcome CaseOutcome `json:"case_outcome"` // computed from the items
	Patient     Patient     `json:"patient,omitzero"`
	Reviewer    Reviewer    `json:"reviewer,omitzero"`

	Diagnoses         []string    `json:"diagnoses"`                   // whole and as worded
	DiagnosisDetails  []Diagnosis `json:"diagnosis_details,omitempty"` // the same, taken apart
	DocumentsReviewed []string    `json:"documents_reviewed"`
	Summary           Passage     `json:"summary,omitzero"` // clinical case summary
	Items             []Item      `json:"items"`            // in the letter's order
	Problems          []Problem   `json:"problems"`

	// Places tells where header values stand, by the JSON name of the field
	// ("decision_date", "patient.age").
	Places map[string]Place `json:"places,omitempty"`
}

// An Item is one disputed item or service with its determination.
type Item struct {
	ID   string `json:"id"` // LETTER/n
	N    int    `json:"n"`  // from 1, in the letter's order; 0 stands for a letter without items
	Page int    `json:"page,omitempty"`
	Line int    `json:"line,omitempty"`

	Request          string  `json:"request"` // what was asked for, in the words of the letter
	Heading          string  `json:"heading"` // the item's whole heading, without verdict and closing colon
	RemainingPortion bool    `json:"remaining_portion"`
	Retrospective    bool    `json:"retrospective"`
	Outcome          Outcome `json:"outcome"`

	ClaimsAdministrator Guidelines `json:"claims_administrator,omitzero"`
	ReviewerGuidelines  Guidelines `json:"reviewer_guidelines,omitzero"`
	Rationale           Passage    `json:"rationale,omitzero"`

	Treatment Treatment `json:"treatment,omitzero"` // derived from the lexicon
	// Reasons are those that the rationale gives, named by the lexicon: first
	// those against approval, then those for it. The two lists hold each side;
	// an upheld item has only the first, an overturned one only the second, a
	// modified one may have both. None is nil.
	Reasons        []string `json:"reasons"`
	ReasonsFor     []string `json:"reasons_for"`
	ReasonsAgainst []string `json:"reasons_against"`
	// Stage is the stage of care at which the treatment is asked for, named by
	// the lexicon: "trial or first course", "continued or repeated", "purchase
	// or permanent", "with or after surgery"; "" where nothing says so.
	Stage string `json:"stage,omitempty"`
}

// A Passage is running text of the letter: page furniture and line ends are
// removed, paragraphs are kept.
type Passage struct {
	Text       string `json:"text"`
	Page       int    `json:"page,omitempty"` // of its first line, from 1
	Line       int    `json:"line,omitempty"` // within the page, from 1
	Paragraphs []int  `json:"paragraphs"`     // byte offsets of their starts
	// Lines gives, for each source line, the byte offset at which its text
	// begins, its page and its line: what an offset needs to be cited.
	Lines []LineStart `json:"lines,omitempty"`
}

// A LineStart is [offset, page, line].
type LineStart [3]int

// Place returns the page and line of the byte offset off of the text.
func (p Passage) Place(off int) Place {
	at := Place{Page: p.Page, Line: p.Line}
	for _, l := range p.Lines {
		if l[0] > off {
			break
		}
		at = Place{Page: l[1], Line: l[2]}
	}
	return at
}

// Guidelines is what one side cites for an item.
type Guidelines struct {
	Text      string     `json:"text"` // without the label
	Page      int        `json:"page,omitempty"`
	Line      int        `json:"line,omitempty"`
	Cited     bool       `json:"cited"` // false when the letter says that nothing was cited
	Citations []Citation `json:"citations"`
}

// A Citation is one guideline as cited, read apart.
type Citation struct {
	Family   Family   `json:"family"`
	Title    string   `json:"title,omitempty"`
	Chapter  int      `json:"chapter,omitempty"` // of the ACOEM Practice Guidelines; 0 when none
	Year     int      `json:"year,omitempty"`
	Sections []string `json:"sections"`
	Topics   []string `json:"topics"`
	Pages    [][]int  `json:"pages"` // ranges: [from, to]; one number stands as [n, n]
	// As is the citation as worded, for display.
	As string `json:"as,omitempty"`
}

// A Family is the guideline that a citation belongs to.
type Family string

// The families of the contract, in their order of display.
const (
	MTUSACOEM        Family = "MTUS ACOEM"
	MTUSChronicPain  Family = "MTUS Chronic Pain"
	MTUSOpioids      Family = "MTUS Opioids"
	MTUSAcupuncture  Family = "MTUS Acupuncture"
	MTUSPostsurgical Family = "MTUS Postsurgical"
	MTUS             Family = "MTUS"
	ODG              Family = "ODG"
	ACOEM            Family = "ACOEM"
	OtherFamily      Family = "Other"
)

// Patient is the injured worker, as far as a redacted letter says.
type Patient struct {
	Age int    `json:"age,omitempty"` // years
	Sex string `json:"sex,omitempty"` // "male" or "female"
}

// Reviewer is the expert or physician reviewer.
type Reviewer struct {
	Specialties    []string `json:"specialties"`     // as printed, subspecialties included
	SpecialtyNames []string `json:"specialty_names"` // the boards' names, from the lexicon
	LicensedIn     []string `json:"licensed_in"`     // states
}

// A Diagnosis is one entry of Letter.Diagnoses, taken apart.
type Diagnosis struct {
	Text   string   `json:"text"`             // as worded, equal to the entry
	Name   string   `json:"name"`             // without status, side and code
	Status string   `json:"status,omitempty"` // "status post", "rule out", "history of", ...
	Side   string   `json:"side,omitempty"`   // "left", "right", "bilateral"
	Codes  []string `json:"codes,omitempty"`  // ICD-9 or ICD-10, as printed
	// BodyParts are those that it names, as the lexicon calls them; nil for none.
	BodyParts []string `json:"body_parts,omitempty"`
}

// Treatment is what the lexicon makes of the request.
type Treatment struct {
	Class     string   `json:"class,omitempty"`
	Subclass  string   `json:"subclass,omitempty"`
	Names     []string `json:"names"`
	Drugs     []string `json:"drugs"` // generic names
	DrugClass []string `json:"drug_classes,omitempty"`
	BodyParts []string `json:"body_parts"`
	Side      string   `json:"side,omitempty"`
	// Dose holds the doses and strengths of drugs in one spelling: "50 mg",
	// "10/325 mg", "5%". Levels holds those of the spine: "L4-L5". Both are nil
	// where the request names none, see package measure.
	Dose      []string `json:"dose,omitempty"`
	Levels    []string `json:"levels,omitempty"`
	Quantity  int      `json:"quantity,omitempty"`
	Frequency string   `json:"frequency,omitempty"` // as worded
}

// A Source says which bytes a letter was read from, and by what.
type Source struct {
	Path   string `json:"path"`             // of the file or archive, as given
	Member string `json:"member,omitempty"` // name inside the archive
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Pages  int    `json:"pages"` // of the file
	// FirstPage and LastPage are the letter's own in a file that holds more; 0
	// where the letter is the file.
	FirstPage int    `json:"first_page,omitempty"`
	LastPage  int    `json:"last_page,omitempty"`
	Extractor string `json:"extractor"` // name/version
	// OCR tells what was read from pictures of pages; the zero value where the
	// whole letter was written as text.
	OCR OCR `json:"ocr,omitzero"`
}

// OCR is what a recognizer read of a letter's pages.
type OCR struct {
	Engine     string    `json:"engine"`     // name/version
	Confidence int       `json:"confidence"` // mean over all words, from 0 to 100
	Pages      []OCRPage `json:"pages"`      // those that were recognized, in their order
}

// An OCRPage is a page that was read from its picture. Words has, for each line
// of the page, how sure the recognizer was of each of its words.
type OCRPage struct {
	Page       int     `json:"page"`
	Confidence int     `json:"confidence"` // mean, from 0 to 100
	Words      [][]int `json:"words"`
}

// First returns the number of the letter's first page in its file.
func (s Source) First() int { return max(s.FirstPage, 1) }

// A Copy is another text under a letter's case number, and why the letter was
// not read from it.
type Copy struct {
	Path   string `json:"path"`
	Member string `json:"member,omitempty"`
	SHA256 string `json:"sha256"`
	Page   int    `json:"page,omitempty"` // its first in a file that holds more
	Reason string `json:"reason"`
}

// A Place is a line of a letter. Page and Line count from 1; EndLine is zero
// when the value stands on one line.
type Place struct {
	Page    int `json:"page"`
	Line    int `json:"line"`
	EndLine int `json:"end_line,omitempty"`
}

// A Problem is something the parser could not read as the layout promises.
type Problem struct {
	Code    string `json:"code"`           // stable, in the form "missing-rationale"
	Item    int    `json:"item,omitempty"` // the item's number, 0 for the letter
	Page    int    `json:"page,omitempty"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

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
