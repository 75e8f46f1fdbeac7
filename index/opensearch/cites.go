package opensearch

import (
	"context"
	"time"

	"imrsearch/index"
	"imrsearch/index/citetree"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// Cites answers from the citation index. See index.Searcher.
func (e *Engine) Cites(ctx context.Context, req *index.CitesRequest) (*index.Cites, error) {
	start := time.Now()
	ctx, cancel := e.within(ctx, 3)
	defer cancel()
	out, err := e.countCites(ctx, req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	if err := citetree.CountLists(ctx, e, req, out); err != nil {
		return nil, err
	}
	out.TookMS = tookMS(start)
	return out, nil
}

// countCites makes the answer without the counts of its lists.
func (e *Engine) countCites(ctx context.Context, req *index.CitesRequest) (*index.Cites, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	_, asked, _, err := resolve.ResolveKept(ctx, req.Base(), e.opts.Keeper)
	if err != nil {
		return nil, err
	}
	tree, err := query.Parse(asked.Reading.ReadAs)
	if err != nil {
		return nil, err
	}
	counted, plan, filters, err := resolve.ResolveKept(ctx, citetree.Counted(req, tree), e.opts.Keeper)
	if err != nil {
		return nil, err
	}
	r, err := e.begin(ctx, counted, plan, filters)
	if err != nil {
		return nil, err
	}
	if err := r.selectItems(index.MatchAll); err != nil {
		return nil, err
	}
	counts, err := r.countPlaces(req.Node)
	if err != nil {
		return nil, err
	}
	reading := asked.Reading
	settling := *r
	settling.plan = asked
	if err := settling.settle(&reading); err != nil {
		return nil, err
	}
	out := citetree.Answer(req, tree, counts)
	out.Query, out.Generation = reading, r.Generation
	return out, nil
}

// A placeCount counts the items at one place.
type placeCount struct {
	citetree.Count
	letter string // the last one counted
}

// countPlaces counts the items of the search by the places of the tree that they
// cite: item by item, in the order of their letters.
func (r *run) countPlaces(n index.CiteNode) (map[citetree.Key]*citetree.Count, error) {
	units, err := r.units(r.ctx)
	if err != nil {
		return nil, err
	}
	c := &placesCount{
		reader: citetree.NewReader(n), node: citetree.Key{Kind: index.NodePlace, Node: n}, units: units,
		places: map[string][]citetree.Place{}, counts: map[citetree.Key]*placeCount{},
	}
	body := object{
		"query": allOf(r.filtered(r.query, -1), object{"exists": object{"field": citesField}}), "sort": byID,
		"docvalue_fields": []string{letterField, outcomeField, citesField},
	}
	err = r.snapshot.each(r.ctx, body, nil, func(rows []row) (bool, error) {
		for i := range rows {
			c.add(&rows[i])
		}
		return true, nil
	})
	out := make(map[citetree.Key]*citetree.Count, len(c.counts))
	for k, n := range c.counts {
		out[k] = &n.Count
	}
	return out, err
}

type placesCount struct {
	reader *citetree.Reader
	node   citetree.Key
	units  map[string]*index.CiteUnit
	places map[string][]citetree.Place // of each citation met
	counts map[citetree.Key]*placeCount
}

func (c *placesCount) placesOf(unit string) []citetree.Place {
	places, ok := c.places[unit]
	if u := c.units[unit]; !ok && u != nil {
		places = c.reader.Places(u)
		c.places[unit] = places
	}
	return places
}

// add counts an item at all its places, if it cites the node.
func (c *placesCount) add(item *row) {
	units := item.texts(citesField)
	sides := map[citetree.Key]uint8{}
	for _, unit := range units {
		for _, p := range c.placesOf(unit) {
			sides[citetree.Key{Kind: p.Kind, Node: p.Node}] |= citetree.SideBit(c.units[unit].Side)
		}
	}
	if sides[c.node] == 0 {
		return
	}
	letter, outcome := item.text(letterField), imr.Outcome(item.text(outcomeField))
	for key, bits := range sides {
		n := c.counts[key]
		if n == nil {
			n = &placeCount{}
			n.Outcomes, n.Spellings = map[imr.Outcome]int{}, map[string]int{}
			c.counts[key] = n
		}
		n.Items++
		n.Sides[bits]++
		n.Outcomes[outcome]++
		if n.letter != letter {
			n.letter = letter
			n.Letters++
		}
	}
	for _, unit := range units {
		for _, p := range c.placesOf(unit) {
			if p.Label != "" {
				c.counts[citetree.Key{Kind: p.Kind, Node: p.Node}].Spellings[p.Label]++
			}
		}
	}
}
