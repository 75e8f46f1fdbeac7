package view

import "imrsearch/index"

// Scopes are the switch between the items that ask for the treatment which the
// query names, and those that mention it too.
type Scopes struct{ Requested, Mentioned ScopeLink }

// A ScopeLink is one side of the switch. Count is how many items its list has;
// URL is "" where it leads to nothing.
type ScopeLink struct {
	ID, Text, Count, Title, URL string
	Current                     bool
}

// newScopes returns nil where the query names no treatment. whole is the total
// of the same search in scope all; nil means that it is not known.
func newScopes(a Address, req *index.Request, t, whole *index.Total) *Scopes {
	if t.Requested == nil {
		return nil
	}
	only := req.Scope == index.ScopeRequested
	if whole == nil && !only {
		whole = t
	}
	v := &Scopes{
		Requested: ScopeLink{
			ID: "scope-requested", Text: "Requested", Count: Thousands(t.Requested.Items), Title: "only items that ask for it",
			URL: requestedURL(a), Current: only,
		},
		Mentioned: ScopeLink{
			ID: "scope-all", Text: "Mentioned too", Title: "items that ask for it, and those that only mention it",
			URL: a.First().With("scope", "").URL("/"), Current: !only,
		},
	}
	if t.Requested.Items == 0 && !only {
		v.Requested.URL = ""
	}
	if whole != nil {
		v.Mentioned.Count = Thousands(whole.Items)
	}
	return v
}

// requestedURL is the same list with only the items that ask for the treatment.
func requestedURL(a Address) string {
	return a.First().With("scope", string(index.ScopeRequested)).URL("/")
}

// An Answer is what the counts say to a natural question, with its definition
// and the list that it counts.
type Answer struct {
	Text, Definition string
	Link             *Link // nil where the page shows that list
}

// newAnswer returns nil where the result answers no question.
func newAnswer(a Address, req *index.Request, res *index.Result) *Answer {
	if res.Answer == nil {
		return nil
	}
	v := &Answer{Text: res.Answer.Text, Definition: res.Answer.Definition}
	if r := res.Total.Requested; r != nil && r.Items > 0 && req.Scope != index.ScopeRequested {
		text := "These " + Thousands(r.Items) + " items"
		if r.Items == 1 {
			text = "This item"
		}
		v.Link = &Link{text, requestedURL(a)}
	}
	return v
}
