package bleve

import (
	"slices"
	"sync/atomic"

	"imrsearch/index"
)

// A search is one execution of a plan over one generation.
type search struct {
	plan     *index.Plan
	g        *generation
	deadline *deadline
	running  *atomic.Int64 // searches under way; nil for this one alone

	selections []*selection
	match      index.Match // how plain words were matched in the end
}

// begin makes a selection for every shard.
func (s *search) begin() {
	for i, shard := range s.g.shards {
		s.selections = append(s.selections, &selection{evaluator: newEvaluator(shard, s.deadline), at: i})
	}
}

// end gives back what begin took, unless the search failed: then it may be in
// disorder.
func (s *search) end(ok bool) {
	if !ok {
		return
	}
	for _, sel := range s.selections {
		sel.evaluator.release()
	}
}

// err returns why the search cannot be answered.
func (s *search) err() error {
	if err := s.deadline.ctx.Err(); err != nil {
		return err
	}
	for _, sel := range s.selections {
		if sel.err != nil {
			return sel.err
		}
	}
	return nil
}

// selectItems finds what matches the query, relaxed where that is asked for
// and few items match, and hands each shard's selection to finish. Whether to
// relax is decided on the query alone; a shard with enough items is finished
// before the others have answered.
func (s *search) selectItems(match index.Match, finish func(*selection)) {
	s.match = index.MatchAll
	all := allOf(s.plan)
	if match == index.MatchMost {
		s.each(func(sel *selection) { sel.selectStrict(all) })
		s.relax()
		s.each(finish)
		return
	}
	each := s.each
	if s.light(all) {
		each = s.inTurn
	}
	each(func(sel *selection) {
		sel.selectStrict(all)
		if match == index.MatchAll || sel.query.GetCardinality() >= index.RelaxBelow {
			finish(sel)
		}
	})
	if match == index.MatchAuto && s.found() < index.RelaxBelow {
		s.relax()
	}
	open := func(sel *selection) bool { return sel.result == nil }
	if slices.ContainsFunc(s.selections, open) {
		s.each(func(sel *selection) {
			if open(sel) {
				finish(sel)
			}
		})
	}
}

// matching returns how the plain words of a plan are to be matched where that
// is asked for; words that are not several match all.
func matching(plan *index.Plan, asked index.Match) index.Match {
	switch {
	case len(plan.Plain) < 2:
		return index.MatchAll
	case asked == "":
		return index.MatchAuto
	}
	return asked
}

// found counts what all shards have found.
func (s *search) found() int {
	n := 0
	for _, sel := range s.selections {
		n += int(sel.query.GetCardinality())
	}
	return n
}
