package lettertest

import "imrsearch/parser/imr"

// The sample: letters of every layout, every third as PDF, with a few traps
// each.
const (
	sampleLetters = 84
	sampleSeed    = 2013
	sampleShare   = 5
)

// Sample returns the files of testdata/letters, in their order. They are
// enough to see every layout and most traps, and few enough to keep.
func Sample() ([]File, error) {
	layouts := []imr.Layout{
		imr.LayoutE, imr.LayoutC, imr.LayoutE, imr.LayoutF, imr.LayoutD, imr.LayoutE,
		imr.LayoutB, imr.LayoutC, imr.LayoutF, imr.LayoutA, imr.LayoutE, imr.LayoutZ,
	}
	g := New(Options{Seed: sampleSeed, Layouts: layouts, Traps: Traps(), Share: sampleShare})
	var files []File
	for i := range sampleLetters {
		format := TextFormat
		if i%8 == 1 || i%8 == 4 || i%8 == 6 {
			format = PDFFormat
		}
		f, err := g.Letter(i).File(format)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
