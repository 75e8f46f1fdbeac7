package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"imrsearch/parser/extract/ocr"
	"imrsearch/parser/extract/pdf"
)

// maxRecognized is how many pages of one file are recognized: at two seconds a
// page, half an hour. Those behind them stay unread, which is told.
const maxRecognized = 1000

// recognize reads the unread pages of a PDF from their pictures; have and
// haveErr are what there is already. A page that cannot be drawn or recognized
// stays unread.
func recognize(ctx context.Context, engine *ocr.Engine, pdf []byte, have Document, haveErr error) (Document, error) {
	doc := have
	switch {
	case haveErr == nil:
	case errors.Is(haveErr, ErrDamaged): // by our reader; poppler may know more
		n, err := engine.Pages(ctx, pdf)
		if err != nil || n < 1 || n > maxRecognized {
			return have, haveErr
		}
		doc = Document{Pages: make([]Page, n), Extractor: have.Extractor}
	case !errors.Is(haveErr, ErrNeedsOCR):
		return have, haveErr
	}
	var failed error
	done := 0
	for i := range doc.Pages {
		p := &doc.Pages[i]
		if haveErr == nil && !p.Unread || done == maxRecognized {
			continue
		}
		done++
		lines, err := engine.Page(ctx, pdf, i+1)
		if ctx.Err() != nil {
			return Document{}, ctx.Err()
		}
		if err != nil {
			p.Unread, failed = true, err
			continue
		}
		doc.take(i, lines)
		doc.Recognizer = engine.Name
	}
	switch {
	case !doc.blank():
		return doc, nil
	case haveErr == nil || errors.Is(haveErr, ErrDamaged):
		return have, haveErr
	case failed != nil:
		return have, refuse(pictureReason(failed), "%.200s", failed)
	}
	return have, refuse(ErrNeedsOCR, "%s found no words on %d pages", engine.Name, len(doc.Pages))
}

// pictureReason is what a picture that was not recognized is refused for.
func pictureReason(err error) error {
	if errors.Is(err, ocr.ErrTooLarge) {
		return ErrTooLarge
	}
	return ErrNeedsOCR
}

// recognizeImage reads an image file, which may have several pages.
func recognizeImage(ctx context.Context, engine *ocr.Engine, data []byte) (Document, error) {
	pages, err := ocr.Sizes(data)
	if err != nil {
		return Document{}, refuse(ErrDamaged, "%v", err)
	}
	doc := Document{Extractor: fmt.Sprintf("image/%d", Version), Recognizer: engine.Name, Pages: make([]Page, len(pages))}
	var failed error
	for i, size := range pages {
		switch {
		case size > ocr.MaxPixels:
			doc.Pages[i].Unread, failed = true, fmt.Errorf("%w: %d million dots, at most %d are read", ocr.ErrTooLarge, size/1_000_000, ocr.MaxPixels/1_000_000)
			continue
		case i == maxRecognized:
			return Document{}, refuse(ErrTooLarge, "more than %d pages", maxRecognized)
		}
		lines, err := engine.Image(ctx, data, i)
		if ctx.Err() != nil {
			return Document{}, ctx.Err()
		}
		if err != nil {
			doc.Pages[i].Unread, failed = true, err
			continue
		}
		doc.take(i, lines)
	}
	switch {
	case !doc.blank():
		return doc, nil
	case failed != nil:
		return Document{}, refuse(pictureReason(failed), "%.200s", failed)
	}
	return Document{}, refuse(ErrNeedsOCR, "%s found no words in the image", engine.Name)
}

// take gives page i the recognized lines, unless what it has already is more.
func (d *Document) take(i int, recognized []ocr.Line) {
	var p Page
	words := 0
	for _, l := range recognized {
		var line strings.Builder
		sure := []int{}
		for _, w := range l {
			for j, part := range strings.Fields(cleanLine(w.Text)) {
				switch {
				case line.Len() == 0:
				case w.Column && j == 0:
					line.WriteString(columnGap)
				default:
					line.WriteByte(' ')
				}
				line.WriteString(part)
				sure = append(sure, w.Confidence)
			}
		}
		if len(sure) == 0 && (len(p.Lines) == 0 || p.Lines[len(p.Lines)-1] == "") {
			continue
		}
		words += len(sure)
		p.Lines, p.Sure = append(p.Lines, cleanLine(line.String())), append(p.Sure, sure)
	}
	if n := len(p.Lines); n > 0 && p.Lines[n-1] == "" {
		p.Lines, p.Sure = p.Lines[:n-1], p.Sure[:n-1]
	}
	have := measure(Document{Pages: d.Pages[i : i+1]})
	if words > have.words || words > 0 && pdf.Nonsense(d.Pages[i].Lines) {
		d.Pages[i] = p
		return
	}
	d.Pages[i].Unread = false // there is no more to read
}
