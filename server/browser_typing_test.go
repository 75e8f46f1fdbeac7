package server_test

import (
	"os"
	"testing"
)

// TestTyping measures, of the server at the address IMR_BROWSE, the time from a
// key press to the painted list: its number, median, 95th percentile and
// maximum in ms. It holds nothing to a limit.
func TestTyping(t *testing.T) {
	at := os.Getenv("IMR_BROWSE")
	if at == "" {
		t.Skip("IMR_BROWSE names no server")
	}
	b := newBrowser(t)
	b.base = at
	b.open(t, "/?q=pain")
	b.text(t, `(window.times = null, (async () => {
		const q = document.getElementById("q"), times = [];
		for (const text of ["norco lumbar", "mri of the lumbar spine", "acupuncture functional improvement", "opioid taper", "epidural steroid injection"]) {
			q.value = "";
			for (const key of text) {
				const pressed = performance.now();
				q.value += key;
				const painted = new Promise((done) => new MutationObserver((_, o) => { o.disconnect(); requestAnimationFrame(() => setTimeout(done)); }).observe(document.getElementById("results"), { childList: true }));
				q.dispatchEvent(new Event("input"));
				await painted;
				times.push(performance.now() - pressed);
				await new Promise((next) => setTimeout(next, 100));
			}
		}
		window.times = times.sort((a, b) => a - b);
	})(), "")`)
	b.wait(t, `window.times !== null`)
	t.Log(b.text(t, `[times.length, times[times.length >> 1], times[Math.floor(times.length * .95)], times.at(-1)].map((x) => x.toFixed(0)).join(" ")`))
}
