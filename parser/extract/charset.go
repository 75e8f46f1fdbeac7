package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// byteOrderMarks say how a text is encoded.
var byteOrderMarks = []struct {
	mark    []byte
	charset encoding.Encoding // nil: UTF-8
}{
	{[]byte("\xef\xbb\xbf"), nil},
	{[]byte("\xff\xfe"), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{[]byte("\xfe\xff"), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// decodeText turns the bytes of a text into UTF-8: by its byte order mark,
// else as UTF-8 when the whole of it is valid, else as Windows-1252. Looking
// at the whole matters: the first curly quote may stand far behind the start.
func decodeText(data []byte) string {
	for _, m := range byteOrderMarks {
		if rest, ok := bytes.CutPrefix(data, m.mark); ok {
			if m.charset == nil {
				return strings.ToValidUTF8(string(rest), "\uFFFD")
			}
			return decodeAs(m.charset, rest)
		}
	}
	if utf8.Valid(data) {
		return string(data)
	}
	return decodeAs(charmap.Windows1252, data)
}

func decodeAs(charset encoding.Encoding, data []byte) string {
	text, err := charset.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(text)
}

// looksBinary reports whether data cannot be text: it has control characters
// in a number that no text has, and no byte order mark of UTF-16.
func looksBinary(data []byte) bool {
	for _, m := range byteOrderMarks {
		if bytes.HasPrefix(data, m.mark) {
			return false
		}
	}
	odd := 0
	for _, c := range data {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a {
			odd++
		}
	}
	return odd > 4 && odd*100 > len(data)
}
