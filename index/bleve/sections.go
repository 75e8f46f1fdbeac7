package bleve

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
const sectionMagic = "imrsect1"

type section struct {
	Name string `json:"name"`
	Off  int64  `json:"off"`
	Len  int64  `json:"len"`
}

// A sectionWriter writes a section file from front to back.
type sectionWriter struct {
	f        *os.File
	w        *bufio.Writer
	at       int64
	sections []section
	err      error
}

func createSections(path string) (*sectionWriter, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	s := &sectionWriter{f: f, w: bufio.NewWriterSize(f, 1<<18)}
	s.write([]byte(sectionMagic))
	return s, nil
}

// begin opens a section; what Write gets belongs to it until the next begin.
func (s *sectionWriter) begin(name string) {
	s.pad()
	s.sections = append(s.sections, section{Name: name, Off: s.at})
}

func (s *sectionWriter) pad() {
	if n := s.at % 8; n != 0 {
		s.write(make([]byte, 8-n))
	}
}

func (s *sectionWriter) write(b []byte) {
	if s.err != nil {
		return
	}
	n, err := s.w.Write(b)
	s.at += int64(n)
	s.err = err
}

// Write appends to the section that is open.
func (s *sectionWriter) Write(b []byte) (int, error) {
	s.write(b)
	s.sections[len(s.sections)-1].Len += int64(len(b))
	return len(b), s.err
}

// put writes a whole section.
func (s *sectionWriter) put(name string, b []byte) {
	s.begin(name)
	_, _ = s.Write(b)
}

// putNumbers writes a whole section of numbers.
func putNumbers[T uint8 | uint16 | uint32 | int32 | uint64 | float32](s *sectionWriter, name string, v []T) {
	s.put(name, bytesOf(v))
}

// close writes the table of contents and makes the file durable.
func (s *sectionWriter) close() error {
	s.pad()
	toc, err := json.Marshal(s.sections)
	if err != nil {
		return err
	}
	s.write(toc)
	s.write(binary.LittleEndian.AppendUint64(nil, uint64(len(toc))))
	s.write([]byte(sectionMagic))
	if s.err == nil {
		s.err = s.w.Flush()
	}
	if s.err == nil {
		s.err = s.f.Sync()
	}
	if err := s.f.Close(); s.err == nil {
		s.err = err
	}
	return s.err
}

// Sections is an open section file, mapped into memory.
type sections struct {
	path string
	data []byte
	toc  map[string]section
}

func openSections(path string) (*sections, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	s := &sections{path: path, data: data, toc: map[string]section{}}
	if err := s.readTOC(); err != nil {
		_ = unmap(data)
		return nil, fmt.Errorf("%s: %w: %w", path, err, index.ErrDamaged)
	}
	return s, nil
}

func (s *sections) readTOC() error {
	n := int64(len(s.data))
	m := int64(len(sectionMagic))
	if n < 2*m+8 || string(s.data[:m]) != sectionMagic || string(s.data[n-m:]) != sectionMagic {
		return fmt.Errorf("no section file")
	}
	size := int64(binary.LittleEndian.Uint64(s.data[n-m-8:]))
	if size < 0 || size > n-2*m-8 {
		return fmt.Errorf("table of contents out of bounds")
	}
	var toc []section
	if err := json.Unmarshal(s.data[n-m-8-size:n-m-8], &toc); err != nil {
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

// get returns a section, empty when there is none of that name.
func (s *sections) get(name string) []byte {
	e := s.toc[name]
	return s.data[e.Off : e.Off+e.Len : e.Off+e.Len]
}

func (s *sections) close() error { return unmap(s.data) }

// numbers views a section as numbers.
func numbers[T uint8 | uint16 | uint32 | int32 | uint64 | float32](s *sections, name string) []T {
	b := s.get(name)
	var zero T
	n := len(b) / int(unsafe.Sizeof(zero))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), n)
}

// bytesOf views numbers as the bytes that a section holds.
func bytesOf[T uint8 | uint16 | uint32 | int32 | uint64 | float32](v []T) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&v[0])), len(v)*int(unsafe.Sizeof(v[0])))
}
