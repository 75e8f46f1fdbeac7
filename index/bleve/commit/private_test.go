//go:build unix

package commit_test

import (
	"os"
	"path/filepath"
	"testing"

	"imrsearch/index/bleve/commit"
)

// TestFoldersAreTheUsersOwn holds that no other user of the machine can look into
// an index: letters name patients' injuries.
func TestFoldersAreTheUsersOwn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "index")
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, d := range []string{filepath.Dir(dir), dir, filepath.Join(dir, "segments"), filepath.Join(dir, "generations")} {
		if info, err := os.Stat(d); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", d, info.Mode(), err)
		}
	}
}
