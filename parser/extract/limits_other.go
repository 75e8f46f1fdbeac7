//go:build !linux

package extract

// limitMemory does nothing here: only the collector's soft limit and the
// deadline bound a worker.
func limitMemory(uint64) error { return nil }
