package squeeze

// Train makes a model of texts that are like those to be packed. Its
// dictionary is the first size bytes of them, MaxDictionary at most; there is
// no use in more texts than that.
func Train(texts [][]byte, size int) *Model {
	m := &Model{}
	for _, t := range texts {
		m.dictionary = append(m.dictionary, t[:min(len(t), size-len(m.dictionary))]...)
	}
	t := training{}
	for i, n := range symbols(len(m.dictionary)) {
		t.counts[i] = make([]uint32, n)
	}
	t.code(m)
	t.run(m, texts)
	t.code(m)
	return m
}

// A training counts how often symbols occur, in the order of Model.codes.
type training struct{ counts [4][]uint32 }

// code gives m codes for what was counted.
func (t *training) code(m *Model) {
	for i, c := range m.codes() {
		*c, _ = newCode(wordLengths(t.counts[i])) // which always make a code
	}
}

// run packs each text with as much of the dictionary as stands before it, and
// counts from a quarter of it on.
func (t *training) run(m *Model, texts [][]byte) {
	p := m.NewPacker()
	from := 0
	for _, text := range texts {
		if from >= len(m.dictionary) {
			return
		}
		if from >= len(m.dictionary)/4 {
			p.parse(text, m.dictionary[:from])
			t.count(p, text)
		}
		from += len(text)
	}
}

func (t *training) count(p *Packer, text []byte) {
	p.each(text, func(literals []byte, count, length, source number) {
		for _, c := range literals {
			t.counts[0][c]++
		}
		t.counts[1][count.symbol]++
		if length.symbol >= 0 {
			t.counts[2][length.symbol]++
			t.counts[3][source.symbol]++
		}
	})
}
