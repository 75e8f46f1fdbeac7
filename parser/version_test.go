package parser_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
	"imrsearch/parser/lexicon"
)

// TestVersion holds that letters change only with the version of the parser or
// of the lexicon: testdata/version.txt has both, and the sums of generated
// texts and of the letters that they read from these. After a change of the rules raise parser.Version and
// write the file with -update.
func TestVersion(t *testing.T) {
	texts, letters := sha256.New(), sha256.New()
	for _, traps := range [][]lettertest.Trap{nil, lettertest.Traps()} {
		g := lettertest.New(lettertest.Options{Seed: 11, Traps: traps, Share: 20,
			Layouts: []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutD, imr.LayoutE, imr.LayoutF}})
		for i := range 150 {
			l := g.Letter(i)
			texts.Write(l.Bytes())
			p := parseFile(t, l.Name+".txt", l.Bytes())
			p.Letter.Source = imr.Source{}
			b, err := json.Marshal(p.Letter)
			if err != nil {
				t.Fatal(err)
			}
			letters.Write(b)
		}
	}
	got := fmt.Sprintf("parser %d\nlexicon %s\ntexts %x\nletters %x\n", parser.Version, lexicon.Version(), texts.Sum(nil)[:8], letters.Sum(nil)[:8])
	old, err := os.ReadFile("testdata/version.txt")
	if err != nil {
		t.Fatal(err)
	}
	same, read, _ := strings.Cut(got, "letters ")
	if oldSame, oldRead, _ := strings.Cut(string(old), "letters "); same == oldSame && read != oldRead {
		t.Fatalf("the same texts give other letters than before, and parser.Version is still %d: raise it", parser.Version)
	}
	golden(t, "version.txt", got)
}
