package extract

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"imrsearch/parser/extract/ocr"
	"imrsearch/parser/extract/pdf/pdftest"

	"github.com/google/go-cmp/cmp"
)

// ownPool returns a pool that never runs pdftotext: its texts are the same on
// every machine.
func ownPool(n int) *Pool {
	return newPool(n, func() *pdftotext { return nil }, func() *ocr.Engine { return nil })
}

func TestPool(t *testing.T) {
	pool := ownPool(2)
	defer pool.Close()
	var wg sync.WaitGroup
	for _, word := range strings.Fields("one two three four five six seven eight") {
		wg.Go(func() {
			doc, err := pool.Read(context.Background(), "a.pdf", pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td ("+word+") Tj ET"))
			if got := shown(doc, err); got != word || doc.Extractor != "pdf/3" {
				t.Errorf("%s: %q by %q", word, got, doc.Extractor)
			}
		})
	}
	wg.Wait()
	if got := shown(pool.Read(context.Background(), "a.txt", []byte("text"))); got != "text" {
		t.Errorf("text: %q", got)
	}
	if _, err := pool.Read(context.Background(), "a.pdf", pdftest.Encrypted("secret", "x")); !errors.Is(err, ErrEncrypted) {
		t.Errorf("with a password: %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pool.Read(ended, "a.pdf", pdftest.OnePage("", "")); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// TestPoolRestarts holds that a process which something outside ends is
// replaced, and the file read all the same.
func TestPoolRestarts(t *testing.T) {
	k := &keeper{pool: &Pool{}}
	defer k.stop()
	letter := pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (again) Tj ET")
	for range 3 {
		a := k.alone(&call{ctx: t.Context(), request: request{name: "a.pdf", data: letter}})
		if got := shown(a.doc, a.err); got != "again" {
			t.Fatalf("got %q", got)
		}
		_ = k.process.cmd.Process.Kill()
		<-k.process.waited
	}
}

// TestDeadline holds that a process which does not answer in time is ended.
func TestDeadline(t *testing.T) {
	p, err := startProcess()
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.within(t.Context(), time.Millisecond, func() ([]byte, error) { return readFrame(p.out, nil) })
	if !errors.Is(err, ErrTooLarge) || !p.ended {
		t.Errorf("dead is %v, error %v", p.ended, err)
	}
	p.stop()
}

func TestPoolClosed(t *testing.T) {
	pool := NewPool(1)
	pool.Close()
	pool.Close()
	if _, err := pool.Read(context.Background(), "a.pdf", pdftest.OnePage("", "")); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// TestAnswers holds that what Read returns comes over from a worker unchanged.
func TestAnswers(t *testing.T) {
	docs := []Document{
		{Pages: []Page{{Lines: []string{"one", "", "two"}}}},
		{Pages: []Page{{}, {Lines: []string{"second"}}, {}}},
		{Pages: []Page{{}}},
	}
	for _, want := range docs {
		got, err := decodeAnswer(encodeAnswer(want, nil))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	}
	for _, reason := range reasons {
		sent := refuse(reason, "detail")
		_, err := decodeAnswer(encodeAnswer(Document{}, sent))
		if !errors.Is(err, reason) || err.Error() != sent.Error() {
			t.Errorf("%v came as %v", sent, err)
		}
	}
	for _, answer := range []string{"", "\x63what"} {
		if _, err := decodeAnswer([]byte(answer)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", answer, err)
		}
	}
}

func TestFrames(t *testing.T) {
	var b bytes.Buffer
	if err := writeFrame(&b, []byte("one "), []byte("frame")); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	if got, err := readFrame(bytes.NewReader(whole), nil); err != nil || string(got) != "one frame" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := readFrame(bytes.NewReader(whole[:7]), nil); err == nil {
		t.Error("a frame cut off was read")
	}
	if _, err := readFrame(strings.NewReader("\xff\xff\xff\xff"), nil); !errors.Is(err, errFrame) {
		t.Errorf("a frame of 4 GB: %v", err)
	}
}

// TestFallback holds when pdftotext is asked, and what its text looks like.
func TestFallback(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	pool := NewPool(1)
	defer pool.Close()
	doc, err := pool.Read(context.Background(), "a.pdf", loopedXRef("Priority:          Standard"))
	if got := shown(doc, err); !strings.HasPrefix(got, "Priority:   ") || !strings.HasPrefix(doc.Extractor, "pdftotext/") {
		t.Errorf("%q by %q", got, doc.Extractor)
	}
	good := pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (The request for twelve sessions of therapy is not supported.) Tj ET")
	if doc, err := pool.Read(context.Background(), "a.pdf", good); err != nil || doc.Extractor != "pdf/3" {
		t.Errorf("good text: by %q, %v", doc.Extractor, err)
	}
	if _, err := pool.Read(context.Background(), "a.pdf", pdftest.OnePage("", "")); !errors.Is(err, ErrNeedsOCR) {
		t.Errorf("no text at all: %v", err)
	}
}

func TestQuality(t *testing.T) {
	tests := []struct {
		text string
		poor bool
	}{
		{"The patient is a 53 year old man who was hurt at work. The request for therapy is upheld.", false},
		{"short", true},
		{"T h e  p a t i e n t  i s  a  m a n  a n d  t h e r e  i s  m o r e  o f  t h i s  h e r e", true},
		{"Thepatientisafiftythreeyearoldmanwhowashurtatwork Therequestfortherapyisupheld", true},
		{"Th\uFFFD p\uFFFDt\uFFFD\uFFFDnt \uFFFDs \uFFFD m\uFFFDn wh\uFFFD w\uFFFDs h\uFFFDrt \uFFFDt w\uFFFDrk \uFFFDnd m\uFFFDr\uFFFD s\uFFFDch w\uFFFDrds", true},
	}
	for _, test := range tests {
		doc := Document{Pages: []Page{{Lines: []string{test.text}}}}
		if got := measure(doc).poor(1); got != test.poor {
			t.Errorf("%q: poor is %v", test.text, got)
		}
	}
}
