package extract

import (
	"bufio"
	"io"
	"os"
	"runtime/debug"
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

// serveFiles answers requests until there are no more.
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

// answer reads one file. Text beyond the limit of a frame cannot come up: it
// is less than what the interpreter may place.
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
