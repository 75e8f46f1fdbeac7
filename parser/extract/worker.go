package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"imrsearch/parser/extract/confine"
	"imrsearch/parser/extract/sandbox"
)

// workerName is the first argument of a worker process.
const workerName = "imr-extract-worker"

// Limits of a worker's memory. The system ends a process that passes the hard
// one; the collector works harder from the soft one on.
const (
	workerMemory     = 384 << 20
	workerSoftMemory = 192 << 20
	workerGrowth     = 200 // per cent of garbage before it is collected: letters keep little, a worker has some 80 MB
)

// greeting begins the first frame of a worker: it is one, and its limits stand.
// What follows is why it is not confined, nothing where it is.
const greeting = "imr extract 2 "

func isWorker() bool {
	return len(os.Args) > 0 && os.Args[0] == workerName
}

// WorkerMain turns this process into a worker, if a Pool started it as one: it
// serves and exits. In any other process it returns at once. Programs and
// tests that use a Pool call it first thing in main or TestMain.
func WorkerMain() {
	sandbox.Main()
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
	free := ""
	if err := confine.Self(); err != nil {
		free = err.Error()
	}
	if serveFiles(os.Stdin, out, free) != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// serveFiles answers requests until the input ends. free says why this process is
// not confined.
func serveFiles(r io.Reader, w io.Writer, free string) error {
	in, out := bufio.NewReaderSize(r, 1<<16), bufio.NewWriterSize(w, 1<<16)
	if err := send(out, []byte(greeting+free)); err != nil {
		return err
	}
	var head, data []byte
	for {
		var err error
		if head, err = readFrame(in, head); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if data, err = readFrame(in, data); err != nil {
			return err
		}
		if err := writeFrame(out, answerOf(decodeRequest(head, data))); err != nil {
			return err
		}
		if in.Buffered() == 0 { // nothing more to do at once
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if cap(data) > 1<<20 {
			data = nil // one large file is no reason to keep its memory
		}
	}
}

// A request is what a worker is asked: to read a file, and to run a task over its
// text.
type request struct {
	name string // of the file
	data []byte // its bytes, or, with text, a text as encodeAnswer writes it
	text bool
	task string // "" for the text itself
	arg  []byte // of the task
	// again says that the text of a PDF that looks poor, has no words, or has
	// pages that were not read, is to come back, without the task: another reader
	// may do better.
	again bool
}

// head is the request without its data: a byte of flags, then the strings, each
// ended by a zero byte but the last.
func (r *request) head() []byte {
	flags := byte(0)
	if r.text {
		flags |= 1
	}
	if r.again {
		flags |= 2
	}
	name := strings.ReplaceAll(r.name, "\x00", "")
	return append(append([]byte{flags}, name+"\x00"+r.task+"\x00"...), r.arg...)
}

func decodeRequest(head, data []byte) *request {
	r := &request{data: data}
	if len(head) == 0 {
		return r
	}
	r.text, r.again = head[0]&1 != 0, head[0]&2 != 0
	name, rest, _ := bytes.Cut(head[1:], []byte{0})
	task, arg, _ := bytes.Cut(rest, []byte{0})
	r.name, r.task, r.arg = string(name), string(task), arg
	return r
}

// answerOf does what is asked. A text fits a frame: the limits of the readers are
// lower.
func answerOf(r *request) []byte {
	var doc Document
	var err error
	if r.text {
		doc, err = decodeAnswer(r.data)
	} else {
		doc, err = read(r.name, r.data)
	}
	again := r.again && err == nil && isPDF(r.data) && (wantsFallback(doc, nil) || len(doc.UnreadPages()) > 0)
	if err == nil && !again && doc.blank() {
		err = blankPDF(doc)
	}
	if err != nil || r.task == "" || again {
		return encodeAnswer(doc, err)
	}
	out, err := runTask(r.task, doc, r.arg)
	if err != nil {
		return encodeAnswer(Document{}, err)
	}
	return append([]byte{answerTask}, out...)
}

func send(out *bufio.Writer, frame []byte) error {
	if err := writeFrame(out, frame); err != nil {
		return err
	}
	return out.Flush()
}

// Between a pool and its workers go frames: a length of four bytes, then as
// many bytes. A request is two frames, its head and the bytes of a file; an answer
// is one: a byte, the number of the reason in reasons, answerText or answerTask,
// then a text or what the task gave.

// maxFrame bounds a frame: the largest file, or the text of one.
const maxFrame = MaxFileBytes + 1

// answerText says that the answer is the text of the file: a line with its
// extractor and recognizer, parted by a tab, then lines ended by line feeds, pages
// parted by form feeds. A page that was not read begins with unreadPage; on one
// that was recognized, sureWords is behind each line, then a character for each of
// its words. Lines hold none of these. answerTask says that it is what a task gave.
const (
	answerText = 0xFF
	answerTask = 0xFE
	unreadPage = '\x01'
	sureWords  = "\x02"
	noSurety   = ' ' // the character of the confidence 0
)

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
	out := append(append([]byte{answerText}, doc.Extractor+"\t"+doc.Recognizer...), '\n')
	for i, p := range doc.Pages {
		if i > 0 {
			out = append(out, '\f')
		}
		if p.Unread {
			out = append(out, unreadPage)
		}
		for n, l := range p.Lines {
			out = append(out, l...)
			if p.Sure != nil {
				out = append(out, sureWords...)
				for _, c := range p.Sure[n] {
					out = append(out, byte(noSurety+min(max(c, 0), 100)))
				}
			}
			out = append(out, '\n')
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

// decodeAnswer is the reverse of encodeAnswer.
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
	head, text, ok := strings.Cut(string(answer[1:]), "\n")
	if !ok {
		return Document{}, refuse(ErrDamaged, "no extractor in the answer")
	}
	var doc Document
	doc.Extractor, doc.Recognizer, _ = strings.Cut(head, "\t")
	for _, page := range strings.Split(text, "\f") {
		doc.Pages = append(doc.Pages, decodePage(page))
	}
	return doc, nil
}

func decodePage(page string) (p Page) {
	if page != "" && page[0] == unreadPage {
		p.Unread, page = true, page[1:]
	}
	if page == "" {
		return p
	}
	p.Lines = strings.Split(strings.TrimSuffix(page, "\n"), "\n")
	if !strings.Contains(page, sureWords) {
		return p
	}
	p.Sure = make([][]int, len(p.Lines))
	for i, l := range p.Lines {
		line, sure, _ := strings.Cut(l, sureWords)
		p.Lines[i], p.Sure[i] = line, []int{}
		for _, c := range []byte(sure) {
			p.Sure[i] = append(p.Sure[i], min(max(int(c)-noSurety, 0), 100))
		}
	}
	return p
}

// A workerError is an error that came over from a worker.
type workerError struct {
	reason error
	text   string
}

func (e *workerError) Error() string { return e.text }
func (e *workerError) Unwrap() error { return e.reason }
