package segment

import (
	"context"
)

// AddLive adds the live letters of a segment.
func (b *Builder) AddLive(ctx context.Context, s *Segment, deleted []uint32) error {
	skip := map[uint32]bool{}
	for _, l := range deleted {
		skip[l] = true
	}
	for l := range uint32(s.Letters.Len()) {
		if skip[l] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := s.Texts.Document(l)
		if err != nil {
			return err
		}
		if err := b.Add(d, s.Letters.Sequence[l]); err != nil {
			return err
		}
	}
	return nil
}
