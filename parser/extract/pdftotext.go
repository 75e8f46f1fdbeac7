package extract

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A pdftotext is poppler's program of that name, found on this machine.
type pdftotext struct {
	command []string // with prlimit before it, where that exists
	version string
}

// Limits of one run of pdftotext.
const (
	pdftotextOutput = 8 << 20
	pdftotextErrors = 64 << 10
)

var versionNumber = regexp.MustCompile(`version ([0-9][0-9.]*)`)

// findPdftotext looks for the program on PATH; nil if there is none.
func findPdftotext() *pdftotext {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil
	}
	t := &pdftotext{version: "unknown"}
	if limit, err := exec.LookPath("prlimit"); err == nil {
		t.command = []string{limit, "--data=268435456", "--cpu=11", "--core=0", "--"}
	}
	t.command = append(t.command, path)
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
	ctx, cancel := context.WithTimeout(ctx, readDeadline)
	defer cancel()
	cmd := confined(ctx, append(t.command[:len(t.command):len(t.command)], "-q", "-layout", "-enc", "UTF-8", "-", "-"))
	out := &cappedBuffer{limit: pdftotextOutput}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), out, &cappedBuffer{limit: pdftotextErrors}
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return Document{}, refuse(ErrDamaged, "pdftotext: %v", err)
	}
	if out.over {
		return Document{}, refuse(ErrTooLarge, "more than %d MB of text", pdftotextOutput>>20)
	}
	doc, err := popplerPages(string(out.data))
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
