package middleware

import "testing"

func TestLoggedPath(t *testing.T) {
	for path, want := range map[string]string{
		"/letters/CM16-0990412":   "/letters/CM16-0990412",
		"/?q=client":              "/",
		"/api/v1/search&q=client": "/api/v1/search",
		"/a\nb":                   "/a",
		"/a\x1b[2Jb\u0085":        "/a?[2Jb?",
	} {
		if got := LoggedPath(path); got != want {
			t.Errorf("LoggedPath(%q) = %q, want %q", path, got, want)
		}
	}
}
