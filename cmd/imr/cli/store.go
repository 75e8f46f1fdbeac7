package cli

import (
	"context"
	"path/filepath"
	"sync"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/index/store/sqlite"
)

// An openStore is the store of the data folder, opened when it is first asked
// for.
type openStore struct {
	mu    sync.Mutex
	store store.Store
}

// Store returns the store of saved searches, tags, notes and history, in the
// data folder; CloseStore closes it. Where the setting history is off, nothing
// is added to the history.
func (a *App) Store(ctx context.Context) (store.Store, error) {
	a.kept.mu.Lock()
	defer a.kept.mu.Unlock()
	if a.kept.store != nil {
		return a.kept.store, nil
	}
	if err := a.NeedData(); err != nil {
		return nil, err
	}
	s, err := sqlite.Open(ctx, filepath.Join(a.DataDir(), sqlite.FileName))
	if err != nil {
		return nil, err
	}
	a.kept.store = s
	if !a.History.on {
		a.kept.store = withoutHistory{s}
	}
	return a.kept.store, nil
}

// CloseStore closes the store if it was opened.
func (a *App) CloseStore() error {
	a.kept.mu.Lock()
	defer a.kept.mu.Unlock()
	if a.kept.store == nil {
		return nil
	}
	err := a.kept.store.Close()
	a.kept.store = nil
	return err
}

// Keeper gives queries what the store keeps. The store is opened by the first
// query that names something of it.
func (a *App) Keeper() index.Keeper { return keeper{a} }

type keeper struct{ *App }

func (k keeper) KeptRequest(ctx context.Context, name string) (*index.Request, error) {
	s, err := k.Store(ctx)
	if err != nil {
		return nil, err
	}
	return store.Keeper(s).KeptRequest(ctx, name)
}

func (k keeper) Labels(ctx context.Context) (*index.Labels, error) {
	s, err := k.Store(ctx)
	if err != nil {
		return nil, err
	}
	return s.Labels(ctx)
}

// NoteSearch adds a search to the history. That it cannot is said, and keeps
// nobody from their answer.
func (a *App) NoteSearch(ctx context.Context, req *index.Request, items int) {
	if !a.History.on || store.Private(req) {
		return
	}
	s, err := a.Store(ctx)
	if err == nil {
		err = s.Note(ctx, req, items)
	}
	if err != nil {
		a.Say("the search is not in the history: %v", err)
	}
}

// withoutHistory is a store whose history is off, whatever its setting.
type withoutHistory struct{ store.Store }

func (withoutHistory) Note(context.Context, *index.Request, int) error { return nil }
func (withoutHistory) HistoryOn(context.Context) (bool, error)         { return false, nil }

// SetHistory refuses to switch a history on that a setting keeps off.
func (s withoutHistory) SetHistory(ctx context.Context, on bool) error {
	if on {
		return &index.RequestError{Param: "history", Msg: "is kept off by --history, IMR_HISTORY or the config file: take the setting out first"}
	}
	return s.Store.SetHistory(ctx, on)
}

// A Switch is a flag with the values on and off.
type Switch struct{ on bool }

// String is how help shows it.
func (s *Switch) String() string {
	if s.on {
		return "on"
	}
	return "off"
}

// Set reads it.
func (s *Switch) Set(text string) error {
	if text != "on" && text != "off" {
		return Usagef("%q: want on or off", text)
	}
	s.on = text == "on"
	return nil
}

// Type names it in help.
func (*Switch) Type() string { return "on|off" }
