package server

import (
	"net/http"
	"net/url"
	"testing"
)

func TestBuilderWritesQueries(t *testing.T) {
	tests := []struct{ form, want string }{
		{"", ""},
		{"all=knee+arthroscopy", "knee arthroscopy"},
		{"phrase=not+medically+necessary", `"not medically necessary"`},
		{"phrase=%22already+quoted%22", `"already quoted"`},
		{"any=norco+percocet", "(norco OR percocet)"},
		{"any=norco", "norco"},
		{"none=fusion+cast", "NOT fusion NOT cast"},
		{"near=opioid+taper&within=s", "opioid /s taper"},
		{"near=a+b+c&within=5", "a /5 b /5 c"},
		{"near=opioid+taper&within=9999", "opioid /s taper"}, // not a choice of the form
		{"near=opioid&within=s", "opioid"},
		{"field=request&value=epidural", "request:epidural"},
		{"field=request&value=epidural+steroid", "request:(epidural steroid)"},
		{"field=specialty&value=pain+medicine", `specialty:"pain medicine"`},
		{"field=age&value=40..60", "age:40..60"},
		{"field=nothing&value=x", ""},
		{"all=knee&any=a+b&none=c&phrase=d+e", `knee "d e" (a OR b) NOT c`},
		{"any=%28%28&phrase=%22&none=%29", ""},
		{"q=opioid&all=taper", "opioid taper"}, // added to what was asked
		{"q=a+%25+b&all=taper", "(a % b) taper"},
		{"q=opioid", "opioid"},
	}
	h := newTest(t, &fake{docs: invented()})
	if to := get(h, "/build?q=a&outcome=upheld&sort=decided&match=all&all=b").Header().Get("Location"); to != "/?outcome=upheld&q=a+b&sort=decided" {
		t.Errorf("the builder leads to %s: filters and order stay, how words are matched is decided anew", to)
	}
	for _, test := range tests {
		w := get(h, "/build?"+test.form)
		u, err := url.Parse(w.Header().Get("Location"))
		if err != nil || w.Code != http.StatusSeeOther {
			t.Fatalf("GET /build?%s = %d, %v", test.form, w.Code, err)
		}
		if got := u.Query().Get("q"); got != test.want {
			t.Errorf("GET /build?%s leads to %q, want %q", test.form, got, test.want)
		}
	}
}
