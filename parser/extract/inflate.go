package extract

import (
	"bytes"
	"compress/zlib"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// An inflater decodes streams that are deflated and no more, as most are. Its
// tables are made once for all streams of a file. The zero value is ready.
type inflater struct {
	raw    bytes.Reader
	reader io.ReadCloser
}

// inflate returns the decoded bytes, at most limit and one. Without ok the
// stream is none for it, or damaged: another reader may do more with it.
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
