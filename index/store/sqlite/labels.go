package sqlite

import (
	"context"
	"database/sql"
	"time"

	"imrsearch/index"
	"imrsearch/index/store"
)

// Labels returns all tags and notes; they are read again when their version has
// changed. See store.Labels.
func (s *Store) Labels(ctx context.Context) (*index.Labels, error) {
	db, err := s.reading(ctx)
	if err != nil || db == nil {
		return index.NewLabels(0, nil), err
	}
	var version int64
	if err := db.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = 'labels version'").Scan(&version); err != nil {
		return nil, s.failed("read the labels", err)
	}
	s.mu.Lock()
	have := s.labels
	s.mu.Unlock()
	if have != nil && have.Version == version {
		return have, nil
	}
	// One statement reads one state of the file.
	var all []index.Label
	err = s.rows(ctx, "read the labels", `SELECT value, '', '', '' FROM setting WHERE name = 'labels version'
UNION ALL SELECT * FROM (SELECT 0, item, tag, '' FROM tag ORDER BY folded, created, item)
UNION ALL SELECT * FROM (SELECT 0, item, '', note FROM note ORDER BY item)`, nil, func(scan func(...any) error) error {
		var l index.Label
		var v int64
		if err := scan(&v, &l.Item, &l.Tag, &l.Note); err != nil {
			return err
		}
		if l.Item == "" {
			version = v
			return nil
		}
		all = append(all, l)
		return nil
	})
	if err != nil {
		return nil, err
	}
	read := index.NewLabels(version, all)
	s.mu.Lock()
	s.labels = read
	s.mu.Unlock()
	return read, nil
}

// Change adds and takes away labels. See store.Labels.
func (s *Store) Change(ctx context.Context, add, remove []index.Label) error {
	if len(add)+len(remove) == 0 {
		return nil
	}
	for _, list := range [][]index.Label{add, remove} {
		for i, l := range list {
			if l.Tag == "" && l.Note == "" {
				l.Note = "-" // a note is taken away whatever it says
			}
			checked, err := store.CheckLabel(l)
			if err != nil {
				return err
			}
			list[i] = checked
		}
	}
	now := millis(time.Now())
	return s.within(ctx, "change labels", func(tx *sql.Tx) error {
		for _, l := range remove {
			statement, args := "DELETE FROM tag WHERE item = ? AND folded = ?", []any{l.Item, index.FoldValue(l.Tag)}
			if l.Tag == "" {
				statement, args = "DELETE FROM note WHERE item = ?", args[:1]
			}
			if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
				return err
			}
		}
		for _, l := range add {
			statement, args := "INSERT OR IGNORE INTO tag(item, folded, tag, created) VALUES(?,?,?,?)", []any{l.Item, index.FoldValue(l.Tag), l.Tag, now}
			if l.Tag == "" {
				statement, args = "INSERT OR REPLACE INTO note(item, note, created) VALUES(?,?,?)", []any{l.Item, l.Note, now}
			}
			if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "UPDATE setting SET value = value + 1 WHERE name = 'labels version'")
		return err
	})
}
