package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// objects reads the objects of one PDF. What is missing or of another type
// comes as the zero value: readers of damaged files go on with what there is.
type objects struct {
	table   *model.XRefTable
	decoded int64          // bytes decoded so far
	over    bool           // a stream went beyond a limit, so that it is not read
	streams map[int][]byte // by object number; nil for what cannot be decoded
	off     map[int]bool   // groups of optional content; nil before the first is asked for

	inflater inflater
}

func newObjects(table *model.XRefTable) *objects {
	return &objects{table: table, streams: map[int][]byte{}}
}

// resolve follows a reference.
func (o *objects) resolve(obj types.Object) types.Object {
	if _, ok := obj.(types.IndirectRef); !ok {
		return obj
	}
	obj, err := o.table.Dereference(obj)
	if err != nil {
		return nil
	}
	return obj
}

func (o *objects) dict(obj types.Object) types.Dict {
	switch d := o.resolve(obj).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	case *types.StreamDict:
		return d.Dict
	}
	return nil
}

func (o *objects) array(obj types.Object) types.Array {
	a, _ := o.resolve(obj).(types.Array)
	return a
}

func (o *objects) name(obj types.Object) string {
	n, _ := o.resolve(obj).(types.Name)
	return string(n)
}

// text reads a text string.
func (o *objects) text(obj types.Object) string {
	var s string
	var err error
	switch t := o.resolve(obj).(type) {
	case types.StringLiteral:
		s, err = types.StringLiteralToString(t)
	case types.HexLiteral:
		s, err = types.HexLiteralToString(t)
	}
	if err != nil {
		return ""
	}
	return s
}

func (o *objects) number(obj types.Object) float64 {
	switch n := o.resolve(obj).(type) {
	case types.Integer:
		return float64(n)
	case types.Float:
		return float64(n)
	}
	return 0
}

// integer returns a number that fits the range of sane PDF integers.
func (o *objects) integer(obj types.Object) int {
	n := o.number(obj)
	if n > 1<<30 || n < -(1<<30) {
		return 0
	}
	return int(n)
}

// matrix reads an array of six numbers, identity for anything else.
func (o *objects) matrix(obj types.Object) matrix {
	a := o.array(obj)
	if len(a) != 6 {
		return identity
	}
	var m matrix
	for i := range m {
		m[i] = o.number(a[i])
	}
	return m
}

const (
	maxStreamBytes  = 16 << 20 // of one decoded stream; a letter's page has 10 kB
	maxDecodedBytes = 64 << 20 // of all decoded streams of a file
)

// stream returns the decoded bytes of a stream, nil when it cannot be decoded
// or goes beyond a limit.
func (o *objects) stream(obj types.Object) []byte {
	ref, isRef := obj.(types.IndirectRef)
	if isRef {
		if content, ok := o.streams[int(ref.ObjectNumber)]; ok {
			return content
		}
	}
	content := o.decode(obj)
	if isRef {
		o.streams[int(ref.ObjectNumber)] = content
	}
	return content
}

func (o *objects) decode(obj types.Object) []byte {
	sd, _, err := o.table.DereferenceStreamDict(obj)
	if err != nil || sd == nil {
		return nil
	}
	if o.decoded > maxDecodedBytes {
		o.over = true
		return nil
	}
	content, ok := o.unfiltered(sd)
	if !ok {
		o.decoded += maxStreamBytes / 4 // the price of having tried
		return nil
	}
	o.decoded += int64(len(content))
	return content
}

// unfiltered decodes a stream by its filters.
func (o *objects) unfiltered(sd *types.StreamDict) (content []byte, ok bool) {
	if sd.Content != nil {
		return sd.Content, true
	}
	if content, ok := o.inflater.inflate(sd, maxStreamBytes); ok {
		o.over = o.over || len(content) > maxStreamBytes
		return content, len(content) <= maxStreamBytes
	}
	err := sd.DecodeWithLimit(maxStreamBytes)
	o.over = o.over || errors.Is(err, filter.ErrDecodeLimitExceeded)
	return sd.Content, err == nil
}

// content returns a page's content: one stream, or several that are read as
// one, parted by blanks.
func (o *objects) content(obj types.Object) []byte {
	parts, ok := o.resolve(obj).(types.Array)
	if !ok {
		return o.stream(obj)
	}
	if len(parts) == 1 {
		return o.stream(parts[0])
	}
	var all []byte
	for _, part := range parts {
		if len(all) > maxStreamBytes {
			o.over = true
			break
		}
		all = append(append(all, o.stream(part)...), '\n')
	}
	return all
}

// An inflater decodes streams whose only filter is Flate, as most are. Its
// tables are made once for all streams of a file. The zero value is ready.
type inflater struct {
	raw    bytes.Reader
	reader io.ReadCloser
}

// inflate returns the decoded bytes, at most limit and one. ok is false
// for a stream with other filters, or a damaged one, of which pdfcpu may read
// more.
func (f *inflater) inflate(sd *types.StreamDict, limit int) (content []byte, ok bool) {
	if !isDeflated(sd) {
		return nil, false
	}
	f.raw.Reset(sd.Raw)
	if f.start() != nil {
		return nil, false
	}
	out := make([]byte, 0, min(inflatedShare*len(sd.Raw), limit)+bytes.MinRead)
	for len(out) <= limit {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := f.reader.Read(out[len(out):min(cap(out), limit+1)])
		out = out[:len(out)+n]
		if err == io.EOF {
			return out, true
		}
		if err != nil {
			return nil, false
		}
	}
	return out, true
}

// inflatedShare is how many bytes one byte of a page's content becomes, about.
const inflatedShare = 5

// start begins with the header of the next stream.
func (f *inflater) start() (err error) {
	if f.reader == nil {
		f.reader, err = zlib.NewReader(&f.raw)
		return err
	}
	return f.reader.(zlib.Resetter).Reset(&f.raw, nil)
}

// isDeflated reports whether a stream has the one filter, without predictors.
func isDeflated(sd *types.StreamDict) bool {
	return len(sd.FilterPipeline) == 1 && sd.FilterPipeline[0].Name == filter.Flate && len(sd.FilterPipeline[0].DecodeParms) == 0
}
