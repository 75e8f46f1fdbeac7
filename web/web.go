// Package web answers one question: what does it look like? It holds the
// templates, the style sheet and the one script of the pages, embedded. It
// knows nothing of searching: the data of a page come from server/view.
package web

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates/*.html static/*
var files embed.FS

// shared are the templates that every page may use.
var shared = []string{"templates/layout.html", "templates/parts.html"}

// A Site renders pages and serves their assets. It is safe for concurrent
// use.
type Site struct {
	pages  map[string]*template.Template
	assets map[string]*Asset
}

// New parses the templates and reads the assets. An error means that the
// program was built from broken files.
func New() (*Site, error) {
	s := &Site{pages: map[string]*template.Template{}}
	var err error
	if s.assets, err = readAssets(files); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == shared[0] || name == shared[1] {
			continue
		}
		t, err := template.New("").Funcs(template.FuncMap{"asset": s.assetURL}).ParseFS(files, append(shared[:2:2], name)...)
		if err != nil {
			return nil, fmt.Errorf("parse template %s: %w", name, err)
		}
		s.pages[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return s, nil
}

// Render writes the whole page with that name.
func (s *Site) Render(w io.Writer, page string, data any) error {
	return s.execute(w, page, "layout", data)
}

// Fragment writes only the parts of the page that change with a query.
func (s *Site) Fragment(w io.Writer, page string, data any) error {
	return s.execute(w, page, "fragment", data)
}

func (s *Site) execute(w io.Writer, page, name string, data any) error {
	t, ok := s.pages[page]
	if !ok {
		return fmt.Errorf("render page %q: no such page", page)
	}
	if err := t.ExecuteTemplate(w, name, data); err != nil {
		return fmt.Errorf("render page %q: %w", page, err)
	}
	return nil
}
