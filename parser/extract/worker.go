package extract

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// workerName is the first argument of a worker process.
const workerName = "imr-extract-worker"

// Limits of a worker's memory. The system ends a process that passes the hard
// one; the collector works harder from the soft one on.
const (
	workerMemory     = 256 << 20
	workerSoftMemory = 128 << 20
	workerGrowth     = 800 // per cent of garbage before it is collected: letters keep little, a worker has some 80 MB
)

// greeting is the first frame of a worker: it is one, and its limits stand.
const greeting = "imr extract 1"

func isWorker() bool { return len(os.Args) > 0 && os.Args[0] == workerName }

// WorkerMain turns this process into a worker, if a Pool started it as one: it
// serves and exits. In any other process it returns at once. Programs and
// tests that use a Pool call it first thing in main or TestMain.
func WorkerMain() {
	if !isWorker() {
		return
	}
	out := os.Stdout
	os.Stdout = os.Stderr // nothing else may write between the frames
	debug.SetGCPercent(workerGrowth)
	debug.SetMemoryLimit(workerSoftMemory)
	if err := limitMemory(raceFactor * workerMemory); err != nil {
		os.Stderr.WriteString("memory limit: " + err.Error() + "\n")
		os.Exit(1)
	}
	if serveFiles(os.Stdin, out) != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// serveFiles answers requests until the input ends.
func serveFiles(r io.Reader, w io.Writer) error {
	in, out := bufio.NewReaderSize(r, 1<<16), bufio.NewWriterSize(w, 1<<16)
	if err := send(out, []byte(greeting)); err != nil {
		return err
	}
	var data []byte
	for {
		var err error
		if data, err = readFrame(in, data); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := send(out, answer(data)); err != nil {
			return err
		}
		if cap(data) > 1<<20 {
			data = nil // one large file is no reason to keep its memory
		}
	}
}

// answer reads one file. Its text fits a frame: the limits of the readers are
// lower.
func answer(data []byte) []byte {
	doc, err := Read("", data)
	return encodeAnswer(doc, err)
}

func send(out *bufio.Writer, frame []byte) error {
	if err := writeFrame(out, frame); err != nil {
		return err
	}
	return out.Flush()
}

// Between a pool and its workers go frames: a length of four bytes, then as
// many bytes. A request is the bytes of a file; an answer is one byte, the
// number of the reason in reasons or answerText, then a text.

// maxFrame bounds a frame: the largest file, or the text of one.
const maxFrame = MaxFileBytes + 1

// answerText says that the answer is the text of the file: lines ended by line
// feeds, pages parted by form feeds. Lines hold neither.
const answerText = 0xFF

var errFrame = errors.New("a frame beyond the limit")

func writeFrame(w io.Writer, parts ...[]byte) error {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > maxFrame {
		return errFrame
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(n))
	for _, p := range append([][]byte{head}, parts...) {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a frame into buf, or into a larger one where it must.
func readFrame(r io.Reader, buf []byte) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(head[:]))
	if n > maxFrame {
		return nil, errFrame
	}
	if cap(buf) < n {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	_, err := io.ReadFull(r, buf)
	return buf, err
}

// encodeAnswer makes the answer for what Read returned.
func encodeAnswer(doc Document, err error) []byte {
	if err != nil {
		for i, reason := range reasons {
			if errors.Is(err, reason) {
				return append([]byte{byte(i)}, err.Error()...)
			}
		}
		return append([]byte{reasonNumber(ErrDamaged)}, err.Error()...)
	}
	out := []byte{answerText}
	for i, p := range doc.Pages {
		if i > 0 {
			out = append(out, '\f')
		}
		for _, l := range p.Lines {
			out = append(append(out, l...), '\n')
		}
	}
	return out
}

func reasonNumber(reason error) byte {
	for i, r := range reasons {
		if r == reason {
			return byte(i)
		}
	}
	return 0
}

// decodeAnswer is the reverse of encodeAnswer; the extractor is not part of it.
func decodeAnswer(answer []byte) (Document, error) {
	if len(answer) == 0 {
		return Document{}, refuse(ErrDamaged, "no answer")
	}
	if kind := int(answer[0]); kind != answerText {
		if kind >= len(reasons) {
			kind = int(reasonNumber(ErrDamaged))
		}
		return Document{}, &workerError{reasons[kind], string(answer[1:])}
	}
	var doc Document
	for _, page := range strings.Split(string(answer[1:]), "\f") {
		var lines []string
		if page != "" {
			lines = strings.Split(strings.TrimSuffix(page, "\n"), "\n")
		}
		doc.Pages = append(doc.Pages, Page{Lines: lines})
	}
	return doc, nil
}

// A workerError is an error that came over from a worker.
type workerError struct {
	reason error
	text   string
}

func (e *workerError) Error() string { return e.text }
func (e *workerError) Unwrap() error { return e.reason }
