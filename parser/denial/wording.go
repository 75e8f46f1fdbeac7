package denial

import (
	"strings"
	"sync"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// A role is what the text behind a label is.
type role uint8

const (
	unlabelled role = iota
	titleDecision
	titleRFA
	titleIMR
	isItem      // "Item #2": what follows is of a request of its own
	isRequest   // what is asked for
	isQuestion  // the same, as a question
	isAmount    // how much, how often or how long, of the request before
	isVerdict   // what was decided
	isAnswer    // the same with its ground, of a question
	isWhy       // the ground
	isGuideline // what was used
	isReviewer
	isDiagnosis
	isSummary // the story of the case
	isRecords // documents reviewed: other days, other treatments
	isInjury  // days
	isReceived
	isDenied
	isSigned
	isBirth
	isAge
	isSex
	isOther // names, numbers and addresses
	isEnd   // rights and instructions: nothing of the case
)

// A style says how a label stands.
type style uint8

const (
	labels style = iota // before a colon, or alone on its line
	opens               // opens a line, whatever follows
	alone               // alone on its line
)

// A wording is a label or heading as such papers print it. Case, punctuation,
// "(s)" and wrongly scanned letters do not matter (outline.LabelAt).
type wording struct {
	label string
	role  role
	style style
}

// wordings are all labels and headings, longer ones before those that they begin
// with. From the forms of the Division of Workers' Compensation (DWC Form RFA,
// 8 CCR 9785.5; DWC Form IMR, 8 CCR 9792.10.1) and the usual letters of review
// organizations, which have no form of their own.
var wordings = []wording{
	{"REQUEST FOR AUTHORIZATION DWC FORM RFA", titleRFA, opens},
	{"DWC FORM RFA", titleRFA, opens},
	{"REQUEST FOR AUTHORIZATION", titleRFA, alone},
	{"APPLICATION FOR INDEPENDENT MEDICAL REVIEW", titleIMR, alone},
	{"DWC FORM IMR", titleIMR, opens},
	{"UTILIZATION REVIEW DETERMINATION", titleDecision, alone},
	{"UTILIZATION REVIEW DECISION", titleDecision, alone},
	{"UTILIZATION REVIEW DENIAL", titleDecision, alone},
	{"NOTICE OF UTILIZATION REVIEW", titleDecision, opens},
	{"NOTICE OF NON-CERTIFICATION", titleDecision, opens},
	{"NOTICE OF ADVERSE DETERMINATION", titleDecision, opens},
	{"NOTICE OF DENIAL", titleDecision, opens},
	{"NOTICE OF MODIFICATION", titleDecision, opens},
	{"CONDITIONAL NON-CERTIFICATION", titleDecision, alone},
	{"NON-CERTIFICATION", titleDecision, alone},
	{"ADVERSE DETERMINATION", titleDecision, alone},
	{"PHYSICIAN ADVISOR REPORT", titleDecision, alone},
	{"PEER REVIEW REPORT", titleDecision, alone},
	{"RETROSPECTIVE REVIEW", titleDecision, opens},

	{"Item", isItem, labels},
	{"Issue", isItem, labels},
	{"Question", isQuestion, labels},
	{"Issue in question", isQuestion, labels},

	{"List each specific requested medical services, goods, or items", isRequest, opens},
	{"Treatment/service requested", isRequest, labels},
	{"Treatments requested", isRequest, labels},
	{"Treatment requested", isRequest, labels},
	{"Treatment requests", isRequest, labels},
	{"Treatment request", isRequest, labels},
	{"Treatment in dispute", isRequest, labels},
	{"Treatment denied", isRequest, labels},
	{"Treatment under review", isRequest, labels},
	{"Requested treatments", isRequest, labels},
	{"Requested treatment", isRequest, labels},
	{"Requested services", isRequest, labels},
	{"Requested service", isRequest, labels},
	{"Requested medical treatment", isRequest, labels},
	{"Requested procedure", isRequest, labels},
	{"Requested item", isRequest, labels},
	{"Services requested", isRequest, labels},
	{"Service requested", isRequest, labels},
	{"Services reviewed", isRequest, labels},
	{"Services denied", isRequest, labels},
	{"Service", isRequest, labels},
	{"Service/good requested", isRequest, labels},
	{"Service description", isRequest, labels},
	{"Specific request", isRequest, labels},
	{"Original request", isRequest, labels},
	{"Proposed treatment", isRequest, labels},
	{"Procedure requested", isRequest, labels},
	{"Medication requested", isRequest, labels},
	{"Description of request", isRequest, labels},
	{"Disputed medical treatment", isRequest, labels},
	{"Disputed treatment", isRequest, labels},
	{"The following was requested", isRequest, labels},
	{"The following treatment was requested", isRequest, labels},
	{"Request under review", isRequest, labels},
	{"Request", isRequest, labels},
	{"Requests", isRequest, labels},
	{"Requested", isRequest, labels},

	{"Quantity requested", isAmount, labels},
	{"Quantity", isAmount, labels},
	{"Qty", isAmount, labels},
	{"Frequency", isAmount, labels},
	{"Duration", isAmount, labels},
	{"Number of visits", isAmount, labels},
	{"Units", isAmount, labels},
	{"Body part", isAmount, labels},

	{"Decision and why", isAnswer, labels},
	{"Determination and rationale", isAnswer, labels},
	{"Decision and rationale", isAnswer, labels},
	{"Answer", isAnswer, labels},
	{"Response", isAnswer, labels},
	{"Determination date", isDenied, opens},
	{"Decision date", isDenied, labels},
	{"Decision issued", isDenied, labels},
	{"Date decision issued", isDenied, labels},
	{"Date of decision", isDenied, labels},
	{"Date of determination", isDenied, opens},
	{"Date of the decision", isDenied, labels},
	{"Date of Utilization Review Determination Letter", isDenied, labels},
	{"Date of UR determination", isDenied, labels},
	{"Date of denial", isDenied, labels},
	{"Denial date", isDenied, labels},
	{"Date of notice", isDenied, labels},
	{"Notice date", isDenied, labels},
	{"Date of letter", isDenied, labels},
	{"Date of report", isDenied, labels},
	{"Review date", isDenied, labels},
	{"Final determination", isVerdict, labels},
	{"UR determination", isVerdict, labels},
	{"UR decision", isVerdict, labels},
	{"Determination", isVerdict, labels},
	{"Decision", isVerdict, labels},
	{"Recommendation", isVerdict, labels},
	{"Recommended action", isVerdict, labels},
	{"Review outcome", isVerdict, labels},
	{"Outcome", isVerdict, labels},
	{"Conclusion", isVerdict, labels},
	{"Status", isVerdict, labels},
	{"Disposition", isVerdict, labels},

	{"Reason for denial", isWhy, labels},
	{"Reason for the decision", isWhy, labels},
	{"Reason for decision", isWhy, labels},
	{"Reason for modification", isWhy, labels},
	{"Reason for non-certification", isWhy, labels},
	{"Reasons", isWhy, labels},
	{"Reason", isWhy, labels},
	{"Clinical rationale", isWhy, labels},
	{"Clinical reasons", isWhy, labels},
	{"Clinical reasoning", isWhy, labels},
	{"Clinical justification", isWhy, labels},
	{"Rationale for the decision", isWhy, labels},
	{"Rationale for decision", isWhy, labels},
	{"Rationale for denial", isWhy, labels},
	{"Rationale", isWhy, labels},
	{"Basis for the decision", isWhy, labels},
	{"Basis for decision", isWhy, labels},
	{"Basis of decision", isWhy, labels},
	{"Explanation of findings", isWhy, labels},
	{"Explanation", isWhy, labels},
	{"Principal reason", isWhy, labels},
	{"Medical necessity analysis", isWhy, labels},
	{"Why it was denied", isWhy, labels},
	{"Reviewer comments", isWhy, labels},
	{"Analysis", isWhy, labels},

	{"Guidelines used", isGuideline, labels},
	{"Guideline used", isGuideline, labels},
	{"Guidelines cited", isGuideline, labels},
	{"Guideline cited", isGuideline, labels},
	{"Guidelines referenced", isGuideline, labels},
	{"Guidelines/references", isGuideline, labels},
	{"Guidelines", isGuideline, labels},
	{"Guideline", isGuideline, labels},
	{"Criteria used", isGuideline, labels},
	{"Criteria/guidelines applied", isGuideline, labels},
	{"Criteria", isGuideline, labels},
	{"Medical criteria", isGuideline, labels},
	{"References", isGuideline, labels},
	{"Reference", isGuideline, labels},
	{"Citation", isGuideline, labels},
	{"Evidence based guidelines", isGuideline, labels},
	{"What was used to decide", isGuideline, labels},
	{"Sources", isGuideline, labels},

	{"Physician reviewer", isReviewer, labels},
	{"Reviewing physician's specialty", isReviewer, labels},
	{"Reviewing physician", isReviewer, labels},
	{"Reviewer credentials", isReviewer, labels},
	{"Reviewer's specialty", isReviewer, labels},
	{"Reviewer specialty", isReviewer, labels},
	{"Reviewer name", isReviewer, labels},
	{"Reviewer", isReviewer, labels},
	{"Reviewed by", isReviewer, labels},
	{"Peer reviewer", isReviewer, labels},
	{"Physician advisor", isReviewer, labels},
	{"Decision made by", isReviewer, labels},
	{"Who decided", isReviewer, labels},
	{"Diplomate", isReviewer, opens},

	{"Primary diagnosis", isDiagnosis, labels},
	{"Secondary diagnosis", isDiagnosis, labels},
	{"Diagnoses", isDiagnosis, labels},
	{"Diagnosis codes", isDiagnosis, labels},
	{"Diagnosis code", isDiagnosis, labels},
	{"Diagnosis", isDiagnosis, labels},
	{"Diagnostic impression", isDiagnosis, labels},
	{"Dx", isDiagnosis, labels},
	{"ICD-10", isDiagnosis, labels},
	{"ICD codes", isDiagnosis, labels},
	{"ICD code", isDiagnosis, labels},

	{"Clinical summary", isSummary, labels},
	{"Clinical history", isSummary, labels},
	{"Clinical information", isSummary, labels},
	{"Case summary", isSummary, labels},
	{"Case history", isSummary, labels},
	{"Summary of the case", isSummary, labels},
	{"History of present illness", isSummary, labels},
	{"History", isSummary, labels},
	{"Discussion", isSummary, labels},
	{"Medical records reviewed", isRecords, labels},
	{"Records reviewed", isRecords, labels},
	{"Documents reviewed", isRecords, labels},
	{"Medical information reviewed", isRecords, labels},
	{"Review of records", isRecords, labels},

	{"Date of injury", isInjury, opens},
	{"Date of loss", isInjury, labels},
	{"Injury date", isInjury, labels},
	{"DOI", isInjury, opens},
	{"D/I", isInjury, labels},
	{"Received date", isReceived, labels},
	{"Date received", isReceived, labels},
	{"Date RFA received", isReceived, labels},
	{"Date of receipt", isReceived, labels},
	{"RFA received", isReceived, labels},
	{"Request received", isReceived, labels},
	{"Referral received", isReceived, labels},
	{"Date request received", isReceived, labels},
	{"RFA date", isOther, labels},
	{"Requesting Physician Signature", isOther, labels},
	{"Date of birth", isBirth, labels},
	{"DOB", isBirth, labels},
	{"Age", isAge, labels},
	{"Gender", isSex, labels},
	{"Sex", isSex, labels},
	{"Date", isSigned, labels},

	{"RE", isOther, labels},
	{"Claimant name", isOther, labels},
	{"Claimant", isOther, labels},
	{"Injured worker", isOther, labels},
	{"Injured employee", isOther, labels},
	{"Employee name", isOther, labels},
	{"Employee", isOther, labels},
	{"Patient name", isOther, labels},
	{"Patient", isOther, labels},
	{"Pt name", isOther, labels},
	{"Claim number", isOther, labels},
	{"Claim", isOther, labels},
	{"Employer", isOther, labels},
	{"Review type", isOther, labels},
	{"Requesting provider", isOther, labels},
	{"Requesting physician", isOther, labels},
	{"Summary of decision", isOther, alone},

	{"You have the right to disagree", isEnd, opens},
	{"You have a right to disagree", isEnd, opens},
	{"If you disagree with this decision", isEnd, opens},
	{"Notice to the worker", isEnd, opens},
	{"Your right to Independent Medical Review", isEnd, opens},
	{"Instructions for completing", isEnd, opens},
	{"Request for Review and Consent", isEnd, opens},
	{"To request Independent Medical Review", isEnd, opens},
	{"Claims Administrator/Utilization Review Organization", isEnd, opens},
	{"Attach the Doctor's First Report", isEnd, opens},
	{"Sincerely", isEnd, labels},
	{"Respectfully", isEnd, labels},
}

// wordingsByLetter returns the wordings by the letter that they may begin with,
// as scanned.
var wordingsByLetter = sync.OnceValue(func() map[rune][]wording {
	by := map[rune][]wording{}
	for _, w := range wordings {
		c := outline.FirstLetter(w.label)
		by[c] = append(by[c], w)
	}
	return by
})

// afterLabel is what may stand between a label and its colon: a number, the
// marks of the requests that are meant, an aside.
var afterLabel = pattern.New(`(?i)^(?:\(?s\)|e?s\b)?\s*(?:#|no\.?)?\s*((?:(?:for|of|on|regarding)\s+)?(?:items?\s*)?#?(?:\d{1,2}|[a-h])\)?(?:\s*(?:,|&|and)+\s*#?(?:\d{1,2}|[a-h])\b\)?)*)?\s*(?:\([^()]{0,200}\)?\s*)?`)

// leader is a row of dots between a label and its value.
var leader = pattern.New(`^\s*\.{3,}\s*`)

// A label is a wording where it stands in a line.
type label struct {
	wording
	marks string // of the requests that it is for, as written: "for a) and b)"
	end   int    // where the value begins
}

// labelAt reads the label that s begins with.
func labelAt(s string) (label, bool) {
	lead := len(s) - len(strings.TrimLeft(s, " *•-\t"))
	rest := s[lead:]
	for _, w := range wordingsByLetter()[outline.FirstLetter(rest)] {
		end, _, _, ok := outline.LabelAt(rest, w.label)
		if !ok {
			continue
		}
		if w.style == opens {
			if w.role == isEnd {
				return label{w, "", lead}, true
			}
			n := end + len(afterLabel.FindString(rest[end:]))
			n += len(leader.FindString(rest[n:]))
			n += len(rest[n:]) - len(strings.TrimLeft(rest[n:], " :\t"))
			return label{w, "", lead + n}, true
		}
		m := afterLabel.FindStringSubmatchIndex(rest[end:])
		after := end + m[1]
		marks := ""
		if m[2] >= 0 {
			marks = rest[end+m[2] : end+m[3]]
		}
		value := strings.TrimLeft(rest[after:], " \t")
		colon := strings.HasPrefix(value, ":")
		value = strings.TrimLeft(value, ": \t")
		bare := strings.Trim(rest[after:], " .:,\t") == ""
		if dots := leader.FindString(rest[after:]); dots != "" {
			colon, value = true, rest[after+len(dots):]
		}
		if bare || colon && w.style == labels {
			return label{w, marks, len(s) - len(value)}, true
		}
	}
	return label{}, false
}

// otherLabel is a label that the table does not have: names, numbers, addresses.
var otherLabel = pattern.New(`^[A-Z][A-Za-z/#.'’() -]{1,44}[a-zA-Z#)]:(?:\s|$)`)

// columns are the heads of the columns of a table of requests, by their letters
// alone.
var columns = map[string]role{
	"treatmentrequested": isRequest, "treatmentsrequested": isRequest, "requestedtreatment": isRequest, "requestedtreatments": isRequest,
	"servicerequested": isRequest, "servicesrequested": isRequest, "requestedservice": isRequest, "requestedservices": isRequest,
	"servicegoodrequested": isRequest, "servicegoodrequestedrequired": isRequest, "request": isRequest, "item": isRequest, "treatment": isRequest, "service": isRequest,
	"description": isRequest, "procedure": isRequest,
	"quantity": isAmount, "qty": isAmount, "frequency": isAmount, "duration": isAmount, "units": isAmount, "visits": isAmount, "otherinformation": isAmount,
	"decision": isVerdict, "determination": isVerdict, "status": isVerdict, "outcome": isVerdict, "recommendation": isVerdict,
	"diagnosis": isDiagnosis, "diagnosisrequired": isDiagnosis,
	"icdcode": isItem, "icdcoderequired": isItem, "icd": isItem, "icd10": isItem, "icd9": isItem,
	"cpthcpcs": isOther, "cpthcpcscode": isOther, "cpt": isOther, "cptcode": isOther, "code": isOther, "cptcodes": isOther, "no": isOther, "number": isOther,
	"reason": isWhy, "guideline": isGuideline,
}

// columnOf returns what the column with that head holds.
func columnOf(head string) (role, bool) {
	r, ok := columns[ascii.Key(head)]
	return r, ok
}

// verdicts are the wordings of decisions; the first that matches counts. A
// treatment that is certified in part is modified.
var verdicts = []struct {
	pattern *pattern.Pattern
	verdict Verdict
}{
	{pattern.New(`(?i)\bmodif(?:y|ied|ication)\b|\bpartial(?:ly)?\b|\bin\s+part\b|\bcertified\s+with\s+(?:changes|modification)`), Modified},
	{pattern.New(`(?i)\bnon[\s-]*(?:certif|authori[sz])\w*|\bnot\s+(?:be\s+)?(?:medically\s+)?(?:certif|authori[sz]|approv|necessary|recommend|support|appropriate|warranted)\w*|\bden(?:y|ied|ial|ies)\b|\bdisapprov\w*|\bdeclin(?:e|ed)\b|\badverse\b|\breject(?:ed)?\b|\bun(?:able\s+to|authorized)\b|\bcannot\s+(?:be\s+(?:found\s+)?)?(?:medically\s+)?(?:certif|authori[sz]|approv|necessary)\w*|\bdoes\s+not\s+meet\b|\brefus(?:e|ed)\b`), Denied},
	{pattern.New(`(?i)\bcertif(?:y|ied|ication)\b|\bapprov(?:e|ed|al)\b|\bauthori[sz]ed?\b|\bmedically\s+necessary\b|\bgranted\b`), Certified},
}

// verdictOf reads a decision.
func verdictOf(s string) Verdict {
	for _, v := range verdicts {
		if v.pattern.MatchString(s) {
			return v.verdict
		}
	}
	return ""
}
