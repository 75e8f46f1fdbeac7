package index

import (
	"fmt"

	"imrsearch/parser/imr"
)

// A SimilarRequest asks for items like one item. Items of its own letter are
// left out, also where the letter comes from outside and the index holds one
// of its case number.
type SimilarRequest struct {
	ID      string         // of an item in the index
	Like    *Determination // or an item from outside; used when ID is ""
	Filters []Filter       // as in Request: they narrow every group alike
	// Group, unless "", is the one group that the page is of. Counts are those
	// of all groups.
	Group GroupKind
	// PerGroup, if above 0, is the most hits of a group that the page may show;
	// Limit and Start count what is left.
	PerGroup int
	// Fold shows of items of a group whose rationales say the same the first
	// one alone, as in Request; the totals then say how many different ones there
	// are (Total.Groups), in the whole result those of all groups together.
	Fold  bool
	Limit int // as in Request, over the groups one after the other
	Start int
}

// Check reports what is impossible about a request for similar items.
func (r *SimilarRequest) Check() error {
	if r.ID == "" && r.Like == nil {
		return &RequestError{Param: "id", Msg: "is missing: the id of an item, as CM16-0990412/2"}
	}
	switch r.Group {
	case "", GroupOverturned, GroupUpheld, GroupNear:
	default:
		return &RequestError{Param: "group", Msg: fmt.Sprintf("%q: write overturned, upheld or near", r.Group)}
	}
	if r.PerGroup < 0 {
		return &RequestError{Param: "per_group", Msg: "cannot be below 0"}
	}
	return (&Request{Limit: r.Limit, Start: r.Start}).Check()
}

// PageOfGroups returns the hits of the page that is asked for, group by group, and
// how many are of each. sizes are those of the groups' lists; list returns the first
// hits of one, most at most unless that is NoLimit.
func PageOfGroups[H any](r *SimilarRequest, sizes [len(GroupKinds)]int, list func(group, most int) ([]H, error)) (hits []H, n [len(GroupKinds)]int, err error) {
	skip, want := r.Start, r.Limit
	for g, kind := range GroupKinds {
		if r.Group != "" && r.Group != kind {
			continue
		}
		most := NoLimit
		if want >= 0 {
			most = skip + want
		}
		if r.PerGroup > 0 && (most < 0 || most > r.PerGroup) {
			most = r.PerGroup
		}
		found, err := list(g, most)
		if err != nil {
			return nil, n, err
		}
		found = found[min(skip, len(found)):]
		size := sizes[g]
		if most >= 0 {
			size = min(size, most)
		}
		skip -= min(skip, size)
		if want >= 0 {
			found = found[:min(want, len(found))]
			want -= len(found)
		}
		hits, n[g] = append(hits, found...), len(found)
	}
	return hits, n, nil
}

// A GroupKind is one of the three groups of similar items.
type GroupKind string

// The groups, in their order. The same request is the same treatment (the same
// substance for drugs) of the same part of the body, where both name one, in
// the same kind of dispute. Overturned counts modified items too: they were
// found necessary in part, which is what a petitioner can point to; the group's
// outcomes tell them apart. Near is what shares the treatment and not the rest,
// an item of the same request whose letter states no outcome, and, where little
// is found, what is of the same kind.
const (
	GroupOverturned GroupKind = "overturned"
	GroupUpheld     GroupKind = "upheld"
	GroupNear       GroupKind = "near"
)

// GroupKinds lists the groups in their order.
var GroupKinds = [3]GroupKind{GroupOverturned, GroupUpheld, GroupNear}

// Label names the group for people.
func (k GroupKind) Label() string {
	switch k {
	case GroupOverturned:
		return "Same request, overturned"
	case GroupUpheld:
		return "Same request, upheld"
	}
	return "Near"
}

// A SimilarResult is the answer to a SimilarRequest. Total and Hits of the
// Result are those of all groups together, in their order.
type SimilarResult struct {
	Result
	Of     SimilarTo      `json:"of"`
	Groups []SimilarGroup `json:"groups"` // always all three
}

// SimilarTo is the item that the others are compared with, as it was read.
type SimilarTo struct {
	ID      string      `json:"id,omitempty"`
	Letter  string      `json:"letter,omitempty"`
	Request string      `json:"request"`
	Outcome imr.Outcome `json:"outcome,omitempty"`
	// Facts are what items are compared by, the most telling first.
	Facts []Fact `json:"facts"`
}

// A Fact is something of an item that another may have too.
type Fact struct {
	Label string `json:"label"` // "Body part"
	Value string `json:"value"` // "knee"
	// Field is the field of the language that finds it; "" for none.
	Field string `json:"field,omitempty"`
	// Same says that items of the same request share it.
	Same bool `json:"same,omitempty"`
}

// A SimilarGroup is one of the groups, with all its counts and the hits of it
// that stand on the page.
type SimilarGroup struct {
	Kind  GroupKind `json:"kind"`
	Label string    `json:"label"`
	Total Total     `json:"total"` // exact unless the result is partial
	Hits  []Hit     `json:"hits"`
}

// An Agreement is what a hit shares with the item it is like.
type Agreement struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// A Difference is where a hit is not as the item it is like.
type Difference struct {
	Label string `json:"label"`
	Here  string `json:"here"`  // of the item that was asked about; "" where it says nothing
	There string `json:"there"` // of the hit; "" where it says nothing
}

// Gather divides the hits of all groups, in their order, among the groups; n
// says how many are of each.
func (r *SimilarResult) Gather(totals [len(GroupKinds)]Total, n [len(GroupKinds)]int) {
	at := 0
	r.Groups = make([]SimilarGroup, len(GroupKinds))
	for i, kind := range GroupKinds {
		r.Groups[i] = SimilarGroup{kind, kind.Label(), totals[i], r.Hits[at : at+n[i] : at+n[i]]}
		at += n[i]
	}
}
