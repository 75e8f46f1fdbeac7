// Package sectionfile answers one question: how do named arrays lie in a mapped
// file? It also writes files and folders so that they survive a power cut.
package sectionfile

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"unsafe"

	"imrsearch/index"
)

// A section file holds named byte sections, each aligned to 8 bytes, so that
// arrays of numbers are used where they lie in the mapped file:
//
//	magic "imrsect1" | section ... | table of contents as JSON | its length, 8 bytes | magic
//
// Numbers are little-endian. The table of contents is read back to front, so
// a file that was cut off never opens.
const Magic = "imrsect1"

type section struct {
	Name string `json:"name"`
	Off  int64  `json:"off"`
	Len  int64  `json:"len"`
}

// A Writer writes a section file from front to back.
type Writer struct {
	F        *os.File
	W        *bufio.Writer
	at       int64
	sections []section
	Err      error
}

func Create(path string) (*Writer, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	s := &Writer{F: f, W: bufio.NewWriterSize(f, 1<<18)}
	s.write([]byte(Magic))
	return s, nil
}

// Begin opens a section; what Write gets belongs to it until the next begin.
func (s *Writer) Begin(name string) {
	s.pad()
	s.sections = append(s.sections, section{Name: name, Off: s.at})
}

func (s *Writer) pad() {
	if n := s.at % 8; n != 0 {
		s.write(make([]byte, 8-n))
	}
}

func (s *Writer) write(b []byte) {
	if s.Err != nil {
		return
	}
	n, err := s.W.Write(b)
	s.at += int64(n)
	s.Err = err
}

// Write appends to the section that is open.
func (s *Writer) Write(b []byte) (int, error) {
	s.write(b)
	s.sections[len(s.sections)-1].Len += int64(len(b))
	return len(b), s.Err
}

// Put writes a whole section.
func (s *Writer) Put(name string, b []byte) {
	s.Begin(name)
	_, _ = s.Write(b)
}

// PutNumbers writes a whole section of numbers.
func PutNumbers[T uint8 | uint16 | uint32 | int32 | uint64 | float32](s *Writer, name string, v []T) {
	s.Put(name, BytesOf(v))
}

// Close writes the table of contents and makes the file durable.
func (s *Writer) Close() error {
	s.pad()
	toc, err := json.Marshal(s.sections)
	if err != nil {
		return err
	}
	s.write(toc)
	s.write(binary.LittleEndian.AppendUint64(nil, uint64(len(toc))))
	s.write([]byte(Magic))
	if s.Err == nil {
		s.Err = s.W.Flush()
	}
	if s.Err == nil {
		s.Err = s.F.Sync()
	}
	if err := s.F.Close(); s.Err == nil {
		s.Err = err
	}
	return s.Err
}

// File is an open section file, mapped into memory.
type File struct {
	Path string
	Data []byte
	toc  map[string]section
}

func Open(path string) (*File, error) {
	data, err := MapFile(path)
	if err != nil {
		return nil, err
	}
	s := &File{Path: path, Data: data, toc: map[string]section{}}
	if err := s.readTOC(); err != nil {
		_ = unmap(data)
		return nil, fmt.Errorf("%s: %w: %w", path, err, index.ErrDamaged)
	}
	return s, nil
}

func (s *File) readTOC() error {
	n := int64(len(s.Data))
	m := int64(len(Magic))
	if n < 2*m+8 || string(s.Data[:m]) != Magic || string(s.Data[n-m:]) != Magic {
		return fmt.Errorf("no section file")
	}
	size := int64(binary.LittleEndian.Uint64(s.Data[n-m-8:]))
	if size < 0 || size > n-2*m-8 {
		return fmt.Errorf("table of contents out of bounds")
	}
	var toc []section
	if err := json.Unmarshal(s.Data[n-m-8-size:n-m-8], &toc); err != nil {
		return err
	}
	for _, e := range toc {
		if e.Off < m || e.Len < 0 || e.Off+e.Len > n {
			return fmt.Errorf("section %q out of bounds", e.Name)
		}
		s.toc[e.Name] = e
	}
	return nil
}

// Get returns a section, empty when there is none of that name.
func (s *File) Get(name string) []byte {
	e := s.toc[name]
	return s.Data[e.Off : e.Off+e.Len : e.Off+e.Len]
}

func (s *File) Close() error { return unmap(s.Data) }

// Numbers views a section as numbers.
func Numbers[T uint8 | uint16 | uint32 | int32 | uint64 | float32](s *File, name string) []T {
	b := s.Get(name)
	var zero T
	n := len(b) / int(unsafe.Sizeof(zero))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), n)
}

// BytesOf views numbers as the bytes that a section holds.
func BytesOf[T uint8 | uint16 | uint32 | int32 | uint64 | float32](v []T) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&v[0])), len(v)*int(unsafe.Sizeof(v[0])))
}
