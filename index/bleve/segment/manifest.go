package segment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/record"
	"imrsearch/index/text"
)

// Schema is the version of the files' format. A change of what any file
// means is a new number.
const Schema = 14

// A Manifest describes one generation.
type Manifest struct {
	Generation int            `json:"generation"`
	Schema     int            `json:"schema"`
	Text       int            `json:"text"` // version of the segmentation
	Letter     uint32         `json:"letter_shape"`
	Built      time.Time      `json:"built"`
	Letters    int            `json:"letters"` // live
	Items      int            `json:"items"`
	Sequence   uint64         `json:"sequence"` // of the newest letter
	Segments   []SegmentEntry `json:"segments"`
	// Superseded holds the letters that are in no segment any more, by the
	// SHA-256 of their bytes: merging leaves deleted letters out, and those bytes
	// must not come in again.
	Superseded map[string]string `json:"superseded,omitempty"`

	sum string // SHA-256 of the manifest's file
}

// Supersede keeps in mind the bytes of the deleted letters of a segment that is
// about to go, but for those that another segment holds.
func (m *Manifest) Supersede(s *Segment, deleted []uint32, held func(sha256 string) bool) {
	for _, l := range deleted {
		if sum := s.Letters.Sum(l); sum != "" && !held(sum) {
			if m.Superseded == nil {
				m.Superseded = map[string]string{}
			}
			m.Superseded[sum] = s.Letters.IDs.At(int(l))
		}
	}
}

// A SegmentEntry describes one segment in a manifest.
type SegmentEntry struct {
	ID      string                `json:"id"`
	Items   int                   `json:"items"`
	Letters int                   `json:"letters"`
	Files   []sectionfile.FileSum `json:"files"`
	// Deleted holds the superseded letters, as ordinals, ascending.
	Deleted []uint32 `json:"deleted,omitempty"`
	// Readings holds what read the segment's letters, without doubles.
	Readings []Reading `json:"readings,omitempty"`
}

// Outdated reports whether letters of the segment may have been read by
// something else than now; never when now is unknown.
func (m *SegmentEntry) Outdated(now Reading) bool {
	return now != Reading{} && !slices.Equal(m.Readings, []Reading{now})
}

// Bytes returns the size of the files that the manifest lists.
func (m *SegmentEntry) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	return n
}

// CurrentPath returns the file that names the serving generation.
func CurrentPath(dir string) string { return filepath.Join(dir, "CURRENT") }

func lockPath(dir string) string { return filepath.Join(dir, "LOCK") }

// GenerationsDir returns the folder of manifests.
func GenerationsDir(dir string) string {
	return filepath.Join(dir, "generations")
}

// SegmentsDir returns the folder of finished segments.
func SegmentsDir(dir string) string { return filepath.Join(dir, "segments") }

// SegmentDir returns the folder of a segment.
func SegmentDir(dir, id string) string { return filepath.Join(dir, "segments", id) }

// BuildingDir returns the folder of segments that are being built.
func BuildingDir(dir string) string { return filepath.Join(dir, "building") }

// ManifestPath returns the manifest of generation n.
func ManifestPath(dir string, n int) string {
	return filepath.Join(GenerationsDir(dir), manifestName(n))
}

func manifestName(generation int) string { return fmt.Sprintf("%06d.json", generation) }

// noGeneration is what CURRENT says until the first generation is published.
const noGeneration = "none"

// ReadCurrent returns the number of the serving generation. Errors:
// index.ErrNoIndex before the first one; index.ErrDamaged when CURRENT names
// none, or is missing although generations exist.
func ReadCurrent(dir string) (int, error) {
	b, err := os.ReadFile(CurrentPath(dir))
	if errors.Is(err, fs.ErrNotExist) {
		if list, err := GenerationsOf(dir); err != nil || len(list) > 0 {
			return 0, fmt.Errorf("%s is missing: %w", CurrentPath(dir), errors.Join(err, index.ErrDamaged))
		}
		return 0, fmt.Errorf("%s: %w", dir, index.ErrNoIndex)
	}
	if err != nil {
		return 0, err
	}
	if strings.TrimSpace(string(b)) == noGeneration {
		return 0, fmt.Errorf("%s: %w", dir, index.ErrNoIndex)
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
	if m.Schema != Schema || m.Text != text.Version || m.Letter != record.LetterShape {
		return nil, fmt.Errorf("%s: format %d.%d, this program reads %d.%d: %w",
			path, m.Schema, m.Text, Schema, text.Version, index.ErrVersion)
	}
	m.sum = hashOf(b)
	return &m, nil
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Publish writes a manifest and makes it the serving generation: all files
// that it names must be durable already. Readers see the generation from the
// moment CURRENT is replaced, which is the last step.
func Publish(dir string, m *Manifest, hook Hook) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	b = append(b, '\n')
	m.sum = hashOf(b)
	if _, err := os.Stat(CurrentPath(dir)); errors.Is(err, fs.ErrNotExist) {
		// From the first manifest on, a missing CURRENT is a lost one.
		if err := SetCurrent(dir, 0); err != nil {
			return err
		}
	}
	if err := hook.At("write manifest"); err != nil {
		return err
	}
	if err := sectionfile.WriteDurable(ManifestPath(dir, m.Generation), b); err != nil {
		return fmt.Errorf("write generation: %w", err)
	}
	if err := hook.At("write CURRENT"); err != nil {
		return err
	}
	return SetCurrent(dir, m.Generation)
}

// SetCurrent makes a generation the serving one; 0 is none.
func SetCurrent(dir string, generation int) error {
	says := noGeneration
	if generation > 0 {
		says = strconv.Itoa(generation)
	}
	if err := sectionfile.WriteDurable(CurrentPath(dir), []byte(says+"\n")); err != nil {
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
