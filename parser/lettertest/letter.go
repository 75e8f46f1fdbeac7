package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// A Letter is one invented letter with its truth.
type Letter struct {
	Truth imr.Letter
	Name  string // base name of its file, often the case number
	Text  string // pages are parted by form feeds, as a good extractor gives it
	Traps []Trap // what is in it, of the traps that were asked for

	pages       []page
	windows1252 bool
	seed        uint64
}

// layoutMix is how likely the layouts are among the letters of 2013 to 2020.
var layoutMix = func() weighted[imr.Layout] {
	var w weighted[imr.Layout]
	w.add(imr.LayoutZ, 1)
	w.add(imr.LayoutA, 4)
	w.add(imr.LayoutB, 4)
	w.add(imr.LayoutC, 16)
	w.add(imr.LayoutD, 12)
	w.add(imr.LayoutE, 38)
	w.add(imr.LayoutF, 25)
	return w
}()

// Letter returns the i-th letter.
func (g *Generator) Letter(i int) Letter {
	if g.bench != nil {
		return g.benchLetterAt(i)
	}
	d := g.draft(i)
	p := &paper{width: d.between(92, 98), height: d.between(44, 50), twoSpaces: d.twoSpaces,
		hyphens: d.traps[TrapHyphenatedAtBreak] || d.chance(50)}
	switch d.truth.Layout {
	case imr.LayoutZ:
		d.layOutZ(p)
	case imr.LayoutA:
		d.layOutA(p)
	case imr.LayoutB:
		d.layOutB(p)
	default:
		d.layOutCF(p)
	}
	for len(p.pages) > 0 && len(p.pages[len(p.pages)-1]) == 0 {
		p.pages = p.pages[:len(p.pages)-1]
	}
	d.furnish(p)
	if d.traps[TrapCurlyQuotes] || d.traps[TrapWindows1252] {
		d.curlLetter(p)
	}
	l := Letter{Truth: d.truth, Name: d.name, pages: p.pages, seed: d.Uint64(), windows1252: d.traps[TrapWindows1252]}
	for _, t := range allTraps {
		if d.traps[t] {
			l.Traps = append(l.Traps, t)
		}
	}
	l.Text = d.text(p)
	l.Truth = l.identified(l.Bytes())
	return l
}

// draft draws the facts of the i-th letter and its items.
func (g *Generator) draft(i int) *draft {
	d := &draft{source: newSource(g.opt.Seed, 2, i), tables: loadTables(), traps: map[Trap]bool{}}
	layout := layoutMix.draw(d.source)
	if n := len(g.opt.Layouts); n > 0 {
		layout = g.opt.Layouts[i%n]
	}
	for _, t := range g.opt.Traps {
		d.traps[t] = g.opt.Share == 0 || d.chance(g.opt.Share)
	}
	d.truth = imr.Letter{Layout: layout, Diagnoses: []string{}, DocumentsReviewed: []string{}, Problems: []imr.Problem{}}
	d.style = newStyle(d.source, layout)
	d.dates(layout)
	d.partKey = pick(d.source, bodyPartKeys)
	d.part = bodyParts[d.partKey]
	d.side = pick(d.source, []string{"right", "left", "right", "left", "bilateral"})
	d.drugName = pick(d.source, d.words["drugs"])
	d.header = layout != imr.LayoutC && layout != imr.LayoutZ || d.chance(50)
	d.numbered = layout == imr.LayoutC && (d.traps[TrapNumbering] || d.chance(8))
	d.capitals = d.chance(50)
	d.headOnTop = d.chance(50)
	d.number(i)
	d.patient()
	d.reviewer(layout)
	cue := d.drawDiagnoses()
	d.drawItems()
	d.clinicalSummary(cue)
	d.drawDocuments()
	d.settle()
	return d
}

// settleReviewer takes the reviewer from the truth of a letter that is cut
// off where the reviewer stands.
func (d *draft) settleReviewer() {
	lost := false
	switch d.truth.Layout {
	case imr.LayoutZ:
		lost = d.traps[TrapCutEnd]
	case imr.LayoutA, imr.LayoutB, imr.LayoutC:
		lost = d.traps[TrapCutStart]
	}
	if lost {
		d.truth.Reviewer = noReviewer()
	}
}

// drawDocuments draws the records that the letters of 2013 list.
func (d *draft) drawDocuments() {
	switch d.truth.Layout {
	case imr.LayoutB:
		if d.traps[TrapCutStart] {
			return
		}
	case imr.LayoutZ, imr.LayoutA:
	default:
		return
	}
	for _, t := range some(d.source, d.documents, d.between(4, 8)) {
		d.truth.DocumentsReviewed = append(d.truth.DocumentsReviewed, d.write(t))
	}
}

// settle takes from the truth what the letter does not say.
func (d *draft) settle() {
	if d.traps[TrapCutStart] {
		d.header = false
	}
	d.settleReviewer()
	if !d.header && !d.namesCase() {
		d.truth.CaseNumber = ""
	}
	if strings.TrimSpace(d.truth.Summary.Text) == "" {
		d.truth.Summary = imr.Passage{}
	}
}
