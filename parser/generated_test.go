package parser_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/check"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

var (
	letters = flag.Int("letters", 320, "generated letters a profile")
	seed    = flag.Uint64("seed", 1, "of the generated letters")
)

// parseFile reads a file as the commands do.
func parseFile(t testing.TB, name string, data []byte) *parser.Parsed {
	t.Helper()
	doc, err := extract.Read(name, data)
	if err != nil {
		t.Fatalf("%s: extract: %v", name, err)
	}
	letters, rest, err := parser.Letters(imr.Source{Path: name, Bytes: int64(len(data))}, doc)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(letters) != 1 || rest != 0 || letters[0].Letter.Source.FirstPage != 0 {
		os.MkdirAll("/tmp/try/bad", 0o755)
		os.WriteFile("/tmp/try/bad/"+name, data, 0o644)
		t.Errorf("%s: %d letters, pages %d to %d, %d pages of none", name, len(letters), letters[0].Letter.Source.FirstPage, letters[0].Letter.Source.LastPage, rest)
	}
	return letters[0]
}

// A tally counts the fields of generated letters.
type tally struct {
	*testing.T
	check        *check.Table
	right, total int
	letters      int
}

// TestGenerated reads letters of all layouts, plain, with every trap for
// itself, and with many traps at once: all items and outcomes must be right,
// and 99.5 % of all fields.
func TestGenerated(t *testing.T) {
	all, letters := &tally{T: t, check: check.New()}, *letters
	if testing.Short() {
		letters /= 8
	}
	layouts := []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutD, imr.LayoutE, imr.LayoutF}
	all.read("plain", lettertest.Options{Seed: *seed, Layouts: layouts}, letters)
	for _, trap := range lettertest.Traps() {
		all.read("trap "+string(trap), lettertest.Options{Seed: *seed + 1, Layouts: layouts, Traps: []lettertest.Trap{trap}}, letters/8+7)
	}
	all.read("many traps", lettertest.Options{Seed: *seed + 2, Layouts: layouts, Traps: lettertest.Traps(), Share: 12}, letters)
	t.Logf("%d letters, %d of %d fields right\n%s", all.letters, all.right, all.total, all.check)
	if share := float64(all.right) / float64(all.total); share < 0.995 {
		t.Errorf("%.2f %% of the fields right, want 99.5 %%", 100*share)
	}
}

// read reads n letters with these options.
func (t *tally) read(name string, opt lettertest.Options, n int) {
	g := lettertest.New(opt)
	for i := range n {
		l := g.Letter(i)
		p := parseFile(t, l.Name+".txt", l.Bytes())
		b, err := json.Marshal(l.Truth)
		if err != nil {
			t.Fatal(err)
		}
		if err := t.check.Add(name, &p.Letter, b); err != nil {
			t.Fatal(err)
		}
		t.letters++
		for _, v := range check.Compare(p.Letter, l.Truth) {
			t.count(v, name, i, l)
		}
	}
}

// count counts a field; a wrong item or outcome is an error at once.
func (t *tally) count(v check.Verdict, name string, i int, l lettertest.Letter) {
	t.total++
	if v.Right {
		t.right++
		return
	}
	say := t.Logf
	if v.Field == "item count" || v.Field == "item.outcome" {
		say = t.Errorf
	}
	say("%s %d (%s, %v) item %d %s:\n  want %q\n  got  %q", name, i, l.Truth.Layout, l.Traps, v.Item, v.Field, v.Want, v.Got)
}
