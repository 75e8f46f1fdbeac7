package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"imrsearch/parser/extract"
)

func TestMain(m *testing.M) {
	extract.WorkerMain()
	testscript.Main(m, map[string]func(){
		"imr": main,
	})
}

// TestScripts runs the scripts of testdata/script, each in a folder of its
// own: they read like a user's session. $LETTERS names the invented letters,
// $DENIALS invented denials,
// $INDEX a data folder that has them, for scripts that change nothing.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("scripts start hundreds of processes: the whole run does")
	}
	root, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	shared := filepath.Join(t.TempDir(), "shared")
	t.Setenv("IMR_CONFIG", os.DevNull)
	if status := run([]string{"ingest", "--quiet", "--data", shared, filepath.Join(root, "letters")}, nil, io.Discard, os.Stderr); status != 0 {
		t.Fatalf("ingest of the invented letters: status %d", status)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("LETTERS", filepath.Join(root, "letters"))
			env.Setenv("DENIALS", filepath.Join(root, "denials"))
			env.Setenv("INDEX", shared)
			env.Setenv("HOSTILE", filepath.Join(root, "hostile"))
			env.Setenv("IMR_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("HOME", env.WorkDir)
			env.Values[heldKey{}] = map[string]*held{}
			return nil
		},
		Cmds:          scriptCommands,
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
