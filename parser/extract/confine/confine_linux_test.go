package confine

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the test's own program be the process that is confined.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "-confined" {
		confined(os.Args[2])
		os.Exit(0)
	}
	if len(os.Args) > 3 && os.Args[1] == "-exec" {
		fmt.Println("not run:", Exec(os.Args[2], os.Args[2:], nil, []string{"/bin", "/lib", "/lib64", "/usr", os.Args[0]}))
		os.Exit(0)
	}
	if len(os.Args) > 1 && os.Args[1] == "-attempts" {
		attempts(os.Args[2])
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func confined(file string) {
	open, _ := os.Open(file)
	if err := Self(); err != nil {
		fmt.Println("unsupported:", err)
		return
	}
	attempts(file)
	b := make([]byte, 4)
	if n, err := open.Read(b); n != 4 {
		fmt.Println("what was open is closed:", err)
	}
}

// attempts prints what may be done that may not.
func attempts(file string) {
	if _, err := os.ReadFile(file); err == nil {
		fmt.Println("a file was read")
	}
	if f, err := os.Create(file + ".new"); err == nil {
		f.Close()
		fmt.Println("a file was written")
	}
	if err := os.Remove(file); err == nil {
		fmt.Println("a file was removed")
	}
	for _, network := range []string{"tcp", "udp"} {
		if c, err := net.Dial(network, "127.0.0.1:9"); err == nil {
			c.Close()
			fmt.Println("a connection by", network)
		} else if !errors.Is(err, syscall.EPERM) {
			fmt.Println(network, "was refused by the other side:", err)
		}
	}
	if _, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		fmt.Println("it listens")
	}
	if err := exec.Command("/bin/true").Run(); err == nil {
		fmt.Println("a program was run")
	}
	if err := syscall.Kill(os.Getppid(), 0); err == nil {
		fmt.Println("a signal was sent")
	}
}

func TestSelf(t *testing.T) {
	file := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(os.Args[0], "-confined", file).CombinedOutput()
	if strings.HasPrefix(string(out), "unsupported") {
		t.Skip(string(out))
	}
	if err != nil || len(out) > 0 {
		t.Errorf("a confined process: %v\n%s", err, out)
	}
}

// TestExec runs a program that may read the system's folders, and this one, but
// not the letters beside it.
func TestExec(t *testing.T) {
	file := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := hidden(); errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	}
	out, err := exec.Command(os.Args[0], "-exec", os.Args[0], "-attempts", file).CombinedOutput()
	if got := strings.ReplaceAll(string(out), "a program was run\n", ""); err != nil || got != "" {
		t.Errorf("a confined program: %v\n%s", err, got)
	}
}

// hidden tells whether this system has landlock, without using it.
func hidden() error {
	if _, _, e := syscall.Syscall(444, 0, 0, 1); e != 0 { // landlock_create_ruleset: its version
		return ErrUnsupported
	}
	return nil
}
