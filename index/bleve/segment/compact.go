package segment

import (
	"context"
)

// AddLive adds the letters of a shard that are not dead.
func (b *Builder) AddLive(ctx context.Context, s *Segment, dead []uint32) error {
	buried := map[uint32]bool{}
	for _, l := range dead {
		buried[l] = true
	}
	for l := range uint32(s.Letters.Len()) {
		if buried[l] {
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
