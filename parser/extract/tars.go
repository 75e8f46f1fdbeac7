package extract

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
)

// tarBlock is the size of a tar header.
const tarBlock = 512

// isTar reports whether head begins as a tar.
func isTar(head []byte) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// isGzip reports whether head begins as a gzip.
func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b")) }

// walkGzip calls fn for each member of a tar.gz, or for the one file that a
// gzip without a tar holds.
func (w *walk) walkGzip(name string, r io.Reader) error {
	packed := &counter{r: r}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return refuse(ErrDamaged, "gzip: %v", err)
	}
	in := bufio.NewReaderSize(&ratioReader{r: unpacked, packed: packed}, 1<<16)
	if head, _ := in.Peek(tarBlock); isTar(head) {
		return w.walkTar(in)
	}
	base := path.Base(name)
	if ext := path.Ext(base); strings.EqualFold(ext, ".gz") {
		base = strings.TrimSuffix(base, ext)
	}
	return w.member(base, func() ([]byte, error) { return w.read(in, 0) })
}

// walkTar calls fn for each file of a tar, in its order.
func (w *walk) walkTar(r io.Reader) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case isReason(err):
			return err
		case err != nil:
			return refuse(ErrDamaged, "tar: %v", err)
		case h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
			continue
		}
		err = w.member(h.Name, func() ([]byte, error) {
			if h.Typeflag != tar.TypeReg {
				return nil, ErrLink
			}
			return w.read(t, 0)
		})
		if err != nil {
			return err
		}
	}
}

// A counter counts the bytes that go through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// A ratioReader ends a stream that inflates beyond all measure.
type ratioReader struct {
	r      io.Reader
	packed *counter
	n      int64
}

func (r *ratioReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.n += int64(n)
	if inflates(r.packed.n, r.n) || r.n > maxArchiveBytes {
		return 0, refuse(ErrTooLarge, "inflates more than %d times, or beyond %d GB", maxRatio, maxArchiveBytes>>30)
	}
	return n, err
}
