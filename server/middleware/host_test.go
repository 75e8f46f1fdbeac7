package middleware

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHostCheck(t *testing.T) {
	tests := []struct {
		host string
		ok   bool
	}{
		{"localhost", true}, {"localhost:8017", true}, {"LOCALHOST:8017", true}, {"localhost.", true}, {"localhost.:80", true},
		{"imr.localhost", true}, {"a.b.localhost:8017", true}, {"127.0.0.1", true}, {"127.0.0.1:8017", true},
		{"127.5.6.7:8017", true}, {"127.255.255.254", true}, {"[::1]", true}, {"[::1]:8017", true},
		{"[0:0:0:0:0:0:0:1]:8017", true}, {"[::ffff:127.0.0.1]", true}, {"imr.example.org", true}, {"IMR.example.org:443", true},
		{"imr.example.org.", true}, {"localhost:1", true}, {"localhost:65535", true},

		{"", false}, {"example.org", false}, {"example.org:8017", false}, {"evil.imr.example.org", false},
		{"imr.example.org.evil.com", false}, {"localhost.evil.com", false}, {"notlocalhost", false}, {".localhost", false},
		{"127.0.0.1.evil.com", false}, {"127.0.0.1.nip.io", false}, {"127.1", false}, {"2130706433", false}, {"0x7f000001", false},
		{"0177.0.0.1", false}, {"0.0.0.0", false}, {"0.0.0.0:8017", false}, {"10.0.0.1", false}, {"192.168.1.7:8017", false},
		{"128.0.0.1", false}, {"126.255.255.255", false}, {"[::]", false}, {"[::2]", false}, {"[fe80::1]", false},
		{"[::1%25lo]:80", false}, {"::1", false}, {"[::1", false}, {"::1]", false}, {"[localhost]", false}, {"[127.0.0.1]", false},
		{"localhost:", false}, {"localhost:0", false}, {"localhost:65536", false}, {"localhost:http", false},
		{"localhost:80:80", false}, {"localhost:-1", false}, {"user@localhost", false}, {"localhost/", false},
		{"local host", false}, {"lоcalhost", false}, // a Cyrillic о
		{"localhost..", false}, {"[::ffff:8.8.8.8]", false},
	}
	h := AllowHosts([]string{"IMR.example.org."}, status(http.StatusMisdirectedRequest))(status(http.StatusOK))
	for _, test := range tests {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = test.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if refused := w.Code == http.StatusMisdirectedRequest; refused == test.ok {
			t.Errorf("Host %q: status %d, want refused %v", test.host, w.Code, !test.ok)
		}
	}
}

// status answers every request with a status.
func status(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}
