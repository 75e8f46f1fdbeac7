package main

import (
	"errors"
	"imrsearch/cmd/imr/cli"
	"io"
	"os"
	"strings"
	"testing"
)

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestOutputFails: a table that cannot be written is a failure.
func TestOutputFails(t *testing.T) {
	t.Setenv("IMR_CONFIG", os.DevNull)
	for _, args := range [][]string{{"version"}, {"help"}, {"help", "query"}, {"completion", "bash"}} {
		if got := run(args, strings.NewReader(""), fullDisk{}, io.Discard); got != cli.ExitFailed {
			t.Errorf("%v on a full disk: status %d, want %d", args, got, cli.ExitFailed)
		}
	}
}
