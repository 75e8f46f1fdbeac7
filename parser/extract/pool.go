package extract

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// A Pool reads files, PDFs in worker processes, so that a hostile PDF that
// exhausts memory or time costs one error. Its methods may be called at once by
// any number of goroutines; to keep n processes busy, call Read from at least
// n of them, better from 2n.
type Pool struct {
	slots    chan *process // nil for a process that is not started
	closed   chan struct{}
	close    sync.Once
	fallback *pdftotext // nil for none
}

// ErrClosed is returned by Read after Close.
var ErrClosed = errors.New("the pool of readers is closed")

// NewPool returns a pool of up to n processes (at least 1), each started when
// it is first needed. WorkerMain must have been called first thing in main.
func NewPool(n int) *Pool {
	if isWorker() {
		panic("extract: WorkerMain must be called first thing in main")
	}
	n = max(n, 1)
	p := &Pool{slots: make(chan *process, n), closed: make(chan struct{}), fallback: findPdftotext()}
	for range n {
		p.slots <- nil
	}
	return p
}

// Close ends the processes and waits for their ends; calls of Read that are
// under way come to their end first.
func (p *Pool) Close() {
	p.close.Do(func() {
		close(p.closed)
		for range cap(p.slots) {
			if w := <-p.slots; w != nil {
				w.stop()
			}
		}
	})
}

// Read reads one file like the function Read. Where the own reader finds no
// text in a PDF, or text that looks poor, pdftotext is tried if the machine
// has it; Document.Extractor tells whose text it is. Beside the errors of this
// package it returns ctx.Err, ErrClosed, and a failure to start a process.
func (p *Pool) Read(ctx context.Context, name string, data []byte) (Document, error) {
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	if f, err := formatOf(name, data); err != nil || f != formatPDF {
		return Read(name, data)
	}
	select {
	case <-p.closed:
		return Document{}, ErrClosed
	default:
	}
	select {
	case w := <-p.slots:
		doc, w, err := p.readPDF(ctx, w, data)
		defer func() { p.slots <- w }()
		if p.fallback != nil && wantsFallback(doc, err) {
			return p.fallback.betterOf(ctx, data, doc, err)
		}
		return doc, err
	case <-p.closed:
		return Document{}, ErrClosed
	case <-ctx.Done():
		return Document{}, ctx.Err()
	}
}

// readPDF reads a PDF in the given process, or in a new one. It returns the
// process to go on with, nil if that one died.
func (p *Pool) readPDF(ctx context.Context, w *process, data []byte) (doc Document, next *process, err error) {
	for range 2 { // a process that was killed is not the fault of the file: retry once
		if w == nil {
			if w, err = startProcess(); err != nil {
				return Document{}, nil, err
			}
		}
		doc, err = w.read(ctx, data)
		if w.ended {
			w.stop()
			w = nil
		}
		if !errors.Is(err, errKilled) {
			break
		}
	}
	if errors.Is(err, errKilled) {
		err = refuse(ErrTooLarge, "%v", err)
	}
	doc.Extractor = fmt.Sprintf("%s/%d", formatPDF, Version)
	return doc, w, err
}
