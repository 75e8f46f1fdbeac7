package commit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/storedfields"
)

// rebuildSegment builds a shard anew from its texts. Letters that cannot be read
// are lost: their ids, and the files that they came from, are returned where
// the catalogue still knows them. Without any letter left there is no shard.
func rebuildSegment(ctx context.Context, dir string, sm segment.SegmentEntry) (made *segment.SegmentEntry, lost []string, err error) {
	old := segment.SegmentDir(dir, sm.ID)
	dead := map[int]bool{}
	for _, l := range sm.Dead {
		dead[int(l)] = true
	}
	c, _ := docvalues.OpenLetterTable(filepath.Join(old, "letters"))
	if c != nil && c.Len() == sm.Letters {
		defer c.File.Close()
	} else {
		c = nil
	}
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(dir), newShardID("r")))
	if err != nil {
		return nil, nil, err
	}
	var buried []uint32
	err = eachStored(filepath.Join(old, "texts"), sm.Letters, func(i int, d *index.Document) error {
		if d == nil && dead[i] {
			return ctx.Err() // a later version is elsewhere
		}
		if d == nil {
			lost = append(lost, nameOf(c, sm.ID, i))
			return ctx.Err()
		}
		sequence := uint64(0)
		if c != nil {
			sequence = c.Sequence[i]
		}
		if dead[i] {
			buried = append(buried, uint32(len(b.Letters)))
		}
		return errors.Join(b.Add(d, sequence), ctx.Err())
	})
	if err != nil || b.Items == 0 {
		b.Discard()
		return nil, lost, err
	}
	made, err = placeShard(dir, b)
	if made != nil {
		made.Dead = buried
	}
	return made, lost, err
}

func nameOf(c *docvalues.LetterTable, shard string, i int) string {
	switch {
	case c != nil && c.Paths.At(i) != "":
		return fmt.Sprintf("%s: ingest %s again", c.IDs.At(i), c.Paths.At(i))
	case c != nil:
		return c.IDs.At(i)
	}
	return fmt.Sprintf("letter %d of shard %s", i, shard)
}

// eachStored calls f with every letter of a texts file, nil for those that
// cannot be read.
func eachStored(path string, letters int, f func(i int, d *index.Document) error) error {
	t, err := storedfields.Open(path)
	if err != nil {
		if t, err = storedfields.Scan(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if t != nil {
		defer t.File.Close()
	}
	for i := range letters {
		var d *index.Document
		if t != nil {
			d, _ = t.Document(uint32(i))
		}
		if err := f(i, d); err != nil {
			return err
		}
	}
	return nil
}

// placeShard finishes a shard, moves it to its place and describes it.
func placeShard(dir string, b *segment.Builder) (*segment.SegmentEntry, error) {
	if err := b.Finish(); err != nil {
		b.Abandon()
		return nil, err
	}
	id := filepath.Base(b.Dir)
	if err := os.Rename(b.Dir, segment.SegmentDir(dir, id)); err != nil {
		return nil, err
	}
	if err := sectionfile.SyncDir(segment.SegmentsDir(dir)); err != nil {
		return nil, err
	}
	info, err := segment.ReadInfo(segment.SegmentDir(dir, id))
	if err != nil {
		return nil, err
	}
	return &segment.SegmentEntry{ID: id, Items: info.Items, Letters: info.Letters, Files: info.Files}, nil
}

// newShardID names a shard: by time, so that names sort as they were made.
func newShardID(suffix string) string {
	return fmt.Sprintf("%012x%s", time.Now().UnixNano()>>16, suffix)
}
