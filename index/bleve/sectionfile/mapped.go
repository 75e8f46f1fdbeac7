package sectionfile

import (
	"os"
	"runtime/debug"

	"github.com/blevesearch/mmap-go"
)

// MapFile maps a file for reading. The bytes stay valid until they are
// unmapped; an empty file is nil.
//
// A mapped file that is cut short later has pages that are not there any more:
// to read them is a fault, which ends the process unless the goroutine called
// PanicOnFault.
func MapFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, nil
	}
	return mmap.Map(f, mmap.RDONLY, 0)
}

func unmap(data []byte) error {
	if data == nil {
		return nil
	}
	m := mmap.MMap(data)
	return m.Unmap()
}

// PanicOnFault makes a fault of the calling goroutine a panic, which can be
// recovered, until restore is called. Every goroutine that reads mapped files
// needs it:
//
//	defer recoverInto(&err)
//	defer sectionfile.PanicOnFault()()
func PanicOnFault() (restore func()) {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}
