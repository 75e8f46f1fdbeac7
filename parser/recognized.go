package parser

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/outline"
)

// UnreadPage is the code of the problem of a page that is a picture and was not
// recognized.
const UnreadPage = "unread-page"

// DoubtfulVerdict is the code of the problem of a verdict that was recognized
// without certainty: its item's outcome is unknown.
const DoubtfulVerdict = "doubtful-verdict"

// sureWord is the confidence, of 100, from which a word of a verdict counts.
// Tesseract gives the words of a clear scan 90 and more, and seldom 80 to one
// that is wrong.
const sureWord = 70

// sureDigits is the same for a date: a digit that is misread makes another one
// that is as good.
const sureDigits = 45

// recognized notes what was read from pictures.
func (r *reading) recognized(doc extract.Document) {
	r.doc = doc
	for _, n := range doc.UnreadPages() {
		r.problem(UnreadPage, 0, imr.Place{Page: n}, "page %d shows a picture, or letters of a font that does not say which, and was not read: install tesseract (OCR) and read the file again, or look at the page", n)
	}
	ocr := imr.OCR{Engine: doc.Recognizer}
	sum, words := 0, 0
	for i, p := range doc.Pages {
		if p.Sure == nil {
			continue
		}
		page := imr.OCRPage{Page: doc.Number(i), Words: p.Sure[:min(len(p.Sure), len(p.Lines))]}
		n, of := 0, 0
		for _, line := range page.Words {
			for _, c := range line {
				n, of = n+1, of+c
			}
		}
		if n > 0 {
			page.Confidence = of / n
		}
		sum, words = sum+of, words+n
		ocr.Pages = append(ocr.Pages, page)
	}
	if len(ocr.Pages) == 0 {
		ocr = imr.OCR{}
	} else if words > 0 {
		ocr.Confidence = sum / words
	}
	r.letter.Source.OCR = ocr
}

// DoubtfulValue is the code of the problem of a date in the header that was
// recognized without certainty, and is left out.
const DoubtfulValue = "doubtful-value"

// doubtDates leaves out the dates on whose line a word with digits was
// recognized without certainty.
func (r *reading) doubtDates() {
	l := &r.letter
	if len(l.Source.OCR.Pages) == 0 {
		return
	}
	for _, d := range []struct {
		name string
		date *imr.Date
	}{
		{"date_assigned", &l.DateAssigned}, {"date_of_injury", &l.DateOfInjury}, {"decision_date", &l.DecisionDate},
		{"ur_denial_date", &l.URDenialDate}, {"application_received", &l.ApplicationReceived},
	} {
		at, ok := l.Places[d.name]
		if !ok || *d.date == (imr.Date{}) {
			continue
		}
		page := at.Page - r.doc.Number(0)
		if page < 0 || page >= len(r.doc.Pages) || at.Line < 1 || at.Line > len(r.doc.Pages[page].Sure) {
			continue
		}
		sure := r.doc.Pages[page].Sure[at.Line-1]
		for i, w := range strings.Fields(r.doc.Pages[page].Lines[at.Line-1]) {
			if i < len(sure) && sure[i] < sureDigits && isDate(w, *d.date) {
				r.problem(DoubtfulValue, 0, at, "OCR is not sure of %q: the date on this line is left out, look at the original", w)
				*d.date = imr.Date{}
				break
			}
		}
	}
}

// isDate reports whether a word is a date as headers print it.
func isDate(word string, d imr.Date) bool {
	parts := strings.FieldsFunc(word, func(c rune) bool { return c < '0' || c > '9' })
	if len(parts) != 3 {
		return false
	}
	var n [3]int
	for i, p := range parts {
		n[i], _ = strconv.Atoi(p)
	}
	return n[0]*100+n[1] == d.Number()%10_000 && n[2]%100 == d.Number()/10_000%100
}

// verdictWord are the words of which verdicts are made.
var verdictWord = map[string]bool{
	"not": true, "is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "medically": true, "medical": true,
	"necessary": true, "necessity": true, "appropriate": true, "upheld": true, "uphold": true, "overturned": true, "overturn": true,
	"modified": true, "partially": true, "and": true, "in": true, "part": true, "established": true, "supported": true,
}

// decides are the words that say what a verdict is.
var decides = map[string]bool{
	"necessary": true, "necessity": true, "appropriate": true, "upheld": true, "uphold": true, "overturned": true, "overturn": true, "modified": true, "partially": true,
}

// between may stand inside a verdict beside its own words.
var between = map[string]bool{
	"considered": true, "deemed": true, "found": true, "to": true, "as": true, "determined": true, "has": true, "have": true, "had": true,
	"can": true, "could": true, "or": true, "both": true, "being": true, "therefore": true, "also": true, "thus": true, "at": true, "this": true, "time": true,
}

// doubtful returns the first word of the verdicts on lines [from, to) that was
// recognized without certainty: below sureWord, one that may have been "not", or behind a
// gap where a word may be lost. ok is false when there is none, and for text
// that was not recognized.
func (r *reading) doubtful(from, to int) (word string, at imr.Place, ok bool) {
	for i := max(from, 0); i < min(to, len(r.Lines)); i++ {
		l := &r.Lines[i]
		page := l.Page - r.doc.Number(0)
		if page < 0 || page >= len(r.doc.Pages) || r.doc.Pages[page].Sure == nil {
			continue
		}
		if word, ok := r.doubtfulIn(l, &r.doc.Pages[page]); ok {
			return word, l.Place(), true
		}
	}
	return "", imr.Place{}, false
}

func (r *reading) doubtfulIn(l *outline.Line, page *extract.Page) (string, bool) {
	if l.Number > len(page.Sure) || l.Number > len(page.Lines) {
		return "", false
	}
	source, sure := page.Lines[l.Number-1], page.Sure[l.Number-1]
	words := strings.Fields(source)
	if len(words) != len(sure) {
		return source, true // what is known of them is lost
	}
	keys := make([]string, len(words))
	first, last := -1, -1
	for i, w := range words {
		keys[i] = ascii.Lower(strings.Trim(w, ".,;:()\"'“”‘’"))
		if _, ok := near(keys[i], decides); ok {
			last = i
		}
	}
	if last < 0 {
		return "", false
	}
	for first = last; first > 0; first-- {
		if _, ok := near(keys[first-1], verdictWord); !ok && !between[keys[first-1]] && !verdictGoesOn(keys[:first]) {
			break
		}
	}
	for i := first; i <= last; i++ {
		_, own := near(keys[i], verdictWord)
		if sure[i] < sureWord && (own || !between[keys[i]]) {
			return words[i], true
		}
		if !own && !between[keys[i]] && likeNot(keys[i]) {
			return words[i], true
		}
	}
	if gap := strings.Index(source, outlineGap); gap >= 0 {
		before := len(strings.Fields(source[:gap]))
		if before > first && before <= last {
			return words[before], true
		}
	}
	return "", false
}

// outlineGap is a gap between columns in a line as it was extracted.
const outlineGap = "   "

// likeNot reports whether a word may be "not", read as another.
func likeNot(word string) bool {
	if len(word) < 2 || len(word) > 4 {
		return false
	}
	same := 0
	for i := range min(len(word), 3) {
		if word[i] == "not"[i] {
			same++
		}
	}
	return same >= 2 || same >= 1 && len(word) < 4 && !strings.ContainsAny(word, "aeiu")
}

// verdictGoesOn reports whether one word stands between those of a verdict: a
// word that was read as another.
func verdictGoesOn(before []string) bool {
	n := len(before)
	return n >= 2 && slices.Contains([]string{"is", "are", "was", "were"}, before[n-2])
}

// near returns the word of a set that a word is, but for the letters that
// recognizers take for each other.
func near(word string, set map[string]bool) (string, bool) {
	if set[word] {
		return word, true
	}
	if len(word) < 3 {
		return "", false
	}
	for w := range set {
		if len(w) >= 3 && len(w)-len(word) <= 1 && len(word)-len(w) <= 1 && outline.SameWord(word, w) {
			return w, true
		}
	}
	return "", false
}

// doubt makes an item's outcome unknown where a word of its verdict, on lines
// [from, to), is doubtful.
func (r *reading) doubt(n int, outcome imr.Outcome, from, to int) imr.Outcome {
	if len(r.letter.Source.OCR.Pages) == 0 || outcome == imr.UnknownOutcome {
		return outcome
	}
	word, at, ok := r.doubtful(from, to)
	if !ok {
		return outcome
	}
	r.problem(DoubtfulVerdict, n, at, "OCR is not sure of %q in the verdict, which it reads as %s: look at the original", word, outcome)
	return imr.UnknownOutcome
}

// doubtRuling does so for an item of a list of determinations: by the sentences
// that name it, or by all where none does.
func (r *reading) doubtRuling(it *imr.Item, outcome imr.Outcome, rulings []ruling) imr.Outcome {
	if len(r.letter.Source.OCR.Pages) == 0 {
		return outcome
	}
	key := ascii.Key(withoutFrame(withoutNumber(it.Heading, false)))
	named := slices.ContainsFunc(rulings, func(v ruling) bool { return ascii.Key(v.request) == key })
	for _, v := range rulings {
		if !named || ascii.Key(v.request) == key {
			outcome = r.doubt(it.N, outcome, r.LineOfText(v.off), r.LineOfText(v.end)+1)
		}
	}
	return outcome
}
