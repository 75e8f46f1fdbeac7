package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/store"
)

const selectSaved = `SELECT s.number, s.name, s.address, s.grammar, s.note, s.created, coalesce(m.checked, 0), coalesce(m.items, 0)
FROM saved s LEFT JOIN matched m USING(number) WHERE s.removed IS NULL ORDER BY s.folded`

// Saved returns all saved searches. See store.Searches.
func (s *Store) Saved(ctx context.Context) ([]store.Saved, error) {
	var out []store.Saved
	err := s.rows(ctx, "read the saved searches", selectSaved, nil, func(scan func(...any) error) error {
		var x store.Saved
		var created, checked int64
		err := scan(&x.Number, &x.Name, &x.Address, &x.Grammar, &x.Note, &created, &checked, &x.Items)
		x.Created, x.Checked = timeOf(created), timeOf(checked)
		out = append(out, x)
		return err
	})
	return out, err
}

// Save keeps a search. See store.Searches.
func (s *Store) Save(ctx context.Context, x store.Saved, replace bool) (store.Saved, error) {
	if x.Grammar == 0 {
		x.Grammar = query.Version
	}
	if err := store.CheckSaved(x); err != nil {
		return x, err
	}
	if x.Created.IsZero() {
		x.Created = time.Now()
	}
	folded := strings.ToLower(x.Name)
	err := s.within(ctx, "save a search", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM saved WHERE removed < ?", millis(time.Now().AddDate(0, 0, -store.RestoreDays))); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT number FROM saved WHERE folded = ? AND removed IS NULL", folded).Scan(&x.Number)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case !replace:
			return fmt.Errorf("@%s: %w", x.Name, store.ErrExists)
		default:
			if _, err := tx.ExecContext(ctx, "DELETE FROM saved WHERE number = ?", x.Number); err != nil {
				return err
			}
		}
		if x.Number == 0 {
			if x.Number, err = nextNumber(ctx, tx); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO saved(number, name, folded, address, grammar, note, created) VALUES(?,?,?,?,?,?,?)",
			x.Number, x.Name, folded, x.Address, x.Grammar, x.Note, millis(x.Created))
		return err
	})
	x.Checked, x.Items = time.Time{}, 0
	return x, err
}

// nextNumber takes a number that no search had.
func nextNumber(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = tx.QueryRowContext(ctx, "UPDATE setting SET value = value + 1 WHERE name = 'next number' RETURNING value - 1").Scan(&n)
	return n, err
}

// Remove takes a saved search away. See store.Searches.
func (s *Store) Remove(ctx context.Context, name string) error {
	found, err := store.Find(ctx, s, name)
	if err != nil {
		return err
	}
	return s.within(ctx, "remove a search", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE saved SET removed = ? WHERE number = ? AND removed IS NULL", millis(time.Now()), found.Number)
		return err
	})
}

// Restore brings the last removed search of a name back. See store.Searches.
func (s *Store) Restore(ctx context.Context, name string) error {
	if db, err := s.reading(ctx); err != nil || db == nil {
		return errors.Join(err, fmt.Errorf("@%s: %w", name, index.ErrNotKept))
	}
	folded := strings.ToLower(strings.TrimPrefix(name, "@"))
	return s.within(ctx, "restore a search", func(tx *sql.Tx) error {
		var there, number int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM saved WHERE folded = ? AND removed IS NULL", folded).Scan(&there); err != nil {
			return err
		}
		if there > 0 {
			return fmt.Errorf("@%s: %w", folded, store.ErrExists)
		}
		err := tx.QueryRowContext(ctx, "SELECT number FROM saved WHERE folded = ? ORDER BY removed DESC LIMIT 1", folded).Scan(&number)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("@%s: %w among those removed in the last %d days", folded, index.ErrNotKept, store.RestoreDays)
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE saved SET removed = NULL WHERE number = ?", number)
		return err
	})
}

// Matched returns what a saved search matched. See store.Labels.
func (s *Store) Matched(ctx context.Context, number int) (store.Matched, error) {
	var m store.Matched
	err := s.rows(ctx, "read what a search matched", "SELECT packed FROM matched WHERE number = ?", []any{number}, func(scan func(...any) error) error {
		var packed []byte
		if err := scan(&packed); err != nil {
			return err
		}
		var err error
		m, err = store.Unpack(packed)
		return err
	})
	return m, err
}

// SetMatched keeps what a saved search matches. See store.Labels.
func (s *Store) SetMatched(ctx context.Context, number int, m store.Matched, at time.Time) error {
	packed, err := m.Pack()
	if err != nil {
		return s.failed("keep what a search matched", err)
	}
	return s.within(ctx, "keep what a search matched", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO matched(number, checked, items, packed) VALUES(?,?,?,?)", number, millis(at), len(m), packed)
		return err
	})
}

// rows reads each row of a query; none where there is no file.
func (s *Store) rows(ctx context.Context, what, query string, args []any, row func(scan func(...any) error) error) error {
	db, err := s.reading(ctx)
	if err != nil || db == nil {
		return err
	}
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return s.failed(what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return s.failed(what, err)
		}
	}
	return s.failed(what, rows.Err())
}

func millis(t time.Time) int64 { return t.UnixMilli() }

// timeOf reads a time; 0 is none.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
