package opensearch

import (
	"context"
	"math"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/contrast"
	"imrsearch/index/resolve"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// backgroundItems is how many items the prior is counted over, and decidesTimes how
// many times as long as another search one may work that reads rationales.
const (
	backgroundItems = 6_000
	decidesTimes    = 6
)

// Decides says what overturned rationales say that upheld ones do not. See
// index.Searcher.
func (e *Engine) Decides(ctx context.Context, req *index.DecidesRequest) (*index.Decides, error) {
	start := time.Now()
	ctx, cancel := e.within(ctx, decidesTimes)
	defer cancel()
	out, err := e.decides(ctx, req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	out.TookMS = tookMS(start)
	return out, nil
}

func (e *Engine) decides(ctx context.Context, req *index.DecidesRequest) (*index.Decides, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	rated, plan, filters, err := resolve.Rated(ctx, req.Search, e.opts.Keeper)
	if err != nil {
		return nil, err
	}
	r, err := e.begin(ctx, rated, plan, filters)
	if err != nil {
		return nil, err
	}
	if err := r.selectItems(index.MatchAll); err != nil {
		return nil, err
	}
	out := &index.Decides{Query: plan.Reading, Least: req.Least, Requested: plan.Requested != nil, Generation: r.Generation}
	if out.Least == 0 {
		out.Least = index.DefaultLeastLetters
	}
	limit := req.Limit
	if limit == 0 {
		limit = index.DefaultContrasts
	}
	found, err := r.sides(ctx, r.filtered(r.query, -1), index.MaxDecidesItems)
	if err != nil {
		return nil, err
	}
	out.Overturned.Items, out.Upheld.Items, out.Other = found.overturned, found.upheld, found.other
	out.Sampled, out.Folded = found.sampled, found.folded
	counted, err := r.contrasted(ctx, found)
	if err != nil {
		return nil, err
	}
	out.Overturned.Letters, out.Upheld.Letters = counted.Letters[contrast.Overturned], counted.Letters[contrast.Upheld]
	background, err := r.background(ctx)
	if err != nil {
		return nil, err
	}
	out.Lists = index.ListsOf(counted, background.Share, out.Least, limit)
	if err := r.settle(&out.Query); err != nil {
		return nil, err
	}
	out.Find(rated)
	return out, nil
}

// A decidedItems is items of both sides, in the order of their ids, of alike ones
// the first.
type decidedItems struct {
	ids                       []string
	overturned, upheld, other int // before sampling and folding
	sampled                   bool
	folded                    int
}

// sides reads which items of a query were overturned or upheld; of more than most
// those of letters whose ids have small hashes, about most of them.
func (s *snapshot) sides(ctx context.Context, q object, most int) (*decidedItems, error) {
	out := &decidedItems{}
	var letters []string
	body := object{"query": q, "sort": byID, "docvalue_fields": []string{letterField, outcomeField}}
	err := s.each(ctx, body, nil, func(rows []row) (bool, error) {
		for i := range rows {
			switch imr.Outcome(rows[i].text(outcomeField)) {
			case imr.Overturned:
				out.overturned++
			case imr.Upheld:
				out.upheld++
			default:
				out.other++
				continue
			}
			out.ids, letters = append(out.ids, rows[i].ID), append(letters, rows[i].text(letterField))
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if n := len(out.ids); n > most {
		out.sampled = true
		below := uint64(float64(most) / float64(n) * math.MaxUint64)
		kept := out.ids[:0]
		for i, id := range out.ids {
			if letterHash(letters[i]) < below {
				kept = append(kept, id)
			}
		}
		out.ids = kept
	}
	g, err := s.groups(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[int]bool{}
	kept := out.ids[:0]
	for _, id := range out.ids {
		if at, ok := g.of[id]; ok {
			if seen[at] {
				out.folded++
				continue
			}
			seen[at] = true
		}
		kept = append(kept, id)
	}
	out.ids = kept
	return out, nil
}

type backgroundKey struct{}

// background returns what the letters of the corpus say, or of a sample of it. It
// is counted once for each generation.
func (s *snapshot) background(ctx context.Context) (*contrast.Counter, error) {
	return once(s, backgroundKey{}, func() (*contrast.Counter, error) {
		all, err := s.sides(ctx, matchAll, backgroundItems)
		if err != nil {
			return nil, err
		}
		c, err := s.contrasted(ctx, all)
		if err == nil {
			c.Keep(2)
		}
		return c, err
	})
}

// contrasted counts the letters of items by what they say.
func (s *snapshot) contrasted(ctx context.Context, of *decidedItems) (*contrast.Counter, error) {
	standard, err := s.standardSentences(ctx)
	if err != nil {
		return nil, err
	}
	c, letter := &contrast.Counter{}, ""
	known := map[string]contrast.Word{}
	for ids := of.ids; len(ids) > 0; {
		n := min(len(ids), lettersAtOnce)
		items, err := s.determinationsOf(ctx, ids[:n])
		if err != nil {
			return nil, err
		}
		ids = ids[n:]
		for i := range items {
			d := &items[i]
			if d.Letter.ID != letter {
				letter = d.Letter.ID
				c.Begin()
			}
			side := contrast.Upheld
			if d.Item.Outcome == imr.Overturned {
				side = contrast.Overturned
			}
			c.Count(side, contrastItem(d, standard, known))
		}
	}
	return c, nil
}

// contrastItem is what an item says.
func contrastItem(d *index.Determination, standard map[string]bool, known map[string]contrast.Word) *contrast.Item {
	word := func(w string) contrast.Word {
		x, ok := known[w]
		if !ok {
			x = contrast.WordOf(w)
			known[w] = x
		}
		return x
	}
	units := func(f index.TextField, number func(text.Token) int) (out [][]contrast.Word) {
		for _, words := range unitsOf(text.Tokenize(nil, d.Entries(f)), number) {
			if f == index.RationaleText && standard[strings.Join(words, " ")] {
				continue
			}
			unit := make([]contrast.Word, len(words))
			for i, w := range words {
				unit[i] = word(w)
			}
			out = append(out, unit)
		}
		return out
	}
	entry := func(t text.Token) int { return t.Entry }
	values := func(name string) []string {
		f, _ := index.FieldNamed(name)
		return f.Values(d)
	}
	return &contrast.Item{
		For: d.Item.ReasonsFor, Against: d.Item.ReasonsAgainst, Families: values("reviewer_family"), Sections: values("section"),
		Sentences: units(index.RationaleText, func(t text.Token) int { return t.Sentence }),
		Diagnoses: units(index.DiagnosisText, entry), Documents: units(index.OtherText, entry),
	}
}
