package extract

import (
	"errors"
	"fmt"
)

// The reasons why a file gives no text. Every error of this package that
// speaks of a file's content wraps one of them; its text says what happened
// and what to do.
var (
	ErrEmpty         = errors.New("the file is empty")
	ErrUnknownFormat = errors.New("not a PDF, text, docx or html file")
	ErrNeedsOCR      = errors.New("no text on its pages, probably a scan: run OCR (for instance ocrmypdf) and read it again")
	ErrEncrypted     = errors.New("the file needs a password: save it without one and read it again")
	ErrDamaged       = errors.New("the file is damaged: fetch it again, or print it to a new PDF")
	ErrTooLarge      = errors.New("the file goes beyond a limit")
	ErrArchive       = errors.New("an archive: unpack it, or name it as an input of its own")
	ErrLink          = errors.New("a link inside an archive: links are not followed")
)

// reasons are all of them, in an order that is part of the workers' protocol.
var reasons = []error{
	ErrEmpty, ErrUnknownFormat, ErrNeedsOCR, ErrEncrypted, ErrDamaged, ErrTooLarge, ErrArchive, ErrLink,
}

// isReason reports whether err wraps a reason of this package.
func isReason(err error) bool { return reasonOf(err) != nil }

// reasonOf returns the reason that err wraps, nil for another error.
func reasonOf(err error) error {
	for _, r := range reasons {
		if errors.Is(err, r) {
			return r
		}
	}
	return nil
}

// refuse wraps a reason with what was seen in this file.
func refuse(reason error, format string, args ...any) error {
	return fmt.Errorf("%w (%s)", reason, fmt.Sprintf(format, args...))
}
