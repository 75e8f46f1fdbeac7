package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"imrsearch/index/store"
)

// applicationID stands in the head of the file, so that no other SQLite
// database is taken for a store: "imrs".
const applicationID = 0x696d7273

// migrations bring a file from version i to i+1. They are never changed once
// they were released; a new one is added behind them. PRAGMA user_version is
// the version of a file.
//
// Times are milliseconds since 1970. Numbers of saved searches and of visits
// come from one counter, so that @3 is one search for ever. Every change of a
// label raises the version of the labels.
var migrations = []string{
	`
CREATE TABLE setting(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO setting VALUES('next number', 1), ('labels version', 1), ('history', 1);

CREATE TABLE saved(
  number  INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL,          -- the name in lower case
  address TEXT NOT NULL,          -- the search, as the parameters of its address
  grammar INTEGER NOT NULL,       -- of the language in which it is written
  note    TEXT NOT NULL,
  created INTEGER NOT NULL,
  removed INTEGER                 -- when it was taken away; NULL while it is there
);
CREATE UNIQUE INDEX saved_name ON saved(folded) WHERE removed IS NULL;

CREATE TABLE matched(
  number  INTEGER PRIMARY KEY REFERENCES saved(number) ON DELETE CASCADE,
  checked INTEGER NOT NULL,
  items   INTEGER NOT NULL,
  packed  BLOB NOT NULL           -- store.Matched.Pack
);

CREATE TABLE tag(item TEXT NOT NULL, folded TEXT NOT NULL, tag TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY(item, folded)) WITHOUT ROWID;
CREATE TABLE note(item TEXT PRIMARY KEY, note TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE visit(
  number  INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  grammar INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  times   INTEGER NOT NULL,
  items   INTEGER NOT NULL
);
CREATE INDEX visit_at ON visit(at);
`,
}

// migrate makes the tables of a new file, and brings an older one to today's
// version. Of several processes that open one file, one does it.
func (s *Store) migrate(ctx context.Context, db *sql.DB) error {
	application, version, err := s.versions(ctx, db)
	if err != nil || version == len(migrations) && application == applicationID {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return s.failed("open", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return s.failed("open", err)
	}
	defer tx.Rollback()
	if _, version, err = s.versions(ctx, tx); err != nil || version == len(migrations) {
		return err
	}
	for _, step := range append(append([]string{}, migrations[version:]...),
		fmt.Sprintf("PRAGMA application_id = %d", applicationID), fmt.Sprintf("PRAGMA user_version = %d", len(migrations))) {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return s.failed("bring it to today's format", err)
		}
	}
	return s.failed("bring it to today's format", tx.Commit())
}

// versions reads of which program and version a file is, in one statement: of
// several, another process may make the tables between two. Errors:
// store.ErrFormat for one that is not ours to read.
func (s *Store) versions(ctx context.Context, q queryer) (application, version int, err error) {
	var tables int
	err = q.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
FROM pragma_application_id, pragma_user_version`).Scan(&application, &version, &tables)
	if err != nil {
		return 0, 0, s.failed("open", err)
	}
	switch {
	case application == 0 && version == 0 && tables == 0: // new
	case application != applicationID:
		return 0, 0, fmt.Errorf("store %s: %w: it is a database of another program; move the file away, and a new one is made", s.path, store.ErrFormat)
	case version > len(migrations):
		return 0, 0, fmt.Errorf("store %s: %w: it has version %d, and this program knows up to %d: use the newer program", s.path, store.ErrFormat, version, len(migrations))
	}
	return application, version, nil
}

// A queryer is a database or a transaction.
type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}
