package bleve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"imrsearch/index"
)

// remakeShard builds a shard anew from its texts. Letters that cannot be read
// are lost: their ids, and the files that they came from, are returned where
// the catalogue still knows them. Without any letter left there is no shard.
func remakeShard(ctx context.Context, dir string, sm shardManifest) (made *shardManifest, lost []string, err error) {
	old := shardDir(dir, sm.ID)
	dead := map[int]bool{}
	for _, l := range sm.Dead {
		dead[int(l)] = true
	}
	c, _ := openCatalogue(filepath.Join(old, "letters"))
	if c != nil && c.len() == sm.Letters {
		defer c.file.close()
	} else {
		c = nil
	}
	b, err := newShardBuilder(filepath.Join(buildingDir(dir), newShardID("r")))
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
			sequence = c.sequence[i]
		}
		if dead[i] {
			buried = append(buried, uint32(len(b.letters)))
		}
		return errors.Join(b.add(d, sequence), ctx.Err())
	})
	if err != nil || b.items == 0 {
		b.discard()
		return nil, lost, err
	}
	made, err = placeShard(dir, b)
	if made != nil {
		made.Dead = buried
	}
	return made, lost, err
}

func nameOf(c *catalogue, shard string, i int) string {
	switch {
	case c != nil && c.paths.at(i) != "":
		return fmt.Sprintf("%s: ingest %s again", c.ids.at(i), c.paths.at(i))
	case c != nil:
		return c.ids.at(i)
	}
	return fmt.Sprintf("letter %d of shard %s", i, shard)
}

// eachStored calls f with every letter of a texts file, nil for those that
// cannot be read.
func eachStored(path string, letters int, f func(i int, d *index.Document) error) error {
	t, err := openTexts(path)
	if err != nil {
		if t, err = scanTexts(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if t != nil {
		defer t.file.close()
	}
	for i := range letters {
		var d *index.Document
		if t != nil {
			d, _ = t.document(uint32(i))
		}
		if err := f(i, d); err != nil {
			return err
		}
	}
	return nil
}

// placeShard finishes a shard, moves it to its place and describes it.
func placeShard(dir string, b *shardBuilder) (*shardManifest, error) {
	if err := b.finish(); err != nil {
		b.abandon()
		return nil, err
	}
	id := filepath.Base(b.dir)
	if err := os.Rename(b.dir, shardDir(dir, id)); err != nil {
		return nil, err
	}
	if err := syncDir(shardsDir(dir)); err != nil {
		return nil, err
	}
	info, err := readShardInfo(shardDir(dir, id))
	if err != nil {
		return nil, err
	}
	return &shardManifest{ID: id, Items: info.Items, Letters: info.Letters, Files: info.Files}, nil
}

// newShardID names a shard: by time, so that names sort as they were made.
func newShardID(suffix string) string {
	return fmt.Sprintf("%012x%s", time.Now().UnixNano()>>16, suffix)
}
