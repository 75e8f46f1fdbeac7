package connect

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"encoding/pem"

	"imrsearch/index"
	"imrsearch/index/opensearch"
)

func TestParse(t *testing.T) {
	one := opensearch.Settings{Shards: 3, Replicas: 1}
	for _, tt := range []struct {
		text string
		want Address
		err  string // part of it
	}{
		{"opensearch://a:9200/imr", Address{[]string{"http://a:9200"}, "imr", one}, ""},
		{"opensearch://a,b:9201,[::1]/imr", Address{[]string{"http://a:9200", "http://b:9201", "http://[::1]:9200"}, "imr", one}, ""},
		{"opensearch+https://a.example:443/imr-2/", Address{[]string{"https://a.example:443"}, "imr-2", one}, ""},
		{"opensearch://a/imr?shards=16&replicas=0", Address{[]string{"http://a:9200"}, "imr", opensearch.Settings{Shards: 16}}, ""},
		{"http://a:9200/imr", Address{}, "want opensearch://"},
		{"opensearch://a:9200", Address{}, "name of the corpus"},
		{"opensearch://a:9200/IMR", Address{}, "small letters"},
		{"opensearch://a:9200/*", Address{}, "small letters"},
		{"opensearch://a:9200/a/_all", Address{}, "small letters"},
		{"opensearch://u:p@a:9200/imr", Address{}, "IMR_ENGINE_PASSWORD"},
		{"opensearch://a:99999/imr", Address{}, "HOST:PORT"},
		{"opensearch://a:9200,/imr", Address{}, "HOST:PORT"},
		{"opensearch://a b/imr", Address{}, "HOST:PORT"},
		{"opensearch://a/imr?shards=0", Address{}, "shards=1"},
		{"opensearch://a/imr?size=1", Address{}, "shards=1"},
	} {
		got, err := Parse(tt.text)
		switch {
		case tt.err != "":
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: error %v, want one with %q", tt.text, err, tt.err)
			}
		case err != nil || got.Name != tt.want.Name || got.Settings != tt.want.Settings || !slices.Equal(got.Nodes, tt.want.Nodes):
			t.Errorf("%s: %+v, %v, want %+v", tt.text, got, err, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("opensearch+https://a:9200,b/imr?shards=3")
	f.Add("opensearch://[::1]:9200/imr")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text)
		if err != nil {
			return
		}
		if len(a.Nodes) == 0 || !namePattern.MatchString(a.Name) || a.Settings.Shards < 1 {
			t.Fatalf("%q: %+v", text, a)
		}
		c, err := a.Client(Access{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		_ = c.Close()
	})
}

// A secret goes to no other machine in the clear.
func TestSecretsAreEncrypted(t *testing.T) {
	for text, ok := range map[string]bool{
		"opensearch://search.example/imr": false, "opensearch://127.0.0.1:1/imr": true, "opensearch://127.0.0.1,search.example/imr": false, "opensearch+https://search.example/imr": true,
	} {
		a, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Client(Access{User: "u", Password: "p"}); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What stands at an address and is no willing cluster is told clearly.
func TestFaultsAreClear(t *testing.T) {
	answering := func(status int, kind, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	}
	for _, tt := range []struct {
		name    string
		handler http.Handler
		secure  bool
		scheme  string
		is      error
		says    string
	}{
		{"a proxy's page", answering(200, "text/html", "<html>Welcome</html>"), false, "", index.ErrUnavailable, "no OpenSearch"},
		{"a proxy's error", answering(502, "text/html", "<html>Bad Gateway</html>"), false, "", index.ErrUnavailable, "no OpenSearch"},
		{"wrong password", answering(401, "text/plain", "Unauthorized"), false, "", index.ErrUnavailable, "refuses the user and password"},
		{"not allowed", answering(403, "application/json", `{"error":{"type":"security_exception","reason":"no permissions"},"status":403}`), false, "", index.ErrUnavailable, "may not do this"},
		{"too busy", answering(429, "application/json", `{"error":{"type":"rejected_execution_exception","reason":"queue full"},"status":429}`), false, "", index.ErrBusy, "queue full"},
		{"disk full", answering(429, "application/json", `{"error":{"type":"cluster_block_exception","reason":"blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"},"status":429}`), false, "", index.ErrUnavailable, "make room"},
		{"no manager", answering(503, "application/json", `{"error":{"type":"cluster_manager_not_discovered_exception","reason":null},"status":503}`), false, "", index.ErrUnavailable, "503"},
		{"a node just lost", answering(500, "application/json", `{"error":{"root_cause":[{"type":"node_not_connected_exception","reason":"[n3] Node not connected"}],"type":"search_phase_execution_exception","reason":"Partial shards failure"},"status":500}`), false, "", index.ErrUnavailable, "Node not connected"},
		{"a stranger's certificate", answering(200, "application/json", "{}"), true, "opensearch+https", index.ErrUnavailable, "IMR_ENGINE_CA"},
		{"no encryption", answering(200, "application/json", "{}"), false, "opensearch+https", index.ErrUnavailable, "begins with opensearch://"},
		{"no such corpus", answering(404, "application/json", `{"error":{"type":"index_not_found_exception","reason":"no such index"},"status":404}`), false, "", index.ErrNoIndex, "imr ingest"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var s *httptest.Server
			if tt.secure {
				s = httptest.NewTLSServer(tt.handler)
			} else {
				s = httptest.NewServer(tt.handler)
			}
			defer s.Close()
			s.Config.ErrorLog = nil
			_, err := open(t, tt.scheme, s.Listener.Addr().String(), Access{})
			if !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %v, saying %q", err, tt.is, tt.says)
			}
		})
	}
}

// A cluster with a certificate of its own authority lets in who names it.
func TestOwnAuthority(t *testing.T) {
	var got string
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Get("Authorization")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"error":{"type":"index_not_found_exception","reason":"none"}}`))
	}))
	defer s.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, access := range map[string]Access{"ApiKey secret": {Key: "secret", CA: file}, "Basic dTpw": {User: "u", Password: "p", CA: file}} {
		if _, err := open(t, "opensearch+https", s.Listener.Addr().String(), access); !errors.Is(err, index.ErrNoIndex) || got != want {
			t.Errorf("error %v, authorization %q, want %q", err, got, want)
		}
	}
}

func open(t *testing.T, scheme, host string, access Access) (*opensearch.Engine, error) {
	t.Helper()
	if scheme == "" {
		scheme = "opensearch"
	}
	a, err := Parse(scheme + "://" + host + "/imr")
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Client(access)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return opensearch.Open(t.Context(), c, opensearch.Options{})
}
