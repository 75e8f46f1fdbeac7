package middleware

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// compressFrom is the size of a body in bytes from which it is compressed:
// less fits one packet anyway.
const compressFrom = 1024

// Compress compresses text answers for clients that take gzip or zstd. A
// stream is flushed through.
func Compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.EnableZstd(true))
	if err != nil {
		panic(err) // the options are constants
	}
	return wrap(next)
}
