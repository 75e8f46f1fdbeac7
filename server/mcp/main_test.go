package mcp_test

import (
	"os"
	"testing"

	"imrsearch/parser/extract"
)

// TestMain lets the test's own program be the worker that reads files.
func TestMain(m *testing.M) {
	extract.WorkerMain()
	os.Exit(m.Run())
}
