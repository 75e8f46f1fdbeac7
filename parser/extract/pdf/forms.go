package pdf

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// drawForm runs a form XObject in its own space, with its own resources or,
// as old writers have it, those around it.
func (r *run) drawForm() {
	r.operators += formCost
	obj := r.objects.dict(r.resources["XObject"])[r.name(0)]
	form := r.objects.dict(obj)
	if r.depth >= maxFormDepth || form == nil || r.off > 0 || r.objects.switchedOff(form["OC"]) {
		return
	}
	switch r.objects.name(form["Subtype"]) {
	case "Image":
		r.showPicture()
		return
	case "Form":
	default:
		return
	}
	resources := r.objects.dict(form["Resources"])
	if resources == nil {
		resources = r.resources
	}
	space := r.objects.matrix(form["Matrix"]).times(r.space)
	r.newRun(resources, space, r.depth+1).interpret(r.objects.stream(obj))
}

// maxAnnotations bounds how many annotations of a page are drawn.
const maxAnnotations = 1000

// Flags of an annotation that is not shown.
const (
	annotationHidden = 1 << 1
	annotationNoView = 1 << 5
)

// drawAnnotations draws what a page shows beside its content: values of form
// fields, typed notes. They are forms with a rectangle.
func (r *run) drawAnnotations(list types.Array) {
	for _, item := range list[:min(len(list), maxAnnotations)] {
		d := r.objects.dict(item)
		if d == nil || r.objects.integer(d["F"])&(annotationHidden|annotationNoView) != 0 || r.objects.name(d["Subtype"]) == "Popup" {
			continue
		}
		form := r.appearance(d)
		if form == nil && r.objects.name(d["Subtype"]) == "Widget" {
			r.writeValue(d)
		}
		if form != nil {
			r.operators += formCost
			dict := r.objects.dict(form)
			space := r.objects.matrix(dict["Matrix"]).times(r.fit(dict, d)).times(r.space)
			r.newRun(r.objects.dict(dict["Resources"]), space, 1).interpret(r.objects.stream(form))
		}
	}
}

// appearance returns the form that shows an annotation in its present state,
// nil if there is none.
func (r *run) appearance(d types.Dict) types.Object {
	normal := r.objects.dict(d["AP"])["N"]
	if _, isStream := r.objects.resolve(normal).(types.StreamDict); isStream {
		return normal
	}
	state := r.objects.dict(normal)[r.objects.name(d["AS"])]
	if _, isStream := r.objects.resolve(state).(types.StreamDict); isStream {
		return state
	}
	return nil
}

// fit returns the transformation from the form's box, as its matrix places it,
// to the annotation's rectangle.
func (r *run) fit(form, annotation types.Dict) matrix {
	m := r.objects.matrix(form["Matrix"])
	box, rect := r.objects.array(form["BBox"]), r.objects.array(annotation["Rect"])
	if len(box) != 4 || len(rect) != 4 {
		return identity
	}
	var b, to [4]float64
	for i := range b {
		b[i], to[i] = r.objects.number(box[i]), r.objects.number(rect[i])
	}
	from := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, corner := range [4][2]float64{{b[0], b[1]}, {b[0], b[3]}, {b[2], b[1]}, {b[2], b[3]}} {
		x, y := corner[0]*m[0]+corner[1]*m[2]+m[4], corner[0]*m[1]+corner[1]*m[3]+m[5]
		from = [4]float64{min(from[0], x), min(from[1], y), max(from[2], x), max(from[3], y)}
	}
	left, bottom := min(to[0], to[2]), min(to[1], to[3])
	scaleX, scaleY := 1.0, 1.0
	if w, h := from[2]-from[0], from[3]-from[1]; w > 0 && h > 0 {
		scaleX, scaleY = math.Abs(to[2]-to[0])/w, math.Abs(to[3]-to[1])/h
	}
	return matrix{scaleX, 0, 0, scaleY, left - from[0]*scaleX, bottom - from[1]*scaleY}
}

// writeValue writes the value of a form field that has no appearance of its own
// into its rectangle: programs that fill forms leave it to the viewer.
func (r *run) writeValue(field types.Dict) {
	rect := r.objects.array(field["Rect"])
	value := r.inherited(field, "V")
	if kind := r.objects.name(r.inherited(field, "FT")); len(rect) != 4 || kind != "Tx" && kind != "Ch" {
		return
	}
	text := r.objects.text(value)
	if text == "" || len(text) > maxValue {
		return
	}
	left, bottom := min(r.objects.number(rect[0]), r.objects.number(rect[2])), min(r.objects.number(rect[1]), r.objects.number(rect[3]))
	height := math.Abs(r.objects.number(rect[3]) - r.objects.number(rect[1]))
	size := min(height*0.7, valueSize)
	r.text = matrix{1, 0, 0, 1, left + 2, bottom + (height-size)/2 + 0.2*size}
	r.graphics.size, r.stretch = size, 1
	pen := r.pen()
	if !pen.place(&r.text, &r.space, 0) || r.off > 0 {
		return
	}
	moved := 0.0
	for word := range strings.FieldsSeq(text) {
		width := 0.5 * float64(utf8.RuneCountInString(word))
		r.glyphs = append(r.glyphs, glyph{})
		pen.write(&r.glyphs[len(r.glyphs)-1], word, moved, width)
		moved += (width + 0.25) * size
		r.glyphCount += 1 + len(word)/8
	}
}

// The largest size of letters in a field in points, and the longest value in
// bytes.
const (
	valueSize = 12
	maxValue  = 4096
)

// inherited returns an entry of a form field, or of the fields above it.
func (r *run) inherited(field types.Dict, key string) types.Object {
	for range maxFormDepth {
		if v, ok := field[key]; ok {
			return v
		}
		if field = r.objects.dict(field["Parent"]); field == nil {
			break
		}
	}
	return nil
}
