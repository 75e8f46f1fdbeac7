package commit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// A Report says what Verify found, in paths below the index directory.
type Report struct {
	Generation int      `json:"generation"`
	Files      int      `json:"files"` // checked
	Bytes      int64    `json:"bytes"`
	Damaged    []Damage `json:"damaged"`
	// Orphans are folders that no generation names: what an interrupted
	// process left for the next Writer, or for GC.
	Orphans []string `json:"orphans"`
}

// Damage is a file that is not what the manifest says, or a manifest that
// does not say what the files hold.
type Damage struct {
	Path string `json:"path"`
	What string `json:"what"`
}

// Verify reads every byte of the serving generation, compares it with the
// manifest, and counts again what the manifest counts. A damaged index is a
// report, not an error. Errors: those of reading the manifest, ctx.Err().
func Verify(ctx context.Context, dir string) (Report, error) {
	n, err := segment.ReadCurrent(dir)
	if err != nil {
		return Report{}, err
	}
	m, err := segment.ReadManifest(dir, n)
	if err != nil {
		return Report{}, err
	}
	r := Report{Generation: n}
	for _, entry := range m.Segments {
		if what := checkInfo(dir, entry); what != "" {
			r.Damaged = append(r.Damaged, Damage{filepath.Join(segmentPath(dir, entry.ID), segment.InfoFile), what})
		}
		for _, f := range entry.Files {
			if err := ctx.Err(); err != nil {
				return r, err
			}
			r.Files++
			r.Bytes += f.Bytes
			path := filepath.Join(segmentPath(dir, entry.ID), filepath.FromSlash(f.Path))
			if what := checkFile(filepath.Join(dir, path), f); what != "" {
				r.Damaged = append(r.Damaged, Damage{path, what})
			}
		}
	}
	if len(r.Damaged) == 0 {
		if err := guarded(func() error { r.Damaged = recount(dir, n, m); return nil }); err != nil {
			return r, err
		}
	}
	r.Orphans, err = orphans(dir, n)
	return r, err
}

// segmentPath returns a segment's folder below the index directory.
func segmentPath(dir, id string) string {
	return filepath.Join(filepath.Base(segment.SegmentsDir(dir)), id)
}

// manifestBelow returns a generation's manifest below the index directory.
func manifestBelow(dir string, n int) string {
	return filepath.Join(filepath.Base(segment.GenerationsDir(dir)), filepath.Base(segment.ManifestPath(dir, n)))
}

// checkInfo says what is wrong with a segment's description of itself, "" when
// nothing is.
func checkInfo(dir string, entry segment.SegmentEntry) string {
	info, err := segment.ReadInfo(segment.SegmentDir(dir, entry.ID))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing"
	case err != nil:
		return err.Error()
	case !slices.Equal(info.Files, entry.Files):
		return "lists other files than the manifest"
	}
	return ""
}

// checkFile says what is wrong with a file, "" when nothing is.
func checkFile(path string, want sectionfile.FileSum) string {
	got, err := sectionfile.SumFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing"
	case err != nil:
		return err.Error()
	case got.Bytes != want.Bytes:
		return fmt.Sprintf("has %d bytes, want %d", got.Bytes, want.Bytes)
	case got.SHA256 != want.SHA256:
		return "has another SHA-256 than when it was written"
	}
	return ""
}

// recount compares what the manifest of generation n counts with segments
// whose files are whole.
func recount(dir string, n int, m *segment.Manifest) (found []Damage) {
	manifest := manifestBelow(dir, n)
	say := func(format string, args ...any) {
		found = append(found, Damage{manifest, fmt.Sprintf(format, args...)})
	}
	if m.Generation != n {
		say("says generation %d, want %d", m.Generation, n)
	}
	items, letters, newest, seen := 0, 0, uint64(0), map[string]bool{}
	for _, entry := range m.Segments {
		t, err := docvalues.OpenLetterTable(filepath.Join(segment.SegmentDir(dir, entry.ID), "letters"))
		if err != nil {
			say("segment %s: %v", entry.ID, err)
			continue
		}
		if t.Len() != entry.Letters || len(t.Of) != entry.Items {
			say("says %d items in %d letters of segment %s, which has %d in %d", entry.Items, entry.Letters, entry.ID, len(t.Of), t.Len())
		}
		if !ascending(entry.Deleted, t.Len()) {
			say("lists deleted letters of segment %s that it cannot have", entry.ID)
		}
		for l := range uint32(t.Len()) {
			newest = max(newest, t.Sequence[l])
			if _, deleted := slices.BinarySearch(entry.Deleted, l); deleted {
				continue
			}
			from, to := t.Docs(l)
			items, letters = items+int(to-from), letters+1
			if id := t.IDs.At(int(l)); seen[id] {
				say("lets letter %s live twice", id)
			} else {
				seen[id] = true
			}
		}
		_ = t.File.Close()
	}
	if items != m.Items || letters != m.Letters {
		say("says %d items in %d letters, the segments hold %d in %d", m.Items, m.Letters, items, letters)
	}
	if m.Sequence < newest {
		say("says that letter %d was the last, there is a letter %d", m.Sequence, newest)
	}
	return found
}

// ascending reports whether ordinals are below n, in order, without doubles.
func ascending(ordinals []uint32, n int) bool {
	for i, o := range ordinals {
		if int(o) >= n || i > 0 && o <= ordinals[i-1] {
			return false
		}
	}
	return true
}

func orphans(dir string, current int) ([]string, error) {
	out := []string{}
	err := eachUnnamed(dir, current, func(id string) error {
		out = append(out, segmentPath(dir, id))
		return nil
	})
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(segment.BuildingDir(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		out = append(out, filepath.Join(filepath.Base(segment.BuildingDir(dir)), e.Name()))
	}
	return out, nil
}
