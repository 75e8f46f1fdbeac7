package lettertest

import "imrsearch/parser/imr"

// benchLetterAt lays a letter of the bench profile out in the form of layout E.
func (g *Generator) benchLetterAt(i int) Letter {
	truth := g.bench.letter(g.opt.Seed, i)
	d := &draft{source: newSource(g.opt.Seed, 4, i), tables: loadTables(), traps: map[Trap]bool{},
		truth: truth, name: string(truth.CaseNumber), header: true}
	d.decided = truth.DecisionDate.Time()
	d.assigned = d.decided.AddDate(0, 0, -30)
	d.received = d.assigned.AddDate(0, 0, -10)
	d.denied = d.received.AddDate(0, 0, -20)
	d.injured = truth.DateOfInjury.Time()
	p := &paper{width: 95, height: 48}
	d.layOutCF(p)
	d.truth.Priority = truth.Priority
	d.truth.Items = append([]imr.Item(nil), d.truth.Items...)
	l := Letter{Truth: d.truth, Name: d.name, pages: p.pages, seed: g.opt.Seed + uint64(i)}
	l.Text = d.text(p)
	return l
}
