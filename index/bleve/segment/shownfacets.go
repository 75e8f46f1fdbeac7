package segment

import "imrsearch/index"

// ShownFacets holds the fields whose facets are shown by default, in their
// order.
var ShownFacets = facetsShown()

func facetsShown() []*index.Field {
	var out []*index.Field
	for _, f := range index.Fields() {
		if f.Facet && f.Shown {
			out = append(out, f)
		}
	}
	return out
}
