package extract

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// A pdfPage is a leaf of the page tree with what it inherits.
type pdfPage struct {
	dict      types.Dict
	resources types.Dict
	rotate    int
}

const (
	maxPages     = 5000
	maxTreeDepth = 40
)

// eachPage calls do for each page in order. Loops in the tree are cut, its
// counts are not trusted.
func (x *interpreter) eachPage(do func(pdfPage) error) error {
	ref, err := x.objects.table.Pages()
	if err != nil || ref == nil {
		return refuse(ErrDamaged, "no page tree")
	}
	w := pageWalk{objects: x.objects, seen: map[types.IndirectRef]bool{}, do: do}
	if err := w.visit(*ref, pdfPage{}, 0); err != nil {
		return err
	}
	if w.pages == 0 {
		return refuse(ErrDamaged, "no pages")
	}
	return nil
}

// A pageWalk is the state of one walk through the page tree.
type pageWalk struct {
	objects *objects
	seen    map[types.IndirectRef]bool
	pages   int
	do      func(pdfPage) error
}

func (w *pageWalk) visit(node types.Object, inherited pdfPage, depth int) error {
	if ref, ok := node.(types.IndirectRef); ok {
		if w.seen[ref] {
			return nil
		}
		w.seen[ref] = true
	}
	d := w.objects.dict(node)
	if d == nil || depth > maxTreeDepth {
		return nil
	}
	page := inherited
	page.dict = d
	if r := w.objects.dict(d["Resources"]); r != nil {
		page.resources = r
	}
	if r, ok := d["Rotate"]; ok {
		page.rotate = w.objects.integer(r)
	}
	kids, isTree := d["Kids"]
	if !isTree {
		return w.leaf(page)
	}
	for _, kid := range w.objects.array(kids) {
		if err := w.visit(kid, page, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) leaf(p pdfPage) error {
	if w.pages++; w.pages > maxPages {
		return refuse(ErrTooLarge, "more than %d pages", maxPages)
	}
	return w.do(p)
}
