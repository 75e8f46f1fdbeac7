package middleware

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// AllowHosts sends requests that name another host than this machine, or one
// of the allowed names (without port), to refused. Without the check, a page
// of another site whose name is made to point here (DNS rebinding) could read
// the letters.
func AllowHosts(allowed []string, refused http.Handler) Wrapper {
	names := map[string]bool{}
	for _, h := range allowed {
		names[foldHost(h)] = true
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			name, ok := hostName(r.Host)
			if !ok || !loopback(name) && !names[name] {
				refused.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// hostName returns the name in a Host header without its port, folded; false
// means that the header names no host.
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

// foldHost returns a name in lower case without the dot of the root zone.
func foldHost(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// isPort reports whether s is a port number from 1 to 65535.
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
