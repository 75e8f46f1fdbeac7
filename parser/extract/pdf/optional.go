package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Optional content is shown or not, as the viewer's user has it; what a file
// switches off at the start is not read.

// beginMarked opens marked content, of which /OC names its group.
func (r *run) beginMarked() {
	off := false
	if r.name(0) == "OC" {
		off = r.objects.switchedOff(r.objects.dict(r.resources["Properties"])[r.name(1)])
	}
	r.mark(off)
}

func (r *run) mark(off bool) {
	if len(r.marked) < maxSaved {
		r.marked = append(r.marked, off)
		if off {
			r.off++
		}
	}
}

func (r *run) endMarked() {
	if n := len(r.marked); n > 0 {
		if r.marked[n-1] {
			r.off--
		}
		r.marked = r.marked[:n-1]
	}
}

// switchedOff reports whether a group, or all groups of a membership, are off
// in the file's default configuration.
func (o *objects) switchedOff(group types.Object) bool {
	if group == nil {
		return false
	}
	off := o.groupsOff()
	if ref, ok := group.(types.IndirectRef); ok && off[int(ref.ObjectNumber)] {
		return true
	}
	d := o.dict(group)
	if d == nil || o.name(d["Type"]) != "OCMD" {
		return false
	}
	members := o.array(d["OCGs"])
	if members == nil {
		members = types.Array{d["OCGs"]}
	}
	for _, m := range members {
		if ref, ok := m.(types.IndirectRef); !ok || !off[int(ref.ObjectNumber)] {
			return false
		}
	}
	return len(members) > 0
}

// groupsOff returns the numbers of the groups that are off.
func (o *objects) groupsOff() map[int]bool {
	if o.off != nil {
		return o.off
	}
	o.off = map[int]bool{}
	catalog, err := o.table.Catalog()
	if err != nil {
		return o.off
	}
	properties := o.dict(catalog["OCProperties"])
	config := o.dict(properties["D"])
	note := func(list types.Array, off bool) {
		for _, g := range list {
			if ref, ok := g.(types.IndirectRef); ok {
				o.off[int(ref.ObjectNumber)] = off
			}
		}
	}
	if o.name(config["BaseState"]) == "OFF" {
		note(o.array(properties["OCGs"]), true)
	}
	note(o.array(config["ON"]), false)
	note(o.array(config["OFF"]), true)
	return o.off
}
