package web

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func TestAssets(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"imr.css", "imr.js", "icon.svg"} {
		url, err := s.assetURL(name)
		if err != nil {
			t.Fatal(err)
		}
		a, ok := s.Asset(strings.TrimPrefix(url, AssetPrefix))
		if !ok || len(a.Content) == 0 || a.Type == "" {
			t.Errorf("Asset(%q) = %v, %v", url, a, ok)
		}
	}
	if _, ok := s.Asset("imr.css"); ok {
		t.Error("an asset is served without the hash of its content")
	}
}

func TestUnknownPage(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Render(&bytes.Buffer{}, "nowhere", nil); err == nil {
		t.Error("a page that is not there was rendered")
	}
}

// TestNothingFromElsewhere holds the files to the policy of the server: no
// inline script or style, and no address of another host.
func TestNothingFromElsewhere(t *testing.T) {
	entries := []string{"templates", "static"}
	foreign := regexp.MustCompile(`https?://|//cdn|@import|url\(`)
	inline := regexp.MustCompile(`\sstyle=|\son[a-z]+=|<style|<script>|javascript:`)
	for _, dir := range entries {
		list, err := files.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			b, err := files.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(string(b), `xmlns="http://www.w3.org/2000/svg"`, "")
			if m := foreign.FindString(text); m != "" {
				t.Errorf("%s/%s names another place: %s", dir, e.Name(), m)
			}
			if m := inline.FindString(text); m != "" && dir == "templates" {
				t.Errorf("%s/%s has something inline: %s", dir, e.Name(), m)
			}
		}
	}
}
