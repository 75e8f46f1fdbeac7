package lexicon

// Values returns the values that a field of a treatment ("class", "subclass",
// "drug", "drug_class", "body", "named") and its reasons ("reason") can have,
// and the boards' names of specialties, some of them more than once; nil for
// other fields.
func Values(field string) []string {
	var out []string
	switch field {
	case "class", "subclass":
		for _, c := range classes().rows {
			out = append(out, pick(field == "class", c.name, c.subclass))
		}
		for _, t := range treatments() {
			out = append(out, pick(field == "class", t.class, t.subclass))
		}
	case "drug", "drug_class":
		for _, d := range drugs() {
			out = append(out, pick(field == "drug", d.generic, d.class))
		}
	case "named":
		for _, t := range treatments() {
			out = append(out, t.name)
		}
	case "body":
		for _, b := range BodyParts() {
			out = append(out, b.Name)
		}
	case "reason":
		for _, r := range reasons().rows {
			out = append(out, r.name)
		}
	case "specialty":
		out = append(out, specialties().names...)
	}
	return out
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
