package citecheck

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// text is what a quotation says.
func (q *quotation) text() string { return q.p.text[q.m.content[0]:q.m.content[1]] }

// pattern is the quotation as it may stand in a letter.
func (q *quotation) pattern() *pattern {
	if q.read == nil {
		q.read = patternOf(q.text())
	}
	return q.read
}

// extend makes a later closing mark the end of a quotation where a letter has
// the longer text: the marks between are the letter's own.
func (q *quotation) extend(l *letter) []hit {
	for _, end := range q.m.ends {
		p := patternOf(q.p.text[q.m.content[0]:end])
		if hits := l.find(p); hits != nil {
			q.read = p
			q.m.content[1] = end
			q.m.end = end + len(`"`)
			if strings.HasPrefix(q.p.text[end:], "”") {
				q.m.end = end + len("”")
			}
			return hits
		}
	}
	return nil
}

// quotation compares a quotation with the letters that it may be of.
func (k *checker) quotation(q *quotation) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	words := len(strings.Fields(q.text()))
	var first *letter
	for _, ref := range q.of {
		l := k.letters[ref.id]
		if l == nil {
			continue
		}
		if first == nil {
			first = l
		}
		hits := l.find(q.pattern())
		if hits == nil {
			hits = q.extend(l)
		}
		if hits != nil {
			k.stands(q, ref, l, hits)
			return nil
		}
	}
	switch {
	case len(q.of) == 0 || first == nil && q.weak:
		if words >= shortQuotation {
			k.addAt(OfQuotation, Unchecked, q.m, Finding{How: "no determination is cited with it"})
		}
		return nil
	case first == nil:
		k.add(q.of[0], OfQuotation, Unchecked, q.m, Finding{How: "the letter is not in this corpus"})
		return nil
	case words < shortQuotation:
		k.add(q.of[0], OfQuotation, Unchecked, q.m, Finding{How: "not in the letter, but too short to be told from a term in quotation marks"})
		return nil
	}
	return k.differs(q, first)
}

// near returns the nearest text of a letter, nil where there is none, or too
// many were asked for.
func (k *checker) near(l *letter, words string, items []int) *nearest {
	if k.compared++; k.compared > maxCompared {
		return nil
	}
	return l.near(words, items)
}

// differs says in what a quotation differs from its letter, and whose it is
// otherwise.
func (k *checker) differs(q *quotation, l *letter) error {
	ref := q.of[slices.IndexFunc(q.of, func(r *reference) bool { return k.letters[r.id] == l })]
	missing := "" // the first part that does not stand there
	for _, piece := range q.pattern().pieces {
		if bare := strings.Trim(piece, " .,"); missing == "" && !l.has(bare) {
			missing = bare
		}
	}
	f := Finding{}
	if missing == "" {
		f.How = "its parts stand in the letter, but not one behind the other as quoted"
	} else if n := k.near(l, missing, ref.items); n != nil && n.like(q.weak) {
		at := n.src.place(int(n.src.at[n.start]))
		f.How, f.Says = n.differences(), n.raw()
		if at.Page > 0 {
			f.At = &at
		}
	}
	if f.How == "" {
		where, err := k.elsewhere(q, l)
		if err != nil {
			return err
		}
		switch {
		case where != "":
			f.How = "not in this letter; it stands in " + where
		case q.weak:
			k.addAt(OfQuotation, Unchecked, q.m, Finding{How: "no determination is cited with it"})
			return nil
		default:
			f.How = "not in this letter"
		}
	}
	k.add(ref, OfQuotation, Differs, q.m, f)
	return nil
}

// phraseWords is by how many words in a row a quotation is looked for in other
// letters.
const phraseWords = 12

// elsewhere returns the item of another letter in which a quotation stands,
// "" where none is found.
func (k *checker) elsewhere(q *quotation, l *letter) (string, error) {
	longest := ""
	for _, piece := range q.pattern().pieces {
		if len(piece) > len(longest) {
			longest = piece
		}
	}
	words := text.Words(longest)
	if len(words) < shortQuotation+1 || k.searches >= maxSearches {
		return "", nil
	}
	k.searches++
	res, err := k.corpus.Search(k.ctx, &index.Request{
		Query: `"` + strings.Join(words[:min(len(words), phraseWords)], " ") + `"`, Limit: 5, Snippets: -1,
	})
	if err != nil {
		return "", err
	}
	for _, hit := range res.Hits {
		other, err := k.letter(hit.Letter)
		if err != nil {
			return "", err
		}
		if other == nil || other == l {
			continue
		}
		if hits := other.find(q.pattern()); hits != nil {
			if hits[0].item > 0 {
				return imr.ItemID(hit.Letter, hits[0].item), nil
			}
			return hit.Letter, nil
		}
	}
	return "", nil
}

// stands reports a quotation that the letter has, with its pages.
func (k *checker) stands(q *quotation, ref *reference, l *letter, hits []hit) {
	own := slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return !slices.Contains(ref.items, h.item) })
	if len(own) == 0 {
		own = hits
	}
	f := Finding{Item: own[0].item}
	if at := own[0].from; at.Page > 0 {
		f.At = &at
	}
	k.add(ref, OfQuotation, Right, q.m, f)
	q.found = ref
	for _, m := range q.pages {
		k.quoted[m] = append(k.quoted[m], own...)
	}
}

// page compares a page with the places of all that is quoted with it: one of
// them is enough.
func (k *checker) page(q *quotation, m *mention, hits []hit) {
	m.checked = true
	ref := q.found
	if ref == nil {
		ref = q.of[0]
	}
	last, known := k.letters[ref.id].pages, false
	for _, h := range hits {
		if h.from.Page == 0 {
			continue
		}
		known = true
		if m.pages[0] <= max(h.to.Page, h.from.Page) && h.from.Page <= m.pages[1] && m.pages[1] <= last {
			k.add(ref, OfPage, Right, m, Finding{})
			return
		}
	}
	if !known {
		k.add(ref, OfPage, Unchecked, m, Finding{How: "the page of what is quoted is not known"})
		return
	}
	at := hits[0].from
	k.add(ref, OfPage, Differs, m, Finding{How: "it stands on " + pageSpan(at.Page, hits[0].to.Page), Says: fmt.Sprint(at.Page), At: &at})
}

// pinpoints compares pages with which nothing is quoted that was found: they
// are to be pages of the item, or of the letter.
func (k *checker) pinpoints(ref *reference, l *letter) {
	for _, m := range ref.pages {
		if m.checked {
			continue
		}
		m.checked = true
		from, to := 1, l.pages
		what := "the letter has " + count(l.pages, "page")
		if len(ref.items) == 1 {
			if a, b := l.span(ref.items[0]); a > 0 {
				from, to = a, b
				what = fmt.Sprintf("item %d stands on %s", ref.items[0], pageSpan(a, b))
			}
		}
		if m.pages[0] <= to && from <= m.pages[1] && m.pages[1] <= l.pages {
			k.add(ref, OfPage, Right, m, Finding{})
		} else {
			k.add(ref, OfPage, Differs, m, Finding{How: what})
		}
	}
}

func pageSpan(from, to int) string {
	if to > from {
		return fmt.Sprintf("pages %d–%d", from, to)
	}
	return fmt.Sprintf("page %d", from)
}
