package server

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// hosted refuses requests that name another host than this one, so that a
// page of another site whose name is made to point here (DNS rebinding)
// cannot read the letters.
func (s *server) hosted(allowed []string) func(http.Handler) http.Handler {
	also := map[string]bool{}
	for _, h := range allowed {
		also[foldHost(h)] = true
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			name, ok := hostName(r.Host)
			if !ok || !loopback(name) && !also[name] {
				s.fail(w, r, errHost)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// hostName takes the port off a Host header and brings the name into one
// form; false means that it is no host at all.
func hostName(header string) (string, bool) {
	host := header
	if i := strings.LastIndexByte(header, ':'); i >= 0 && !strings.HasSuffix(header, "]") {
		var port string
		var err error
		host, port, err = net.SplitHostPort(header)
		if err != nil || !isPort(port) {
			return "", false
		}
		if strings.HasPrefix(header, "[") {
			host = "[" + host + "]"
		}
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		return inner, ok && err == nil && addr.Is6() && addr.Zone() == ""
	}
	name := foldHost(host)
	return name, name != "" && !strings.ContainsAny(name, ":[]/@ ")
}

// foldHost brings a name into lower case, without the dot of the root.
func foldHost(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

func isPort(s string) bool {
	if s == "" || len(s) > 5 {
		return false
	}
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return n > 0 && n < 1<<16
}

// loopback reports whether the name can only mean this machine.
func loopback(name string) bool {
	if name == "localhost" || strings.HasSuffix(name, ".localhost") && !strings.HasPrefix(name, ".") {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}
