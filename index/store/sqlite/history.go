package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/store"
)

// Note adds a search to the history. See store.History.
func (s *Store) Note(ctx context.Context, req *index.Request, items int) error {
	if store.Private(req) {
		return nil
	}
	if on, err := s.HistoryOn(ctx); err != nil || !on {
		return err
	}
	address, now := store.AddressOf(req), millis(time.Now())
	return s.within(ctx, "note a search", func(tx *sql.Tx) error {
		var last sql.NullInt64
		if err := tx.QueryRowContext(ctx, "SELECT max(at) FROM visit").Scan(&last); err != nil {
			return err
		}
		now = max(now, last.Int64+1) // so that two of one millisecond have an order
		done, err := tx.ExecContext(ctx, "UPDATE visit SET at = ?, times = times + 1, items = ?, grammar = ? WHERE address = ?", now, items, query.Version, address)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n > 0 {
			return err
		}
		number, err := nextNumber(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO visit(number, address, grammar, at, times, items) VALUES(?,?,?,?,1,?)", number, address, query.Version, now, items); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM visit WHERE number NOT IN (SELECT number FROM visit ORDER BY at DESC, number DESC LIMIT ?)", store.MaxVisits)
		return err
	})
}

// Visits returns the last searches. See store.History.
func (s *Store) Visits(ctx context.Context, limit int) ([]store.Visit, error) {
	if limit <= 0 {
		limit = store.MaxVisits
	}
	var out []store.Visit
	err := s.rows(ctx, "read the history", "SELECT number, address, grammar, at, times, items FROM visit ORDER BY at DESC, number DESC LIMIT ?", []any{limit}, func(scan func(...any) error) error {
		var v store.Visit
		var at int64
		err := scan(&v.Number, &v.Address, &v.Grammar, &at, &v.Times, &v.Items)
		v.At = timeOf(at)
		out = append(out, v)
		return err
	})
	return out, err
}

// ClearHistory forgets all visits, and what the log of changes has of them. See
// store.History.
func (s *Store) ClearHistory(ctx context.Context) error {
	db, err := s.reading(ctx)
	if err != nil || db == nil {
		return err
	}
	if err := s.within(ctx, "clear the history", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM visit")
		return err
	}); err != nil {
		return err
	}
	var busy, log, moved int
	if err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved); err != nil {
		return s.failed("clear the history", err)
	}
	if busy != 0 {
		return s.failed("clear the history", errors.New("another program is reading the store: the searches are gone, but their bytes may be in "+FileName+"-wal until it ends; clear once more then"))
	}
	return nil
}

// SetHistory switches the history. See store.History.
func (s *Store) SetHistory(ctx context.Context, on bool) error {
	return s.within(ctx, "switch the history", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE setting SET value = ? WHERE name = 'history'", on)
		return err
	})
}

// HistoryOn says whether searches are noted; so they are until somebody says
// otherwise. See store.History.
func (s *Store) HistoryOn(ctx context.Context) (bool, error) {
	on := true
	err := s.rows(ctx, "read whether there is a history", "SELECT value FROM setting WHERE name = 'history'", nil, func(scan func(...any) error) error {
		return scan(&on)
	})
	return on, err
}
