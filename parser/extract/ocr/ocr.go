// Package ocr answers one question: which words does the picture of a page
// show? Poppler's pdftoppm draws a page, tesseract reads it; both are programs
// of this machine, run one page a process in a sandbox. Drawing the page, where
// the images of the file could be taken out of it, reads every kind of scan
// alike (DCT, CCITT, JBIG2, several strips, a turned page, a white mask over
// it) and letters of fonts that do not say which ones they are.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"imrsearch/parser/extract/sandbox"
)

// Limits of one page.
const (
	memory     = 256 << 20
	drawTime   = 20 * time.Second
	readTime   = 60 * time.Second // two seconds are usual
	countTime  = 10 * time.Second
	pixels     = 3300 // of the longer side: 300 dots an inch of a letter's page
	dots       = 300
	maxPicture = pixels*pixels + 64
	maxTable   = 16 << 20 // of words
	// MaxPixels is how many an image file may have: a page of 600 dots an inch
	// has 34 million.
	MaxPixels = 40_000_000
)

// An Engine reads pictures. Its methods may be called at once.
type Engine struct {
	Name string // and version, as "tesseract/5.3.0"

	tesseract, pdftoppm, pdfinfo sandbox.Program
}

// ErrTooLarge is the error of a picture beyond a limit.
var ErrTooLarge = errors.New("the picture goes beyond a limit")

var version = regexp.MustCompile(`tesseract v?([0-9][0-9.]*)`)

// Find looks for tesseract with its English model, and for poppler's tools;
// nil if one is missing.
func Find() *Engine {
	e := &Engine{}
	env := []string{"OMP_THREAD_LIMIT=1"}
	if dir := os.Getenv("TESSDATA_PREFIX"); dir != "" {
		env = append(env, "TESSDATA_PREFIX="+dir)
	}
	for _, p := range []struct {
		program *sandbox.Program
		name    string
		limits  sandbox.Program
	}{
		{&e.tesseract, "tesseract", sandbox.Program{Memory: memory, Time: readTime, Output: maxTable, Env: env}},
		{&e.pdftoppm, "pdftoppm", sandbox.Program{Memory: memory, Time: drawTime, Output: maxPicture}},
		{&e.pdfinfo, "pdfinfo", sandbox.Program{Memory: memory, Time: countTime, Output: 1 << 20}},
	} {
		path, err := exec.LookPath(p.name)
		if err != nil {
			return nil
		}
		*p.program = p.limits
		p.program.Path = path
	}
	ctx := context.Background()
	langs, err := e.tesseract.Run(ctx, nil, "--list-langs")
	if err != nil || !bytes.Contains(langs, []byte("\neng\n")) {
		return nil
	}
	said, err := e.tesseract.Run(ctx, nil, "--version")
	m := version.FindSubmatch(said)
	if err != nil || m == nil {
		return nil
	}
	e.Name = "tesseract/" + string(m[1])
	return e
}

// A Line is the words of a line, from left to right; one without words is a gap
// between paragraphs.
type Line []Word

// A Word is a word as it was recognized.
type Word struct {
	Text       string
	Confidence int  // from 0 to 100, tesseract's own
	Column     bool // a gap between columns is before it
}

var pagesLine = regexp.MustCompile(`(?m)^Pages:\s+(\d+)`)

// Pages returns how many pages a PDF has.
func (e *Engine) Pages(ctx context.Context, pdf []byte) (int, error) {
	out, err := e.pdfinfo.Run(ctx, pdf, "-")
	if err != nil {
		return 0, fmt.Errorf("pdfinfo: %w", err)
	}
	m := pagesLine.FindSubmatch(out)
	if m == nil {
		return 0, errors.New("pdfinfo: no number of pages")
	}
	return strconv.Atoi(string(m[1]))
}

// Page reads page n of a PDF, from 1. A page that shows nothing has no lines.
func (e *Engine) Page(ctx context.Context, pdf []byte, n int) ([]Line, error) {
	page := strconv.Itoa(n)
	out, err := e.pdftoppm.Run(ctx, pdf, "-gray", "-cropbox", "-scale-to", strconv.Itoa(pixels), "-f", page, "-l", page, "-")
	if err != nil {
		return nil, fmt.Errorf("pdftoppm, page %d: %w", n, err)
	}
	pic, ok := parsePicture(out)
	if !ok {
		return nil, fmt.Errorf("pdftoppm, page %d: no picture", n)
	}
	if pic.blank() {
		return nil, nil
	}
	best, err := e.read(ctx, out, 0)
	if err != nil {
		return nil, fmt.Errorf("tesseract, page %d: %w", n, err)
	}
	for _, quarters := range []int{2, 1, 3} { // upside down is the most frequent
		if best.good() {
			break
		}
		turned := pic
		for range quarters {
			turned = turned.turned()
		}
		t, err := e.read(ctx, turned.encode(), 0)
		if err != nil {
			return nil, fmt.Errorf("tesseract, page %d: %w", n, err)
		}
		if t.sure() > best.sure() {
			best = t
		}
	}
	return best.lines(), nil
}

// Image reads page n, from 0, of an image file that tesseract knows: PNG, JPEG
// or TIFF. What the file promises of its size is to be looked at before, by
// Sizes.
func (e *Engine) Image(ctx context.Context, image []byte, n int) ([]Line, error) {
	t, err := e.read(ctx, image, n)
	if err != nil {
		return nil, fmt.Errorf("tesseract, page %d: %w", n+1, err)
	}
	return t.lines(), nil
}

// read runs tesseract over a picture.
func (e *Engine) read(ctx context.Context, picture []byte, n int) (*table, error) {
	args := []string{"-", "-", "-l", "eng", "--psm", "3", "--dpi", strconv.Itoa(dots)}
	if n > 0 {
		args = append(args, "-c", "tessedit_page_number="+strconv.Itoa(n))
	}
	out, err := e.tesseract.Run(ctx, picture, append(args, "tsv")...)
	if errors.Is(err, sandbox.ErrTime) || errors.Is(err, sandbox.ErrOutput) {
		return nil, fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	if err != nil {
		return nil, err
	}
	return parseTable(strings.ToValidUTF8(string(out), "\uFFFD")), nil
}
