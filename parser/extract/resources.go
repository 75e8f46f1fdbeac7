package extract

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// setFont selects a font of the resources; an unknown one leaves the old.
func (r *run) setFont() {
	r.size = r.num(1)
	name := r.name(0)
	f, seen := r.fontNames[name]
	if !seen {
		f = r.loadFont(r.objects.dict(r.resources["Font"])[name])
		r.fontNames[name] = f
	}
	if f != nil {
		r.font = f
	}
}

// loadFont reads a font once a file, if it is an object of its own.
func (r *run) loadFont(obj types.Object) *font {
	ref, isRef := obj.(types.IndirectRef)
	if f, ok := r.fonts[int(ref.ObjectNumber)]; isRef && ok {
		return f
	}
	d := r.objects.dict(obj)
	if d == nil {
		return nil
	}
	r.operators += formPrice
	f := r.objects.newFont(d)
	if isRef {
		r.fonts[int(ref.ObjectNumber)] = f
	}
	return f
}

// drawForm runs a form XObject in its own space, with its own resources or,
// as old writers have it, those around it.
func (r *run) drawForm() {
	r.operators += formPrice
	obj := r.objects.dict(r.resources["XObject"])[r.name(0)]
	form := r.objects.dict(obj)
	if r.depth >= maxFormDepth || form == nil || r.objects.name(form["Subtype"]) != "Form" {
		return
	}
	resources := r.objects.dict(form["Resources"])
	if resources == nil {
		resources = r.resources
	}
	space := r.objects.matrix(form["Matrix"]).times(r.space)
	r.newRun(resources, space, r.depth+1).interpret(r.objects.stream(obj))
}

// skipImage passes over the bytes of an inline image, up to an EI that stands
// between blanks.
func (r *run) skipImage() {
	l := &r.lex
	for {
		i := bytes.Index(l.in[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.in)
			return
		}
		at := l.pos + i
		l.pos = at + 2
		if at > 0 && isBlank(l.in[at-1]) && (l.pos == len(l.in) || isBlank(l.in[l.pos])) {
			return
		}
	}
}
