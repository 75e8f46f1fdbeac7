package segment

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imrsearch/index"
)

// FuzzReadManifest holds that a manifest and CURRENT of any bytes are read, or
// refused as damaged or of another version.
func FuzzReadManifest(f *testing.F) {
	f.Add([]byte(`{"schema":13,"segments":[{"id":"x","deleted":[1,2]}]}`), []byte("1"))
	f.Add([]byte("null"), []byte("-1\n"))
	f.Add([]byte("[[[["), []byte(""))
	dir := f.TempDir()
	if err := os.MkdirAll(filepath.Dir(ManifestPath(dir, 1)), 0o700); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, manifest, current []byte) {
		if err := errors.Join(os.WriteFile(ManifestPath(dir, 1), manifest, 0o600), os.WriteFile(CurrentPath(dir), current, 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadManifest(dir, 1); err != nil && !errors.Is(err, index.ErrDamaged) && !errors.Is(err, index.ErrVersion) {
			t.Fatalf("manifest: %v", err)
		}
		if n, err := ReadCurrent(dir); err != nil && !errors.Is(err, index.ErrDamaged) && !errors.Is(err, index.ErrNoIndex) || err == nil && n < 0 {
			t.Fatalf("CURRENT: %d, %v", n, err)
		}
	})
}
