package bleve

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A stored document is a letter's JSON behind its length (4 bytes), then its
// text.

func appendDocument(b []byte, d *index.Document) ([]byte, error) {
	letter, err := json.Marshal(d.Letter)
	if err != nil {
		return b, fmt.Errorf("store %s: %w", d.Letter.ID, err)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(letter)))
	b = append(b, letter...)
	return append(b, d.Text...), nil
}

func decodeDocument(b []byte) (*index.Document, error) {
	if len(b) < 4 {
		return nil, fmt.Errorf("stored letter: cut off: %w", index.ErrDamaged)
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n > len(b)-4 {
		return nil, fmt.Errorf("stored letter: cut off: %w", index.ErrDamaged)
	}
	letter := new(imr.Letter)
	if err := json.Unmarshal(b[4:4+n], letter); err != nil {
		return nil, fmt.Errorf("stored letter: %w: %w", err, index.ErrDamaged)
	}
	return &index.Document{Letter: letter, Text: string(b[4+n:])}, nil
}
