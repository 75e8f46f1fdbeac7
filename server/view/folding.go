package view

import (
	"fmt"
	"strings"

	"imrsearch/index"
)

// listed is how many hits the list of a total has, folded or not.
func listed(t *index.Total) int {
	if t.Groups != nil {
		return *t.Groups
	}
	return t.Items
}

// newFold says how a list is folded, and links to the whole one; of a whole list
// it is the way to fold it.
func newFold(a Address, f index.Fold, t *index.Total) *Relaxed {
	all := Link{"Show all", a.With("fold", "").URL("/")}
	switch {
	case f == index.FoldLetter:
		return &Relaxed{Text: fmt.Sprintf("Of each letter the item that fits best: %s shown.", count(listed(t), "letter", "letters")), Link: all}
	case f == index.FoldAlike:
		text := fmt.Sprintf("%s that say the same as another before them are folded: %s shown.", count(t.Items-listed(t), "item", "items"), Thousands(listed(t)))
		return &Relaxed{Text: text, Link: all}
	}
	return &Relaxed{Link: Link{"Fold items that say the same", a.With("fold", string(index.FoldAlike)).URL("/")}}
}

// lettersLink leads to the list by letter, or from there to the one by item.
func lettersLink(a Address, f index.Fold, t *index.Total) *Link {
	switch {
	case f == index.FoldLetter:
		return &Link{"By item", a.With("fold", "").URL("/")}
	case t.Items > t.Letters:
		return &Link{"By letter", a.With("fold", string(index.FoldLetter)).URL("/")}
	}
	return nil
}

// groupLink leads to the items of a list that are folded under a hit; nil where
// there is none. The list is at an address that says how its words are matched,
// for the few that it has are no reason to relax them.
func groupLink(a Address, h *index.Hit) *Link {
	those, text := "", ""
	switch {
	case h.Alike > 0:
		those, text = "alike:"+h.ID, fmt.Sprintf("+%d alike", h.Alike)
	case h.InLetter > 0:
		those, text = "case:"+h.Letter, fmt.Sprintf("+%d found in this letter", h.InLetter)
	default:
		return nil
	}
	if a.get("match") == "" {
		a = a.With("match", string(index.MatchAll))
	}
	return &Link{text, a.With("fold", "").With("q", strings.TrimSpace(those+" "+a.Query())).URL("/")}
}
