package opensearch

import (
	"encoding/json"
	"fmt"

	"imrsearch/index"
	"imrsearch/index/interval"
)

// candidates compiles a query that matches all that x matches, and more.
func (r *run) candidates(x index.Expr) (object, error) {
	switch x := x.(type) {
	case index.Near:
		a, err := r.candidates(x.X)
		if err != nil {
			return nil, err
		}
		b, err := r.candidates(x.Y)
		return allOf(a, b), err
	case index.AtLeast:
		return r.candidates(x.X)
	case index.Sequence:
		q, _, err := r.sequence(x)
		return q, err
	case index.Or, index.Synonyms:
		var of []object
		for _, part := range index.Parts(x) {
			q, err := r.candidates(part)
			if err != nil {
				return nil, err
			}
			of = append(of, q)
		}
		return anyOf(of), nil
	}
	return nil, fmt.Errorf("no place in proximity for %T: %w", x, index.ErrInternal)
}

// verified returns a query for those of the candidates, within some items, that x
// matches by its definition: their letters are looked at. It does so once for each
// node of a run.
func (r *run) verified(x index.Expr, candidates, within object) (object, error) {
	if within != nil {
		candidates = allOf(within, candidates)
	}
	about, err := json.Marshal(candidates)
	if err != nil {
		return nil, fmt.Errorf("opensearch: %w", err)
	}
	key := fmt.Sprintf("%#v in %s", x, about)
	if have, ok := r.found[key]; ok {
		return have, nil
	}
	var found []string
	err = r.eachItem(candidates, func(d *index.Determination, holds *interval.Evaluation) {
		if holds.Holds(x) {
			found = append(found, d.Item.ID)
		}
	}, x)
	if err != nil {
		return nil, err
	}
	q := terms(idField, found)
	r.found[key] = q
	return q, nil
}

// eachItem calls do with every item that a query matches, in the order of their
// ids, and with an evaluation of x that is turned to it.
func (r *run) eachItem(query object, do func(*index.Determination, *interval.Evaluation), x index.Expr) error {
	eval := &interval.Evaluation{Reader: interval.NewReader(&index.Plan{Root: x})}
	body := object{"query": query, "sort": byID, "size": lettersAtOnce}
	return r.snapshot.each(r.ctx, body, nil, func(rows []row) (bool, error) {
		ids := make([]string, len(rows))
		for i := range rows {
			ids[i] = rows[i].ID
		}
		items, err := r.determinationsOf(r.ctx, ids)
		if err != nil {
			return false, err
		}
		for i := range items {
			eval.Turn(&items[i])
			do(&items[i], eval)
		}
		return true, nil
	})
}
