package parser_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLetters reads an invented letter of each layout, and one of none. The
// letters stand in testdata/letters, what they say beside them.
func TestLetters(t *testing.T) {
	paths, err := filepath.Glob("testdata/letters/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no letters: %v", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := parseFile(t, name, data)
			p.Letter.Source.Extractor = ""
			for i := range p.Letter.Items { // the lexicon's facts have tests of their own
				it := &p.Letter.Items[i]
				it.Treatment.Names, it.Treatment.Drugs, it.Treatment.BodyParts, it.Treatment.DrugClass = nil, nil, nil, nil
				it.Treatment.Dose, it.Treatment.Levels = nil, nil
				it.Reasons, it.ReasonsFor, it.ReasonsAgainst = nil, nil, nil
			}
			b, err := json.MarshalIndent(p.Letter, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "letters/"+strings.TrimSuffix(name, ".txt")+".golden", string(b)+"\n")
		})
	}
}
