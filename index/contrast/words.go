package contrast

import (
	"strings"

	"imrsearch/index/alike"
	"imrsearch/index/text"
)

// A Word is a word of a rationale as features are made of it.
type Word struct {
	Text  string // as text.Words gives it
	Class string // of inflection, see text.Class
	kind  kind
}

type kind uint8

const (
	content  kind = iota
	function      // holds a sentence together
	negates       // begins phrases: "no evidence"
	person        // of whom it is: the patient, the physician
	verdict       // says the outcome, or that there is a request
	number        // numbers, dates, months, units, ages
	recites       // quotes what holds in every case
	weak          // says something in a phrase alone: "lower", "range"
)

// WordOf makes a Word.
func WordOf(w string) Word { return Word{Text: w, Class: text.Class(w), kind: kindOf(w)} }

func kindOf(w string) kind {
	switch {
	case alike.LeftOut(w) || len(w) < 2 || strings.Trim(w, letters) != "":
		return number
	case own[w] != content:
		return own[w]
	case text.FunctionWord(w):
		return function
	}
	return content
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// own are words that mean the same in every letter. The verdict's words are
// the outcome in other words: that they stand on one side says nothing.
var own = func() map[string]kind {
	m := map[string]kind{}
	for k, words := range map[kind]string{
		negates: "no not none nor never neither without cannot",
		person: `patient patients worker workers claimant claimants employee applicant injured individual member
			physician physicians provider providers doctor doctors surgeon treating reviewer reviewers requesting primary pr iw`,
		weak: `day days week weeks weekly month months monthly daily hour hours minute minutes time times visit visits session sessions
			left right bilateral lower upper low high mid anterior posterior side area level levels part parts
			range order return back work working complaint complaints complains addition possible general following
			continue continues continued continuing begin began start started evaluation evaluated assessment consultation
			find finding findings show shows showed shown demonstrate demonstrated demonstrates reveal reveals revealed
			reason reasons clear specific certain number amount use well long early late new old different similar
			type form kind way help helps need needs needed require requires required considered consider require
			consistent related result results associated contrast`,
		verdict: `overturn overturned overturning uphold upheld upholds determination determinations decision decisions
			medically medical necessary necessity unnecessary certify certified certification certifying noncertified non
			approve approved approval approving authorize authorized authorization deny denied denial denials denying
			request requests requested requesting recommend recommends recommended recommendation recommendations recommending
			support supports supported supporting warrant warrants warranted warranting appropriate appropriateness inappropriate
			indicated indicate indicates indicating indication indications establish established establishes justify justified justifies justification
			reasonable therefore thus hence consequently accordingly opinion agree disagree concur review reviews reviewed
			utilization ur imr meet meets met meeting criteria criterion satisfy satisfied satisfies fulfill fulfilled
			modify modified modification affirm affirmed reverse reversed allow allowed grant granted
			proposed question issue dispute disputed service services item items necessitate necessitates`,
		recites: `guideline guidelines mtus odg acoem ca california chapter page pages edition section official disability
			recommend recommends recommended should according defined states et al cfr fda`,
		function: `also however further additional additionally furthermore moreover although though while because since given
			both each other others another such same all more most less least only very well still yet even either whether
			within between during after before until upon under over above below through against out up down off again
			here now then once per via based due despite regarding including include includes included
			made make makes order ordered note noted notes stated state report reported reports reporting provide provided provides
			documented documents documentation submitted submit information record records file available date dated
			case time current currently present presents presented recent recently prior previous previously initial
			appear appears appeared seen being use used using uses take taken taking taking`,
	} {
		for _, w := range strings.Fields(words) {
			if have, ok := m[w]; !ok || k == verdict || have == function {
				m[w] = k
			}
		}
	}
	return m
}()

// caseWords are of the case: a sentence that recites and has one of them is
// about the patient all the same.
func (w Word) ofCase() bool { return w.kind == person || caseWords[w.Text] }

var caseWords = map[string]bool{"case": true, "records": true, "record": true, "documentation": true, "documented": true, "he": true, "she": true, "his": true, "her": true}

// MinSentence is the number of words below which a sentence has no features.
const MinSentence = 3

// Sentence gives emit the features of a sentence, some perhaps twice: its words,
// and its phrases of two and three words. It gives none of a sentence that
// quotes a guideline without a word about the case. Words with no content of
// their own, and those of the verdict, are no feature; a phrase begins and
// ends with content, may begin with a negation, and holds nothing of the
// verdict, no person and no number.
func Sentence(words []Word, emit func(Feature)) {
	if len(words) < MinSentence || recital(words) {
		return
	}
	for i, w := range words {
		if w.kind == content && len(w.Text) > 2 {
			emit(Feature{Kind: Term, Key: w.Class, Text: w.Text})
		}
		if !w.begins() {
			continue
		}
		for n := 2; n <= 3 && i+n <= len(words); n++ {
			if isPhrase(words[i : i+n]) {
				emit(phrase(words[i : i+n]))
			}
		}
	}
}

func isPhrase(words []Word) bool {
	last := words[len(words)-1]
	if last.kind != content && last.kind != weak || len(last.Text) < 3 || words[0].kind != negates && len(words[0].Text) < 3 {
		return false
	}
	says := false // one word that says something by itself, or a negation
	for _, w := range words {
		says = says || w.kind == content || w.kind == negates
	}
	for _, w := range words[1 : len(words)-1] {
		if w.kind != content && w.kind != weak && w.kind != negates && !links[w.Text] {
			return false
		}
	}
	return says
}

// links are the function words that phrases may hold: "range of motion".
var links = map[string]bool{"of": true, "in": true, "to": true, "for": true, "with": true, "on": true, "from": true, "after": true}

// begins reports whether a phrase may begin with the word.
func (w Word) begins() bool { return w.kind == content || w.kind == weak || w.kind == negates }

// phrase makes the feature of a phrase: one for all inflections of its words.
func phrase(words []Word) Feature {
	f := Feature{Kind: Phrase, Key: words[0].Class, Text: words[0].Text}
	for _, w := range words[1:] {
		f.Key += " " + w.Class
		f.Text += " " + w.Text
	}
	return f
}

func recital(words []Word) bool {
	recites := false
	for _, w := range words {
		if w.ofCase() {
			return false
		}
		recites = recites || reciteWords[w.Text]
	}
	return recites
}

var reciteWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("guideline guidelines mtus odg acoem chapter recommend recommends recommended should according defined fda cfr") {
		m[w] = true
	}
	return m
}()
