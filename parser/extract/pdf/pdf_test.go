package pdf

import (
	"errors"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// firstPage returns the lines of a PDF's first page, parted by "|".
func firstPage(data []byte) string {
	pages, err := Read(data)
	if err != nil {
		return "error: " + err.Error()
	}
	return strings.Join(pages[0], "|")
}

func TestEncrypted(t *testing.T) {
	if got := firstPage(pdftest.Encrypted("", "for all to read")); got != "for all to read" {
		t.Errorf("empty password: %q", got)
	}
	if _, err := Read(pdftest.Encrypted("secret", "for few to read")); !errors.Is(err, ErrEncrypted) {
		t.Errorf("with a password: %v", err)
	}
}
