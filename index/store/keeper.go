package store

import (
	"context"
	"fmt"
	"strings"

	"imrsearch/index"
)

// Keeper gives queries what a store keeps: @name is a saved search, @3 the
// saved search or the visit of the history with that number.
func Keeper(s Store) index.Keeper { return keeper{s} }

type keeper struct{ Store }

// KeptRequest finds a search by its name or number. See index.Keeper.
func (k keeper) KeptRequest(ctx context.Context, name string) (*index.Request, error) {
	all, err := k.Saved(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if strings.EqualFold(s.Name, name) || fmt.Sprint(s.Number) == name {
			return Request(s.Address)
		}
	}
	if strings.Trim(name, "0123456789") != "" {
		return nil, notKept(name, all)
	}
	visits, err := k.Visits(ctx, 0)
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		if fmt.Sprint(v.Number) == name {
			return Request(v.Address)
		}
	}
	return nil, fmt.Errorf("@%s: %w; imr history and imr saved list show the numbers", name, index.ErrNotKept)
}
