package segment

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/index/text"
)

// Schema is the version of the files' format. A change of what any file
// means is a new number.
const Schema = 11

// A Manifest describes one generation.
type Manifest struct {
	Generation int            `json:"generation"`
	Schema     int            `json:"schema"`
	Text       int            `json:"text"` // version of the segmentation
	Letter     uint32         `json:"letter_shape"`
	Built      time.Time      `json:"built"`
	Letters    int            `json:"letters"` // alive
	Items      int            `json:"items"`
	Sequence   uint64         `json:"sequence"` // of the newest letter
	Shards     []SegmentEntry `json:"shards"`
	// Superseded holds the letters that are in no shard any more, by the
	// SHA-256 of their bytes: merging leaves the dead out, and those bytes
	// must not come in again.
	Superseded map[string]string `json:"superseded,omitempty"`
}

// Supersede keeps in mind what a shard that is about to go knew of its dead.
func (m *Manifest) Supersede(s *Segment, dead []uint32) {
	for _, l := range dead {
		if sum := s.Letters.Sum(l); sum != "" {
			if m.Superseded == nil {
				m.Superseded = map[string]string{}
			}
			m.Superseded[sum] = s.Letters.IDs.At(int(l))
		}
	}
}

type SegmentEntry struct {
	ID      string                `json:"id"`
	Items   int                   `json:"items"`
	Letters int                   `json:"letters"`
	Files   []sectionfile.FileSum `json:"files"`
	// Dead holds the superseded letters, as ordinals.
	Dead []uint32 `json:"dead,omitempty"`
}

func (m *SegmentEntry) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	return n
}

// The places of an index directory.
func CurrentPath(dir string) string { return filepath.Join(dir, "CURRENT") }

func lockPath(dir string) string { return filepath.Join(dir, "LOCK") }

func GenerationsDir(dir string) string {
	return filepath.Join(dir, "generations")
}

func SegmentsDir(dir string) string { return filepath.Join(dir, "shards") }

func SegmentDir(dir, id string) string { return filepath.Join(dir, "shards", id) }

func BuildingDir(dir string) string { return filepath.Join(dir, "building") }

func ManifestPath(dir string, n int) string {
	return filepath.Join(GenerationsDir(dir), manifestName(n))
}

func manifestName(generation int) string { return fmt.Sprintf("%06d.json", generation) }

// ReadCurrent returns the number of the serving generation. Errors:
// index.ErrNoIndex, index.ErrDamaged.
func ReadCurrent(dir string) (int, error) {
	b, err := os.ReadFile(CurrentPath(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s: %w", dir, index.ErrNoIndex)
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s holds no generation: %w", CurrentPath(dir), index.ErrDamaged)
	}
	return n, nil
}

// ReadManifest reads a generation. Errors: index.ErrDamaged,
// index.ErrVersion.
func ReadManifest(dir string, generation int) (*Manifest, error) {
	path := ManifestPath(dir, generation)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, err, index.ErrDamaged)
	}
	if m.Schema != Schema || m.Text != text.Version || m.Letter != storedfields.LetterShape {
		return nil, fmt.Errorf("%s: format %d.%d, this program reads %d.%d: %w",
			path, m.Schema, m.Text, Schema, text.Version, index.ErrVersion)
	}
	return &m, nil
}

// Publish writes a manifest and makes it the serving generation: all files
// that it names must be durable already.
func Publish(dir string, m *Manifest) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := sectionfile.WriteDurable(ManifestPath(dir, m.Generation), append(b, '\n')); err != nil {
		return fmt.Errorf("write generation: %w", err)
	}
	if err := sectionfile.WriteDurable(CurrentPath(dir), []byte(strconv.Itoa(m.Generation)+"\n")); err != nil {
		return fmt.Errorf("write CURRENT: %w", err)
	}
	return nil
}

// GenerationsOf lists the generations in dir, oldest first.
func GenerationsOf(dir string) ([]int, error) {
	entries, err := os.ReadDir(GenerationsDir(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []int
	for _, e := range entries {
		if n, err := strconv.Atoi(strings.TrimSuffix(e.Name(), ".json")); err == nil && n > 0 {
			list = append(list, n)
		}
	}
	return list, err
}
