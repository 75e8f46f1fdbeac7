// Package match answers one question: which documents match a plan? It
// evaluates a plan over the segments of a generation. It neither scores nor
// counts.
package match

import (
	"slices"
	"sync/atomic"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// A Search is one execution of a plan over one generation.
type Search struct {
	Plan     *index.Plan
	G        *segment.Generation
	Deadline *Deadline
	Running  *atomic.Int64 // searches under way; nil for this one alone
	Scope    index.Scope
	// MeantFirst asks for what is meant by words (an outcome, an age) before all
	// else, as the order by relevance does.
	MeantFirst bool

	Selections []*Selection
	Match      index.Match // how plain words were matched in the end
}

// Begin makes a selection for every shard.
func (s *Search) Begin() {
	for i, shard := range s.G.Segments {
		s.Selections = append(s.Selections, &Selection{Evaluator: NewEvaluator(shard, s.Deadline), At: i})
	}
}

// End gives back what begin took, unless the search failed: then it may be in
// disorder.
func (s *Search) End(ok bool) {
	if !ok {
		return
	}
	for _, sel := range s.Selections {
		sel.Evaluator.release()
	}
}

// Err returns why the search cannot be answered.
func (s *Search) Err() error {
	if err := s.Deadline.Ctx.Err(); err != nil {
		return err
	}
	for _, sel := range s.Selections {
		if sel.Err != nil {
			return sel.Err
		}
	}
	return nil
}

// SelectItems finds what matches the query, relaxed where that is asked for
// and few items match, and hands each segment's selection to finish. Whether to
// relax is decided on the query alone; a segment with enough items is finished
// before the others have answered.
func (s *Search) SelectItems(match index.Match, finish func(*Selection)) {
	s.Match = index.MatchAll
	if s.Scope == index.ScopeRequested && s.Plan.Requested != nil {
		s.Each(func(sel *Selection) {
			sel.request(s.Plan)
			sel.Query, sel.AllWords = sel.Requested, sel.Requested
			sel.mean(s)
			finish(sel)
		})
		return
	}
	finishing := finish
	finish = func(sel *Selection) {
		sel.request(s.Plan)
		sel.mean(s)
		finishing(sel)
	}
	all := allOf(s.Plan)
	if match == index.MatchMost {
		s.Each(func(sel *Selection) { sel.selectStrict(all) })
		s.relax()
		s.Each(finish)
		return
	}
	each := s.Each
	if s.light(all) {
		each = s.inTurn
	}
	each(func(sel *Selection) {
		sel.selectStrict(all)
		if match == index.MatchAll || sel.Query.GetCardinality() >= index.RelaxBelow {
			finish(sel)
		}
	})
	if match == index.MatchAuto && s.Found() < index.RelaxBelow {
		s.relax()
	}
	open := func(sel *Selection) bool { return sel.Result == nil }
	if slices.ContainsFunc(s.Selections, open) {
		s.Each(func(sel *Selection) {
			if open(sel) {
				finish(sel)
			}
		})
	}
}

// Matching returns how the plain words of a plan are to be matched where that
// is asked for; words that are not several match all.
func Matching(plan *index.Plan, asked index.Match) index.Match {
	words := 0
	for _, p := range plan.Plain {
		if p.Meaning == "" {
			words++
		}
	}
	switch {
	case len(plan.Plain) < 2 && plan.Requested == nil || words == 0:
		return index.MatchAll
	case asked == "":
		return index.MatchAuto
	}
	return asked
}

// Found counts what all shards have found.
func (s *Search) Found() int {
	n := 0
	for _, sel := range s.Selections {
		n += int(sel.Query.GetCardinality())
	}
	return n
}
