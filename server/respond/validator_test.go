package respond

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestValidator(t *testing.T) {
	one := validator([]byte(`{"total":3,"took_ms":1.25}`))
	for body, same := range map[string]bool{
		`{"total":3,"took_ms":0.4}`:   true,
		`{"total":3,"took_ms":1e-05}`: true,
		`{"total":4,"took_ms":1.25}`:  false,
	} {
		if got := validator([]byte(body)) == one; got != same {
			t.Errorf("%s: the same tag is %t", body, got)
		}
	}
	page := validator([]byte(`<p>3 <span class="took quiet">1 ms</span></p>`))
	if page != validator([]byte(`<p>3 <span class="took quiet">27 ms</span></p>`)) {
		t.Error("a page's tag counts the time it took")
	}
}

func TestSendSaysThatNothingChanged(t *testing.T) {
	body := []byte("the same")
	tag := validator(body)
	for _, test := range []struct {
		method, have string
		status       int
	}{
		{"GET", "", 200}, {"GET", tag, 304}, {"HEAD", tag, 304}, {"GET", `"x", ` + tag[2:], 304},
		{"GET", "*", 304}, {"GET", `W/"other"`, 200}, {"POST", tag, 200},
	} {
		r := httptest.NewRequest(test.method, "/", nil)
		r.Header.Set("If-None-Match", test.have)
		w := httptest.NewRecorder()
		if err := Send(w, r, http.StatusOK, "text/plain", body); err != nil {
			t.Fatal(err)
		}
		if w.Code != test.status || w.Header().Get("ETag") != tag || test.status == 304 && w.Body.Len() > 0 {
			t.Errorf("%s with %q: %d, %s, %d bytes", test.method, test.have, w.Code, w.Header().Get("ETag"), w.Body.Len())
		}
	}
	w := httptest.NewRecorder()
	w.Header().Set("Cache-Control", "no-store")
	if Send(w, httptest.NewRequest("GET", "/", nil), 200, "text/plain", body); w.Header().Get("ETag") != "" {
		t.Error("an answer that is not to be kept has a tag")
	}
}
