package match

import "imrsearch/index"

// sureFrom is from how many documents on that may hold a phrase one of them is
// taken to hold it: fewer are looked at.
const sureFrom = 1 << 9

// Stands reports whether words stand in any live document of the generation.
// What the time limit cuts is taken to stand.
func (s *Search) Stands(x index.Expr) bool {
	for _, sel := range s.Selections {
		if s.Deadline.Partial.Load() || sel.stands(x) {
			return true
		}
	}
	return s.Deadline.Partial.Load()
}

func (s *Selection) stands(x index.Expr) bool {
	within, ok := s.superset(x)
	if !ok {
		return !s.Live(s.Eval(x, nil)).IsEmpty()
	}
	within = s.Live(within)
	if within.IsEmpty() || within.GetCardinality() >= sureFrom {
		return !within.IsEmpty()
	}
	return !s.Both(s.Eval(x, within), within).IsEmpty()
}
