package bleve

import "imrsearch/index"

func resolve(req *index.Request) (*index.Plan, []index.FacetFilter, error) {
	return &index.Plan{Root: index.All{}, Match: index.MatchAuto}, nil, nil
}
