package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// AssetPrefix begins the path of every asset.
const AssetPrefix = "/assets/"

// An Asset is an embedded file. Its path holds a hash of its content, so
// that it may be cached for ever.
type Asset struct {
	Path    string // below AssetPrefix: "imr.0a1b2c3d4e5f.css"
	Type    string // media type
	ETag    string // in quotes
	Content []byte // must not be changed
}

// types are the media types of the kinds of asset there are.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".yaml": "application/yaml; charset=utf-8",
}

// Asset returns the asset with that path below AssetPrefix.
func (s *Site) Asset(name string) (*Asset, bool) {
	for _, a := range s.assets {
		if a.Path == name {
			return a, true
		}
	}
	return nil, false
}

// Named returns the asset that was made from the file with that name.
func (s *Site) Named(file string) (*Asset, bool) {
	a, ok := s.assets[file]
	return a, ok
}

// assetURL returns the URL of the asset with that file name.
func (s *Site) assetURL(name string) (string, error) {
	a, ok := s.assets[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return AssetPrefix + a.Path, nil
}

func readAssets(files fs.FS) (map[string]*Asset, error) {
	entries, err := fs.ReadDir(files, "static")
	if err != nil {
		return nil, err
	}
	assets := map[string]*Asset{}
	for _, e := range entries {
		content, err := fs.ReadFile(files, path.Join("static", e.Name()))
		if err != nil {
			return nil, err
		}
		ext := path.Ext(e.Name())
		if types[ext] == "" {
			return nil, fmt.Errorf("asset %s: no media type for %q", e.Name(), ext)
		}
		sum := sha256.Sum256(content)
		hash := hex.EncodeToString(sum[:6])
		assets[e.Name()] = &Asset{
			Path:    strings.TrimSuffix(e.Name(), ext) + "." + hash + ext,
			Type:    types[ext],
			ETag:    `"` + hash + `"`,
			Content: content,
		}
	}
	return assets, nil
}
