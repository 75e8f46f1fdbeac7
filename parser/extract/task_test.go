package extract

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"

	"imrsearch/parser/extract/confine"
	"imrsearch/parser/extract/pdf/pdftest"
)

// reachTask tries what a worker may not do, and gives what it could.
var reachTask = NewTask("test reach", func(doc Document, arg []byte) ([]byte, error) {
	var could []string
	if _, err := os.ReadFile(string(arg)); err == nil {
		could = append(could, "read a file")
	}
	if err := os.WriteFile(string(arg)+".new", nil, 0o600); err == nil {
		could = append(could, "write a file")
	}
	if _, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		could = append(could, "listen")
	}
	if _, err := net.Dial("udp", "127.0.0.1:9"); err == nil {
		could = append(could, "open a socket")
	}
	if err := exec.Command("/bin/true").Run(); err == nil {
		could = append(could, "run a program")
	}
	return []byte(strings.Join(could, ", ")), nil
})

// TestWorkersAreConfined has a worker try to open a file and a socket, and to run
// a program.
func TestWorkersAreConfined(t *testing.T) {
	file := t.TempDir() + "/letter.txt"
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	pool := ownPool(1)
	defer pool.Close()
	could, err := pool.Run(t.Context(), reachTask, "a.txt", []byte("text"), []byte(file))
	if free := pool.Unconfined(); free != "" {
		if !strings.Contains(free, confine.ErrUnsupported.Error()) {
			t.Errorf("not confined: %s", free)
		}
		t.Skip(free)
	}
	if err != nil || len(could) > 0 {
		t.Errorf("a worker could %s (%v)", could, err)
	}
}

// faultTask does what the text says.
var faultTask = NewTask("test fault", func(doc Document, arg []byte) ([]byte, error) {
	word := doc.Pages[0].Lines[0]
	switch word {
	case "panic":
		panic("met its match")
	case "exit":
		os.Exit(3)
	case "error":
		return nil, fmt.Errorf("%w: as asked", ErrEncrypted)
	case "hoard":
		for hoard := [][]byte{}; ; runtime.KeepAlive(hoard) {
			b := make([]byte, 16<<20)
			for i := range b {
				b[i] = 1
			}
			hoard = append(hoard, b)
		}
	}
	return []byte(word + string(arg)), nil
})

// TestTasks runs tasks over many small files at once: each has its own answer,
// whatever the ones beside it do to the process.
func TestTasks(t *testing.T) {
	if testing.Short() {
		t.Skip("ends processes by time and memory, which the race detector changes")
	}
	pool := ownPool(2)
	defer pool.Close()
	reasons := map[string]error{"panic": ErrDamaged, "error": ErrEncrypted, "exit": ErrTooLarge, "hoard": ErrTooLarge}
	var wg sync.WaitGroup
	for i := range 60 {
		word := fmt.Sprintf("word%d", i)
		switch i {
		case 5:
			word = "panic"
		case 17:
			word = "exit"
		case 18:
			word = "error"
		case 40:
			word = "hoard"
		}
		wg.Go(func() {
			out, err := pool.Run(t.Context(), faultTask, "a.txt", []byte(word), []byte("!"))
			if !errors.Is(err, reasons[word]) || err == nil && string(out) != word+"!" {
				t.Errorf("%s: %q, %v", word, out, err)
			}
		})
	}
	wg.Wait()
	out, err := pool.Run(t.Context(), faultTask, "a.pdf", pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf (well) Tj ET"), nil)
	if err != nil || string(out) != "well" {
		t.Errorf("after all: %q, %v", out, err)
	}
}

// TestTaskOfOtherReader holds that a task is run over the text of pdftotext where
// the own reader finds none.
func TestTaskOfOtherReader(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	pool := NewPool(1)
	defer pool.Close()
	out, err := pool.Run(context.Background(), faultTask, "a.pdf", loopedXRef("Priority"), nil)
	if err != nil || string(out) != "Priority" {
		t.Errorf("%q, %v", out, err)
	}
}
