package main

import (
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
// own: they read like a user's session. $LETTERS names the invented letters.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("LETTERS", filepath.Join(root, "letters"))
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
