package index

import (
	"errors"
	"net/url"
	"testing"
)

// FuzzRequestFrom gives the readers of addresses any query string: each is a
// request or a fault that says so, and a request's own values are read again.
func FuzzRequestFrom(f *testing.F) {
	f.Add("q=knee&outcome=upheld&age=40..49&sort=decided&limit=5&start=3&facets=1")
	f.Add("limit=-1&start=99999999999999999999&cursor=%00&match=most&scope=all")
	f.Add("outcome=%ff&outcome=&decided=2016-13&FIELD=x&q=%1b[2J")
	f.Fuzz(func(t *testing.T, raw string) {
		v, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		r, err := RequestFrom(v)
		var fault *RequestError
		if err != nil && !errors.As(err, &fault) || err == nil && r == nil {
			t.Fatalf("%q: %v", raw, err)
		}
	})
}
