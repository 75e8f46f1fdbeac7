package server_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// list measures a list of hits as it is read.
func (b *browser) list(t *testing.T) {
	// What a hit's actions say stands on one line on a phone, in one column else.
	for width, edge := range map[int64]string{1280: "left", 390: "bottom"} {
		b.do(t, chromedp.EmulateViewport(width, 900))
		b.open(t, "/?q=exercise")
		b.wait(t, `!document.querySelector(".hit [data-brief]").hidden`)
		const texts = `[...document.querySelectorAll(".hit-side > a, .hit-side > button")].slice(0, 4).map((e) => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect(); })`
		if off := b.text(t, `{ const at = `+texts+`.map((r) => r.`+edge+`); String([0, 2].some((i) => Math.abs(at[i] - at[i + 1]) > .5) ? at : "") }`); off != "" {
			t.Errorf("at %d px the actions of a hit stand at %s %s", width, edge, off)
		}
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
	// The way to the letter's other items is never cut off.
	b.open(t, "/?q=exercise")
	if cut := b.text(t, `[...document.querySelectorAll(".hit .facts a")].filter((a) => a.getBoundingClientRect().right > a.closest(".facts").getBoundingClientRect().right).length + ""`); cut != "0" {
		t.Errorf("%s links to the letter are cut off", cut)
	}
}
