// Package sqlite answers one question: how does a store lie in one file? It
// keeps what package store says in a SQLite database beside the index, which
// several processes may use at once. It is the only package that knows SQLite.
//
// The driver is modernc.org/sqlite, SQLite's C code translated to Go, so that
// the program builds for every system without a C compiler.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"imrsearch/index"
	"imrsearch/index/store"
)

// FileName is the name of the file in the data folder.
const FileName = "store.db"

// busyTime is how long a call waits for another process that writes, in
// milliseconds.
const busyTime = 5000

// A Store is one file. It is made by the first call that writes: until then a
// store without a file is empty. It is safe for concurrent use.
type Store struct {
	path string

	mu     sync.Mutex
	opened *sql.DB // nil until there is a file
	closed bool
	labels *index.Labels // the last that were read
}

var _ store.Store = (*Store)(nil)

// Open returns the store at a path. A file that is there is opened, and brought
// to today's format: store.ErrFormat for one of a newer program or of another
// one, store.ErrDamaged for one that cannot be read.
func Open(ctx context.Context, path string) (*Store, error) {
	s := &Store{path: path}
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Close closes the file. Later calls fail.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.opened == nil {
		return nil
	}
	err := s.opened.Close()
	s.opened = nil
	return err
}

// reading returns the database, nil where there is no file yet.
func (s *Store) reading(ctx context.Context) (*sql.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.opened == nil && !s.closed {
		if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	}
	return s.database(ctx)
}

// writing returns the database, and makes its file where there is none.
func (s *Store) writing(ctx context.Context) (*sql.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.database(ctx)
}

// database opens the file once. The caller holds mu.
func (s *Store) database(ctx context.Context) (*sql.DB, error) {
	if s.closed {
		return nil, errors.New("the store is closed")
	}
	if s.opened != nil {
		return s.opened, nil
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return nil, fmt.Errorf("store %s: %w", s.path, err)
	}
	// What a person searches for and notes is theirs alone.
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	db, err := sql.Open("sqlite", source(s.path))
	if err != nil {
		return nil, s.failed("open", err)
	}
	if err := s.migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.opened = db
	return db, nil
}

// source writes the path and the settings of every connection as SQLite reads
// them. secure_delete overwrites what is deleted; a transaction that will write
// begins so, for one that begins to read may find that another wrote meanwhile.
func source(path string) string {
	v := url.Values{}
	v.Set("_txlock", "immediate")
	for _, pragma := range []string{fmt.Sprintf("busy_timeout(%d)", busyTime), "foreign_keys(on)", "secure_delete(on)", "synchronous(full)"} {
		v.Add("_pragma", pragma)
	}
	name := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + name.EscapedPath() + "?" + v.Encode()
}

// failed says what failed, to which store, and what to do where that is known.
func (s *Store) failed(what string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var fault *sqlite.Error
	if errors.As(err, &fault) {
		switch fault.Code() & 0xff {
		case sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("store %s: %w: move the file away, and a new one is made", s.path, store.ErrFormat)
		case sqlite3.SQLITE_CORRUPT:
			return fmt.Errorf("store %s: %w: restore a backup, or move the file away, and a new one is made", s.path, store.ErrDamaged)
		case sqlite3.SQLITE_BUSY:
			return fmt.Errorf("store %s: %s: another program has been writing to it for %d seconds: try again", s.path, what, busyTime/1000)
		}
	}
	return fmt.Errorf("store %s: %s: %w", s.path, what, err)
}

// within runs do in one transaction that writes.
func (s *Store) within(ctx context.Context, what string, do func(*sql.Tx) error) error {
	db, err := s.writing(ctx)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return s.failed(what, err)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // the error of do is the one to tell
		var known *index.RequestError
		if errors.As(err, &known) || errors.Is(err, store.ErrExists) || errors.Is(err, index.ErrNotKept) {
			return err
		}
		return s.failed(what, err)
	}
	return s.failed(what, tx.Commit())
}
