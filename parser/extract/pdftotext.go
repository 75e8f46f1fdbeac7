package extract

import (
	"context"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/extract/pdf"
	"imrsearch/parser/extract/sandbox"
)

// A pdftotext is poppler's program of that name, found on this machine.
type pdftotext struct {
	program sandbox.Program
	version string
}

// pdftotextOutput is how many bytes one run of pdftotext may write.
const pdftotextOutput = 8 << 20

var versionNumber = regexp.MustCompile(`version ([0-9][0-9.]*)`)

// findPdftotext looks for the program on PATH; nil if there is none.
func findPdftotext() *pdftotext {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil
	}
	t := &pdftotext{version: "unknown", program: sandbox.Program{Path: path, Memory: workerMemory, Time: readDeadline, Output: pdftotextOutput}}
	ctx, cancel := context.WithTimeout(context.Background(), readDeadline)
	defer cancel()
	out, _ := exec.CommandContext(ctx, path, "-v").CombinedOutput() // some versions exit with 99
	if m := versionNumber.FindSubmatch(out); m != nil {
		t.version = string(m[1])
	}
	return t
}

// betterOf returns what pdftotext makes of a PDF, or what there is already
// where that is no worse.
func (t *pdftotext) betterOf(ctx context.Context, data []byte, have Document, haveErr error) (Document, error) {
	doc, err := t.read(ctx, data)
	for i := range min(len(doc.Pages), len(have.Pages)) {
		own := Document{Pages: doc.Pages[i : i+1]}
		doc.Pages[i].Unread = have.Pages[i].Unread && (measure(own).words < filledPage || pdf.Nonsense(doc.Pages[i].Lines))
	}
	switch {
	case err != nil || doc.blank() || haveErr == nil && onlyBlank(have) && !fills(have, doc):
		return have, haveErr
	case haveErr != nil || !measure(doc).poor(len(doc.Pages)) || measure(doc).words*10 > measure(have).words*11:
		return doc, nil
	}
	return have, haveErr
}

// onlyBlank reports whether a text is poor in that a page is blank, and in
// nothing else.
func onlyBlank(d Document) bool {
	q := measure(d)
	q.blankPages = 0
	return !q.poor(0)
}

// filledPage is how many words a page has at least that was read: fewer are a
// stamp's or a watermark's, which our reader sets apart.
const filledPage = 20

// fills reports whether a reading has text on a page that is blank in another.
func fills(blank, other Document) bool {
	for i, p := range blank.Pages {
		if len(p.Lines) == 0 && i < len(other.Pages) && measure(Document{Pages: other.Pages[i : i+1]}).words >= filledPage {
			return true
		}
	}
	return false
}

// read runs the program over one PDF.
func (t *pdftotext) read(ctx context.Context, data []byte) (Document, error) {
	out, err := t.program.Run(ctx, data, "-q", "-layout", "-enc", "UTF-8", "-", "-")
	switch {
	case errors.Is(err, sandbox.ErrOutput):
		return Document{}, refuse(ErrTooLarge, "pdftotext: %v", err)
	case err != nil:
		return Document{}, refuse(ErrDamaged, "pdftotext: %v", err)
	}
	doc, err := popplerPages(string(out))
	doc.Extractor = "pdftotext/" + t.version
	return doc, err
}

// popplerPages makes pages of the output of pdftotext. Lines lose the indent
// that shows their place on the sheet, as what we read ourselves has none.
func popplerPages(text string) (Document, error) {
	sheets, err := splitPages(strings.TrimSuffix(text, "\f"))
	if err != nil {
		return Document{}, err
	}
	var doc Document
	for _, lines := range sheets {
		for i, l := range lines {
			lines[i] = strings.TrimLeft(l, " ")
		}
		doc.Pages = append(doc.Pages, cleanPage(lines))
	}
	return doc, nil
}

// wantsFallback reports whether another reader might do better: the PDF is
// damaged or without text, or its text looks poor.
func wantsFallback(doc Document, err error) bool {
	if err != nil {
		return errors.Is(err, ErrDamaged) || errors.Is(err, ErrNeedsOCR)
	}
	return measure(doc).poor(len(doc.Pages))
}

// A quality is what the text of a document looks like, in counts.
type quality struct {
	letters, unknown    int // characters; unknown ones are U+FFFD and private ones
	words, single, long int // of letters alone: of one letter, of more than 30
	inWords             int // letters in words
	blankPages          int
}

func measure(doc Document) (q quality) {
	for _, p := range doc.Pages {
		if len(p.Lines) == 0 {
			q.blankPages++
		}
		for _, l := range p.Lines {
			for w := range strings.FieldsSeq(l) {
				q.word(w)
			}
		}
	}
	return q
}

func (q *quality) word(w string) {
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == utf8.RuneError, unicode.Is(unicode.Co, r):
			q.unknown++
		}
	}
	q.letters += letters
	if letters == 0 {
		return
	}
	q.words++
	q.inWords += letters
	if letters == 1 && len(w) == 1 {
		q.single++
	}
	if letters > 30 {
		q.long++
	}
}

// poor reports whether the text looks as if letters were lost, unknown, torn
// apart or glued. English text has 4.5 letters a word and 4 % words of one
// letter.
func (q quality) poor(pages int) bool {
	return q.blankPages > 0 || // blank in the original, or damaged: another reader may know
		q.letters < 40*pages ||
		q.unknown*50 > q.letters ||
		q.single*4 > q.words ||
		q.long*20 > q.words ||
		q.inWords > 12*q.words
}
