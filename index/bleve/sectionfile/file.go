// Package sectionfile answers one question: how do named arrays lie in a mapped
// file? It also writes files and folders so that they survive a power cut.
package sectionfile

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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
// a file that was cut off never opens. A file with the section "a" of the bytes
// 1 2 3 is
//
//	imrsect1 | 1 2 3 0 0 0 0 0 | [{"name":"a","off":8,"len":3}] | 30 0 0 0 0 0 0 0 | imrsect1
//
// Magic is what such a file begins and ends with.
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

// Create begins a section file. Errors of writing are kept in Err and returned
// by Close.
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

// errFull is wrapped by the error of what does not fit into one file: a segment
// must be finished before it holds so much.
var errFull = errors.New("the segment is full: let segments hold fewer items")

// Offset returns n as an offset of 32 bits. Where it is none, the file fails
// with errFull; it never wraps.
func (s *Writer) Offset(n int) uint32 {
	if (n < 0 || n > math.MaxUint32) && s.Err == nil {
		s.Err = fmt.Errorf("%s: offset %d: %w", s.F.Name(), n, errFull)
	}
	return uint32(n)
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

// Open maps a section file and checks where its sections lie. What they hold is
// for their owners to check. Errors: index.ErrDamaged, and those of the file
// system.
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
	end := n - m - 8 - size // of the sections
	for _, e := range toc {
		if e.Off < m || e.Off%8 != 0 || e.Len < 0 || e.Off > end || e.Len > end-e.Off {
			return fmt.Errorf("section %q out of bounds", e.Name)
		}
		if _, twice := s.toc[e.Name]; twice {
			return fmt.Errorf("section %q stands twice", e.Name)
		}
		s.toc[e.Name] = e
	}
	return nil
}

// Get returns a section, empty when there is none of that name. It is valid
// until Close and must not be changed.
func (s *File) Get(name string) []byte {
	e := s.toc[name]
	return s.Data[e.Off : e.Off+e.Len : e.Off+e.Len]
}

// Close unmaps the file: its sections must not be read any more.
func (s *File) Close() error { return unmap(s.Data) }

// Numbers views a section as numbers, nil where there is none of that name or
// its length is not one of whole numbers. Sections begin at multiples of 8
// bytes, so that the numbers are aligned.
func Numbers[T uint8 | uint16 | uint32 | int32 | uint64 | float32](s *File, name string) []T {
	b := s.Get(name)
	var zero T
	size := int(unsafe.Sizeof(zero))
	n := len(b) / size
	if n == 0 || len(b)%size != 0 {
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
