package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
)

// Add saves a search under a name. It is tried first: one that does not run is
// not kept, and one that names itself, directly or through others, is refused.
// What it matches now is remembered as its first check. Numbers of the history
// in it are written out, for the history may be cleared. Errors: those of
// Searcher.Search and of Searches.Save.
func Add(ctx context.Context, s Store, engine index.Searcher, x Saved, req *index.Request, replace bool) (Saved, error) {
	settled, err := settle(ctx, s, req)
	if err != nil {
		return x, err
	}
	x.Address, x.Grammar = AddressOf(settled), query.Version
	if err := CheckSaved(x); err != nil {
		return x, err
	}
	if _, _, _, err := resolve.ResolveKept(ctx, &index.Request{Query: "@" + x.Name}, overlay{Keeper(s), x.Name, settled}); err != nil {
		if _, _, _, own := resolve.ResolveKept(ctx, settled, Keeper(s)); own != nil {
			err = own // with its place in what was typed
		}
		return x, err
	}
	matched, err := Look(ctx, engine, settled)
	if err != nil {
		return x, err
	}
	if x, err = s.Save(ctx, x, replace); err != nil {
		return x, err
	}
	x.Checked, x.Items = time.Now(), len(matched)
	return x, s.SetMatched(ctx, x.Number, matched, x.Checked)
}

// settle writes out the numbers that a query names: of a saved search its name,
// of a visit the search itself.
func settle(ctx context.Context, s Store, req *index.Request) (*index.Request, error) {
	saved, err := s.Saved(ctx)
	if err != nil {
		return nil, err
	}
	out := *req
	refs := query.References(req.Query)
	for i := len(refs) - 1; i >= 0; i-- {
		ref := refs[i]
		if strings.Trim(ref.Name, "0123456789") != "" {
			continue
		}
		text := ""
		for _, have := range saved {
			if fmt.Sprint(have.Number) == ref.Name {
				text = "@" + have.Name
			}
		}
		if text == "" {
			visit, err := Keeper(s).KeptRequest(ctx, ref.Name)
			if err != nil {
				return nil, &query.SyntaxError{Offset: ref.At.Start, Length: ref.At.End - ref.At.Start, Msg: err.Error()}
			}
			text = resolve.InWords(visit)
		}
		out.Query = out.Query[:ref.At.Start] + text + out.Query[ref.At.End:]
	}
	return &out, nil
}

// overlay is a keeper in which one more search is kept.
type overlay struct {
	index.Keeper
	name string
	req  *index.Request
}

func (o overlay) KeptRequest(ctx context.Context, name string) (*index.Request, error) {
	if strings.EqualFold(name, o.name) {
		return o.req, nil
	}
	return o.Keeper.KeptRequest(ctx, name)
}

// A Report is what a saved search matches now beside what it matched at its
// last check.
type Report struct {
	Saved   Saved
	Request *index.Request
	Now     Matched
	News
	// First says that it was never checked: everything is new.
	First bool
	// Older says that it was saved with an older grammar, and may read
	// otherwise today.
	Older bool
}

// Peek compares what a saved search matches now with what it matched at its
// last check, and changes nothing. It is exact, also after the index was
// rebuilt: items are known by their ids, and a replaced letter by the outcomes
// of its items.
func Peek(ctx context.Context, s Store, engine index.Searcher, x Saved) (Report, error) {
	r := Report{Saved: x, First: x.Checked.IsZero(), Older: x.Grammar < query.Version}
	if x.Grammar > query.Version {
		return r, fmt.Errorf("@%s: %w: its grammar is %d, and this program reads up to %d: use the newer program", x.Name, ErrFormat, x.Grammar, query.Version)
	}
	var err error
	if r.Request, err = Request(x.Address); err != nil {
		return r, err
	}
	if r.Now, err = Look(ctx, engine, r.Request); err != nil {
		return r, err
	}
	before, err := s.Matched(ctx, x.Number)
	if err != nil {
		return r, err
	}
	info, err := engine.Info(ctx)
	if err != nil {
		return r, err
	}
	r.News = r.Now.Since(before, info.Built.UTC().Truncate(time.Second))
	return r, nil
}

// Check does what Peek does, and remembers what matches now, so that the next
// check says what is new since this one.
func Check(ctx context.Context, s Store, engine index.Searcher, x Saved) (Report, error) {
	r, err := Peek(ctx, s, engine, x)
	if err != nil {
		return r, err
	}
	return r, s.SetMatched(ctx, x.Number, r.Now, time.Now())
}
