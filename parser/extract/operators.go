package extract

// operators are the operators of page content that text depends on; all
// others are passed over.
var operators map[string]func(*run)

func init() { // not a literal: Do leads back to the table
	operators = map[string]func(*run){
		"q":  (*run).save,
		"Q":  (*run).restore,
		"cm": func(r *run) { r.space = r.matrix(identity).times(r.space) },
		"BT": func(r *run) { r.text, r.line = identity, identity },
		"Tf": (*run).setFont,
		"Tc": func(r *run) { r.spacing = r.num(0) },
		"Tw": func(r *run) { r.wordGap = r.num(0) },
		"Tz": func(r *run) { r.stretch = r.num(0) / 100 },
		"TL": func(r *run) { r.leading = r.num(0) },
		"Ts": func(r *run) { r.rise = r.num(0) },
		"Td": func(r *run) { r.moveLine(r.num(0), r.num(1)) },
		"TD": func(r *run) { r.leading = -r.num(1); r.moveLine(r.num(0), r.num(1)) },
		"Tm": func(r *run) { r.line = r.matrix(r.line); r.text = r.line },
		"T*": func(r *run) { r.moveLine(0, -r.leading) },
		"Tj": func(r *run) { r.show(r.str(0)) },
		"'":  func(r *run) { r.moveLine(0, -r.leading); r.show(r.str(0)) },
		"\"": (*run).spaceAndShow,
		"TJ": (*run).showKerned,
		"Do": (*run).drawForm,
		"BI": (*run).skipImage,
	}
}

// num returns operand i as a number, 0 when it is none.
func (r *run) num(i int) float64 {
	if i < len(r.operands) {
		return r.operands[i].num
	}
	return 0
}

// str returns operand i as a string, nil when it is none.
func (r *run) str(i int) []byte {
	if i < len(r.operands) && r.operands[i].kind == tokenString {
		return r.operands[i].text
	}
	return nil
}

// name returns operand i as a name, "" when it is none.
func (r *run) name(i int) string {
	if i < len(r.operands) && r.operands[i].kind == tokenName {
		return string(r.operands[i].text)
	}
	return ""
}

// matrix returns the six operands of cm and Tm, missing when there are fewer.
func (r *run) matrix(missing matrix) matrix {
	var m matrix
	if len(r.operands) < len(m) {
		return missing
	}
	for i := range m {
		m[i] = r.num(i)
	}
	return m
}

func (r *run) save() {
	if len(r.saved) < maxSaved {
		r.saved = append(r.saved, r.graphics)
	}
}

func (r *run) restore() {
	if n := len(r.saved); n > 0 {
		r.graphics = r.saved[n-1]
		r.saved = r.saved[:n-1]
	}
}

func (r *run) moveLine(x, y float64) {
	r.line = r.line.moved(x, y)
	r.text = r.line
}

func (r *run) spaceAndShow() {
	r.wordGap, r.spacing = r.num(0), r.num(1)
	r.moveLine(0, -r.leading)
	r.show(r.str(2))
}

// showKerned shows the strings of an array; numbers between them move back,
// in thousandths of the font size.
func (r *run) showKerned() {
	if len(r.operands) == 0 {
		return
	}
	pen := r.pen()
	items := r.operands[0].items
	for i := range items {
		switch t := &items[i]; t.kind {
		case tokenString:
			if r.font != nil {
				r.write(&pen, t.text)
			}
		case tokenNumber:
			r.text = r.text.moved(-t.num/1000*r.size*r.stretch, 0)
		}
	}
}
