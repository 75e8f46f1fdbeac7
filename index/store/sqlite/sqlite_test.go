package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
)

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStoreWithoutAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d", FileName)
	s := open(t, path)
	ctx := t.Context()
	saved, err := s.Saved(ctx)
	visits, err2 := s.Visits(ctx, 0)
	labels, err3 := s.Labels(ctx)
	on, err4 := s.HistoryOn(ctx)
	if err := errors.Join(err, err2, err3, err4, s.ClearHistory(ctx)); err != nil || len(saved)+len(visits)+len(labels.All()) > 0 || !on {
		t.Fatalf("an empty store has %v, %v, %v, history %v, %v", saved, visits, labels.All(), on, err)
	}
	if err := s.Restore(ctx, "x"); !errors.Is(err, index.ErrNotKept) {
		t.Errorf("Restore: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("reading made a file")
	}
	if err := s.Change(ctx, []index.Label{{Item: "CM16-0000001/1", Tag: "urgent"}}, nil); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
	// Another that is open sees the file which was made meanwhile.
	if labels, err := open(t, path).Labels(ctx); err != nil || len(labels.Tags()) != 1 {
		t.Errorf("%v, %v", labels.Tags(), err)
	}
}

func TestSearches(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), FileName))
	ctx := t.Context()
	steps := store.Saved{Name: "Steps", Address: "q=epidural&outcome=upheld", Note: "for the hearing"}
	first, err := s.Save(ctx, steps, false)
	if err != nil || first.Number != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	if _, err := s.Save(ctx, store.Saved{Name: "sTEPS", Address: "q=x"}, false); !errors.Is(err, store.ErrExists) {
		t.Errorf("a second one of a name: %v", err)
	}
	for _, bad := range []store.Saved{{Name: "12", Address: "q=x"}, {Name: "a b", Address: "q=x"}, {Name: "", Address: "q=x"}, {Name: "x", Address: ""}, {Name: "x", Address: "limit=oops"}, {Name: "x", Address: "q=x", Grammar: 99}} {
		var fault *index.RequestError
		if _, err := s.Save(ctx, bad, true); !errors.As(err, &fault) {
			t.Errorf("Save(%+v): %v", bad, err)
		}
	}
	want := store.Matched{{ID: "CM16-0000001/2", Outcome: imr.Upheld}, {ID: "CM16-0000001/10", Outcome: imr.Overturned}}
	if m, err := s.Matched(ctx, 1); m != nil || err != nil {
		t.Errorf("before the first check: %v, %v", m, err)
	}
	at := time.UnixMilli(1_790_000_000_123).UTC()
	if err := s.SetMatched(ctx, 1, want, at); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, "@steps"); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, "steps"); !errors.Is(err, index.ErrNotKept) {
		t.Errorf("removed twice: %v", err)
	}
	if err := s.Restore(ctx, "steps"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Matched(ctx, 1); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("restored without what it matched: %v, %v", got, err)
	}
	all, err := s.Saved(ctx)
	steps.Number, steps.Grammar, steps.Checked, steps.Items = 1, 1, at, 2
	if d := cmp.Diff([]store.Saved{steps}, all, cmpopts.IgnoreFields(store.Saved{}, "Created")); d != "" || err != nil {
		t.Errorf("Saved (-want +got)\n%s%v", d, err)
	}
	// Another takes the name of a removed one, and a new number.
	if err := errors.Join(s.Remove(ctx, "steps"), s.Note(ctx, &index.Request{Query: "mri"}, 3)); err != nil {
		t.Fatal(err)
	}
	again, err := s.Save(ctx, store.Saved{Name: "steps", Address: "q=y"}, false)
	if err != nil || again.Number != 3 {
		t.Errorf("saved again: %+v, %v", again, err)
	}
	if err := s.Restore(ctx, "steps"); !errors.Is(err, store.ErrExists) {
		t.Errorf("restored over another: %v", err)
	}
	replaced, err := s.Save(ctx, store.Saved{Name: "STEPS", Address: "q=z"}, true)
	if err != nil || replaced.Number != 3 {
		t.Errorf("replaced: %+v, %v", replaced, err)
	}
	keeper := store.Keeper(s)
	for name, q := range map[string]string{"Steps": "z", "3": "z", "2": "mri"} {
		if req, err := keeper.KeptRequest(ctx, name); err != nil || req.Query != q {
			t.Errorf("@%s: %+v, %v", name, req, err)
		}
	}
	for _, name := range []string{"stepps", "1", "77"} {
		if _, err := keeper.KeptRequest(ctx, name); !errors.Is(err, index.ErrNotKept) {
			t.Errorf("@%s: %v", name, err)
		}
	}
}

func TestLabels(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	s, other := open(t, path), open(t, path)
	ctx := t.Context()
	add := []index.Label{{Item: "CM16-0000001/1", Tag: "To Cite"}, {Item: "cm16-1/1", Tag: "to  cite"}, {Item: "CM16-0000001/2", Note: "=call\nthem"}}
	add[1].Item = "cm16 0000001/1" // as people write it: the same item
	if err := s.Change(ctx, add, nil); err != nil {
		t.Fatal(err)
	}
	before, err := other.Labels(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []index.Label{{Item: "CM16-0000001/1", Tag: "To Cite"}, {Item: "CM16-0000001/2", Note: "=call\nthem"}}
	if d := cmp.Diff(want, before.All()); d != "" {
		t.Errorf("Labels (-want +got)\n%s", d)
	}
	if again, err := other.Labels(ctx); err != nil || again != before {
		t.Errorf("labels that did not change were read again, %v", err)
	}
	if err := s.Change(ctx, []index.Label{{Item: "CM16-0000001/2", Note: "other"}}, []index.Label{{Item: "CM16-0000001/1", Tag: "TO CITE"}}); err != nil {
		t.Fatal(err)
	}
	after, err := other.Labels(ctx)
	if d := cmp.Diff([]index.Label{{Item: "CM16-0000001/2", Note: "other"}}, after.All()); d != "" || err != nil || after.Version == before.Version {
		t.Errorf("Labels, changed (-want +got)\n%s%v", d, err)
	}
	if err := s.Change(ctx, nil, []index.Label{{Item: "CM16-0000001/2"}}); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Labels(ctx); err != nil || len(l.All()) > 0 {
		t.Errorf("%v, %v", l.All(), err)
	}
	for _, bad := range []index.Label{{Item: "CM16-0000001", Tag: "x"}, {Item: "CM16-0000001/1", Tag: "--"}, {Item: "", Note: "x"}, {Item: "CM16-0000001/1", Note: strings.Repeat("x", store.MaxNote+1)}, {Item: "CM16-0000001/1", Tag: strings.Repeat("x", store.MaxTag+1)}} {
		var fault *index.RequestError
		if err := s.Change(ctx, []index.Label{{Item: "CM16-0000009/1", Tag: "with it"}, bad}, nil); !errors.As(err, &fault) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if l, _ := s.Labels(ctx); len(l.All()) > 0 {
		t.Errorf("of labels with a bad one some were kept: %v", l.All())
	}
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	s := open(t, path)
	ctx := t.Context()
	note := func(q string, items int) {
		t.Helper()
		if err := s.Note(ctx, &index.Request{Query: q, Limit: 5, Cursor: "c", Facets: true}, items); err != nil {
			t.Fatal(err)
		}
	}
	note("knee mri", 5)
	note("planted-opioid", 7)
	note("knee mri", 6)
	note("", 100)
	note(strings.Repeat("pasted denial ", 20), 1)
	visits, err := s.Visits(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []store.Visit{{Number: 1, Address: "q=knee+mri", Grammar: 1, Times: 2, Items: 6}, {Number: 2, Address: "q=planted-opioid", Grammar: 1, Times: 1, Items: 7}}
	if d := cmp.Diff(want, visits, cmpopts.IgnoreFields(store.Visit{}, "At")); d != "" {
		t.Errorf("Visits (-want +got)\n%s", d)
	}
	if err := s.SetHistory(ctx, false); err != nil {
		t.Fatal(err)
	}
	note("secret", 1)
	if err := s.ClearHistory(ctx); err != nil {
		t.Fatal(err)
	}
	if visits, err := s.Visits(ctx, 0); err != nil || len(visits) > 0 {
		t.Errorf("cleared: %v, %v", visits, err)
	}
	for _, name := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"planted", "secret", "pasted"} {
			if bytes.Contains(data, []byte(word)) {
				t.Errorf("%s still has %q", filepath.Base(name), word)
			}
		}
	}
	if err := s.SetHistory(ctx, true); err != nil {
		t.Fatal(err)
	}
	note("again", 1)
	if visits, _ := s.Visits(ctx, 0); len(visits) != 1 || visits[0].Number != 3 {
		t.Errorf("a number was given twice: %v", visits)
	}
}

// TestForeignFiles: what is not ours to read is refused, and left as it is.
func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	database := func(name string, statements ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", source(path))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database at all ", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, say := range map[string]string{
		text:                                   "move the file away",
		database("other", "CREATE TABLE x(y)"): "another program",
		database("newer", fmt.Sprintf("PRAGMA application_id = %d", applicationID), "PRAGMA user_version = 99"): "version 99",
	} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), path)
		if !errors.Is(err, store.ErrFormat) || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
}

// TestMigrations brings a file of every version to today's, with what it keeps.
func TestMigrations(t *testing.T) {
	for version := 1; version <= len(migrations); version++ {
		path := filepath.Join(t.TempDir(), FileName)
		db, err := sql.Open("sqlite", source(path))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range append(append([]string{}, migrations[:version]...),
			fmt.Sprintf("PRAGMA application_id = %d", applicationID), fmt.Sprintf("PRAGMA user_version = %d", version),
			"INSERT INTO saved(number, name, folded, address, grammar, note, created) VALUES(7, 'Old', 'old', 'q=knee', 1, '', 1)") {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		db.Close()
		saved, err := open(t, path).Saved(t.Context())
		if err != nil || len(saved) != 1 || saved[0].Number != 7 {
			t.Errorf("version %d: %v, %v", version, saved, err)
		}
	}
}

// writerVariable makes the test binary a process that writes to a store.
const writerVariable = "IMR_TEST_STORE_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerVariable); path != "" {
		if err := write(path, os.Getenv(writerVariable+"_NAME")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// writes is how often each process writes.
const writes = 40

func write(path, name string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	for i := range writes {
		err := errors.Join(
			s.Note(ctx, &index.Request{Query: fmt.Sprint(name, " ", i)}, i),
			s.Change(ctx, []index.Label{{Item: fmt.Sprintf("CM16-%07d/1", i), Tag: name}}, nil))
		if err != nil {
			return err
		}
		if _, err := s.Save(ctx, store.Saved{Name: fmt.Sprint(name, "-", i), Address: "q=x"}, false); err != nil {
			return err
		}
	}
	return nil
}

// TestProcesses: three processes make one file and write to it at once, while
// this one reads. Nothing is lost, no number is given twice.
func TestProcesses(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), FileName)
	reader := open(t, path)
	names := []string{"one", "two", "three"}
	var running []*exec.Cmd
	output := make([]bytes.Buffer, len(names))
	for i, name := range names {
		c := exec.Command(self)
		c.Env = append(os.Environ(), writerVariable+"="+path, writerVariable+"_NAME="+name)
		c.Stderr = &output[i]
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, c)
		if _, err := reader.Labels(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for i, c := range running {
		if err := c.Wait(); err != nil {
			t.Errorf("%s: %v\n%s", names[i], err, output[i].String())
		}
	}
	saved, err := reader.Saved(t.Context())
	visits, err2 := reader.Visits(t.Context(), 0)
	labels, err3 := reader.Labels(t.Context())
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	all := len(names) * writes
	if len(saved) != all || len(visits) != all || len(labels.All()) != all {
		t.Errorf("%d saved, %d visits, %d labels, want %d each", len(saved), len(visits), len(labels.All()), all)
	}
	numbers := map[int]bool{}
	for _, s := range saved {
		numbers[s.Number] = true
	}
	for _, v := range visits {
		numbers[v.Number] = true
	}
	if len(numbers) != 2*all {
		t.Errorf("%d numbers for %d searches", len(numbers), 2*all)
	}
}
