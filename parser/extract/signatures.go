package extract

import "bytes"

// signatures tell files that are not read from their first bytes, with what
// to do about them.
var signatures = []struct {
	magic  string
	reason error
	detail string
}{
	{"7z\xbc\xaf\x27\x1c", ErrUnknownFormat, "7z archive: unpack it, or make it a zip"},
	{"Rar!", ErrUnknownFormat, "RAR archive: unpack it, or make it a zip"},
	{"\xfd7zXZ\x00", ErrUnknownFormat, "xz archive: unpack it, or make it a tar.gz"},
	{"BZh", ErrUnknownFormat, "bzip2 archive: unpack it, or make it a tar.gz"},
	{"\x28\xb5\x2f\xfd", ErrUnknownFormat, "zstd archive: unpack it, or make it a tar.gz"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ErrUnknownFormat, "old Word or Outlook file: save it as docx or PDF"},
	{`{\rtf`, ErrUnknownFormat, "RTF: save it as docx or PDF"},
	{"%!PS", ErrUnknownFormat, "PostScript: make it a PDF with ps2pdf"},
	{"\x89PNG", ErrNeedsOCR, "an image"},
	{"\xff\xd8\xff", ErrNeedsOCR, "an image"},
	{"II*\x00", ErrNeedsOCR, "an image"},
	{"MM\x00*", ErrNeedsOCR, "an image"},
	{"\x7fELF", ErrUnknownFormat, "a program"},
	{"MZ\x90", ErrUnknownFormat, "a program"},
	{"\x1f\x8b", ErrArchive, "gzip"},
	{"PK\x05\x06", ErrArchive, "an empty zip"},
}

// unread returns why a file that begins so is not read, nil for others.
func unread(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return refuse(s.reason, "%s", s.detail)
		}
	}
	return nil
}
