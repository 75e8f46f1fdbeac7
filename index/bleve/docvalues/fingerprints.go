package docvalues

import (
	"imrsearch/index"
	"imrsearch/index/alike"
	"imrsearch/index/bleve/sectionfile"
)

// Fingerprints are those of the rationales of a segment's documents; see
// package alike. They lie in the file of the columns: eight bytes an item, and
// four for each band.
type Fingerprints struct {
	Exact []uint64
	bands []uint32
}

func fingerprintsOf(f *sectionfile.File) Fingerprints {
	return Fingerprints{sectionfile.Numbers[uint64](f, "alike.exact"), sectionfile.Numbers[uint32](f, "alike.bands")}
}

func (p *Fingerprints) fit(items int) bool {
	return len(p.Exact) == items && len(p.bands) == items*alike.Bands
}

// Bands returns the bands of a document.
func (p *Fingerprints) Bands(doc uint32) []uint32 {
	return p.bands[int(doc)*alike.Bands : (int(doc)+1)*alike.Bands]
}

// AddRationale adds the fingerprint of the next item, whose rationale has
// these words.
func (b *ColumnsBuilder) AddRationale(d *index.Determination, words []string) {
	p := alike.Of(words, string(d.Item.Outcome), d.Subject())
	b.prints.Exact = append(b.prints.Exact, p.Exact)
	b.prints.bands = append(b.prints.bands, p.Bands[:]...)
}

func (p *Fingerprints) write(out *sectionfile.Writer) {
	sectionfile.PutNumbers(out, "alike.exact", p.Exact)
	sectionfile.PutNumbers(out, "alike.bands", p.bands)
}
