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
)

// WordOf makes a Word.
func WordOf(w string) Word { return Word{Text: w, Class: text.Class(w), kind: kindOf(w)} }

func kindOf(w string) kind {
	switch {
	case alike.LeftOut(w) || len(w) < 2:
		return number
	case own[w] != content:
		return own[w]
	case text.FunctionWord(w):
		return function
	}
	return content
}

// own are words that mean the same in every letter. The verdict's words are
// the outcome in other words: that they stand on one side says nothing.
var own = func() map[string]kind {
	m := map[string]kind{}
	for k, words := range map[kind]string{
		negates: "no not none nor never neither without cannot",
		person: `patient patients worker workers claimant claimants employee applicant injured individual member
			physician physicians provider providers doctor doctors surgeon treating reviewer reviewers requesting primary pr iw`,
		verdict: `overturn overturned overturning uphold upheld upholds determination determinations decision decisions
			medically medical necessary necessity unnecessary certify certified certification certifying noncertified non
			approve approved approval approving authorize authorized authorization deny denied denial denials denying
			request requests requested requesting recommend recommends recommended recommendation recommendations recommending
			support supports supported supporting warrant warrants warranted warranting appropriate appropriateness inappropriate
			indicated indicate indicates indication indications establish established establishes justify justified justifies justification
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
			made make makes note noted notes stated state report reported reports reporting provide provided provides
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
		if w.kind != content && w.kind != negates {
			continue
		}
		for n := 2; n <= 3 && i+n <= len(words); n++ {
			if isPhrase(words[i : i+n]) {
				text := phraseText(words[i : i+n])
				emit(Feature{Kind: Phrase, Key: text, Text: text})
			}
		}
	}
}

func isPhrase(words []Word) bool {
	if last := words[len(words)-1]; last.kind != content || len(last.Text) < 3 {
		return false
	}
	if words[0].kind == content && len(words[0].Text) < 3 {
		return false
	}
	for _, w := range words[1 : len(words)-1] {
		if w.kind != content && w.kind != function && w.kind != negates {
			return false
		}
	}
	return true
}

func phraseText(words []Word) string {
	if len(words) == 2 {
		return words[0].Text + " " + words[1].Text
	}
	return words[0].Text + " " + words[1].Text + " " + words[2].Text
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
