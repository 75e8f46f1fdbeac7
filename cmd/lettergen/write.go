package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"imrsearch/parser/lettertest"
)

// folderSize is how many letters go into one folder when there are more than
// folders bear well.
const folderSize = 1000

// lines writes what is in the letters as JSON Lines.
func (j job) lines(g *lettertest.Generator, stdout io.Writer) error {
	if j.out == "-" {
		return j.encode(g, stdout)
	}
	f, err := os.Create(j.out)
	if err != nil {
		return err
	}
	return errors.Join(j.encode(g, f), f.Close())
}

func (j job) encode(g *lettertest.Generator, w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 1<<20)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for i := range j.n {
		if err := encoder.Encode(g.Truth(j.from + i)); err != nil {
			return err
		}
	}
	return buffered.Flush()
}

// files writes the letters as files, one at a time.
func (j job) files(g *lettertest.Generator, stdout io.Writer) error {
	if j.out == "-" && j.n > 1 {
		return fmt.Errorf("--out -: takes one letter; give a folder, or --format jsonl")
	}
	for i := range j.n {
		f, err := g.Letter(j.from + i).File(lettertest.Format(j.format))
		if err != nil {
			return err
		}
		if j.out == "-" {
			_, err := stdout.Write(f.Data)
			return err
		}
		folder := j.out
		if j.n > 5*folderSize {
			folder = filepath.Join(j.out, fmt.Sprintf("%04d", i/folderSize))
		}
		if err := save(folder, f); err != nil {
			return err
		}
		if j.truth {
			if err := saveTruth(filepath.Join(j.out, "truth"), f); err != nil {
				return err
			}
		}
	}
	return nil
}

// sample writes the letters of testdata and, beside them, their truth.
func (j job) sample() error {
	if j.out == "-" {
		return errors.New("--profile sample: wants --out FOLDER")
	}
	files, err := lettertest.Sample()
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := save(filepath.Join(j.out, "letters"), f); err != nil {
			return err
		}
		if err := saveTruth(filepath.Join(j.out, "truth"), f); err != nil {
			return err
		}
	}
	return nil
}

func save(folder string, f lettertest.File) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o666)
}

func saveTruth(folder string, f lettertest.File) error {
	b, err := f.TruthJSON()
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + ".json"
	return save(folder, lettertest.File{Name: name, Data: b})
}
