package server_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestGivenInBrowser pastes a denial as a person does: without scripts, what was
// read stands in fields, one is changed, another request is chosen; with them, a
// long text in the search box is offered and not looked for.
func TestGivenInBrowser(t *testing.T) {
	b := newBrowser(t)
	b.scripts(t, false)
	b.open(t, "/")
	follow := func(css string) {
		t.Helper()
		if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(css))); err != nil {
			t.Fatalf("%s: %v", css, err)
		}
	}
	follow(".tabs a[href='/similar']")
	b.wait(t, `location.pathname === "/similar" && document.getElementById("bring") !== null`)
	b.text(t, `document.getElementById("text").value = `+quoted(sample(t, "decision-table.txt"))+`; ""`)
	follow("#bring button")
	b.wait(t, `document.querySelectorAll(".asked button").length === 3`)
	shot(t, b, "read")
	b.text(t, `document.getElementById("g-side").value = "left"; ""`)
	follow("#again")
	b.wait(t, `document.querySelector(".value.changed select")?.value === "left" && document.querySelectorAll(".like-group").length === 3`)
	follow(".asked button:nth-of-type(3)")
	b.wait(t, `document.getElementById("g-drug")?.value === "tramadol" && document.querySelector(".value.changed") === null`)
	if at := b.text(t, `location.href`); strings.Contains(at, "?") {
		t.Errorf("the address is %s", at)
	}

	b.scripts(t, true)
	b.open(t, "/?q=pain")
	b.text(t, `{ const q = document.getElementById("q"); q.value = "knee pain ".repeat(30); q.dispatchEvent(new Event("input")); "" }`)
	b.wait(t, `document.getElementById("long-text") !== null`)
	if at := b.text(t, `location.search`); at != "?q=pain" {
		t.Errorf("a long text is in the address: %s", at)
	}
	shot(t, b, "offer")
	b.text(t, `document.getElementById("q").value = "knee MRI denied ".repeat(20); document.getElementById("q").dispatchEvent(new Event("input")); ""`)
	follow("#long-text button")
	b.wait(t, `location.pathname === "/similar" && document.getElementById("read-of") !== null`)
}

// quoted is a text as a string of JavaScript.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string is always JSON
	}
	return string(b)
}

// shot writes a picture of the page into the folder that IMR_SHOTS names.
func shot(t *testing.T, b *browser, name string) {
	t.Helper()
	dir := os.Getenv("IMR_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
