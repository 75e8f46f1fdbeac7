package storedfields

import (
	"errors"
	"testing"

	"imrsearch/index"
)

func TestWrappedTextsComeBack(t *testing.T) {
	for _, text := range []string{
		"", "\n", " ", "a", "a\n", "\na", "a b", "a\nb", "a\n\nb", "a \nb", "a\r\nb c\nd", "\f\na\nb\f\n\n c\n",
		"one two\nthree four five\nsix\n\n   seven\neight \xff\n\x00\nnine\n", " a\nb ", "é\né é\né",
	} {
		b := appendWrapped(nil, text)
		if got, err := readWrapped(b); got != text || err != nil {
			t.Errorf("%q comes back as %q, %v", text, got, err)
		}
	}
}

func FuzzWrapped(f *testing.F) {
	f.Add("one two\nthree\n\nfour", []byte{3, 'a', ' ', 'b', 1})
	f.Fuzz(func(t *testing.T, text string, b []byte) {
		if got, err := readWrapped(appendWrapped([]byte{}, text)); got != text || err != nil {
			t.Errorf("%q comes back as %q, %v", text, got, err)
		}
		if _, err := readWrapped(b); err != nil && !errors.Is(err, index.ErrDamaged) {
			t.Errorf("readWrapped: %v", err)
		}
	})
}
