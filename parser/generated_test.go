package parser_test

import (
	"encoding/json"
	"flag"
	"testing"

	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

var (
	letters = flag.Int("letters", 400, "generated letters a profile")
	seed    = flag.Uint64("seed", 1, "of the generated letters")
)

// parseFile reads a file as the commands do.
func parseFile(t testing.TB, name string, data []byte) *parser.Parsed {
	t.Helper()
	doc, err := extract.Read(name, data)
	if err != nil {
		t.Fatalf("%s: extract: %v", name, err)
	}
	p, err := parser.Parse(imr.Source{Path: name, Bytes: int64(len(data))}, doc)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

// TestGenerated reads letters of all layouts, plain, with every trap for
// itself, and with many traps at once.
func TestGenerated(t *testing.T) {
	check := parser.NewCheck()
	items := map[string][2]int{}
	total, right, letterCount := 0, 0, 0
	run := func(name string, opt lettertest.Options, n int) {
		g := lettertest.New(opt)
		for i := range n {
			l := g.Letter(i)
			data := l.Bytes()
			p := parseFile(t, l.Name+".txt", data)
			truth := l.Truth
			letterCount++
			b, err := json.Marshal(truth)
			if err != nil {
				t.Fatal(err)
			}
			if err := check.Add(name, p, b); err != nil {
				t.Fatal(err)
			}
			for _, v := range parser.Compare(p.Letter, truth) {
				total++
				if v.Right {
					right++
				}
				switch v.Field {
				case "item count", "item.outcome":
					c := items[v.Field]
					c[1]++
					if v.Right {
						c[0]++
					}
					items[v.Field] = c
				}
				if !v.Right {
					t.Logf("%s %d (%s, %v) item %d %s:\n  want %q\n  got  %q", name, i, truth.Layout, l.Traps, v.Item, v.Field, v.Want, v.Got)
				}
			}
		}
	}
	layouts := []imr.Layout{imr.LayoutZ, imr.LayoutA, imr.LayoutB, imr.LayoutC, imr.LayoutD, imr.LayoutE, imr.LayoutF}
	run("plain", lettertest.Options{Seed: *seed, Layouts: layouts}, *letters)
	for _, trap := range lettertest.Traps() {
		run("trap "+string(trap), lettertest.Options{Seed: *seed + 1, Layouts: layouts, Traps: []lettertest.Trap{trap}}, *letters/8+7)
	}
	run("many traps", lettertest.Options{Seed: *seed + 2, Layouts: layouts, Traps: lettertest.Traps(), Share: 12}, *letters)
	t.Logf("\n%s", check)
	for f, c := range items {
		if c[0] != c[1] {
			t.Errorf("%s: %d of %d right; all must be", f, c[0], c[1])
		}
	}
	if share := float64(right) / float64(total); share < 0.995 {
		t.Errorf("%d of %d fields right = %.2f %%, want 99.5 %%", right, total, 100*share)
	}
	t.Logf("%d letters, %d of %d fields right", letterCount, right, total)
}
