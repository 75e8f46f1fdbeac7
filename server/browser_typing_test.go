package server_test

import (
	"os"
	"testing"
)

// TestTyping measures, of the server at the address IMR_BROWSE, the time from a
// key press to the painted list (number of keys, median, 95th percentile and
// maximum in ms) and the layout shift of all of them. It holds nothing to a limit.
func TestTyping(t *testing.T) {
	at := os.Getenv("IMR_BROWSE")
	if at == "" {
		t.Skip("IMR_BROWSE names no server")
	}
	b := newBrowser(t)
	b.base = at
	b.open(t, "/?q=pain")
	b.text(t, `window.times = []; window.shift = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) window.shift += e.value; }).observe({ type: "layout-shift" }); ""`)
	for _, text := range []string{"norco lumbar", "mri of the lumbar spine", "acupuncture functional improvement", "opioid taper", "epidural steroid injection"} {
		b.text(t, `window.done = false; (async () => {
			const q = document.getElementById("q");
			q.value = "";
			for (const key of `+quote(text)+`) {
				const pressed = performance.now();
				q.value += key;
				const painted = new Promise((done) => new MutationObserver((_, o) => { o.disconnect(); requestAnimationFrame(() => setTimeout(done)); }).observe(document.getElementById("results"), { childList: true }));
				q.dispatchEvent(new Event("input"));
				await painted;
				window.times.push(performance.now() - pressed);
				await new Promise((next) => setTimeout(next, 100));
			}
			window.done = true;
		})(); ""`)
		b.wait(t, `window.done`)
	}
	t.Log(b.text(t, `window.times.sort((a, b) => a - b), [times.length, times[times.length >> 1], times[Math.floor(times.length * .95)], times.at(-1)].map((x) => x.toFixed(0)).join(" ") + ", layout shift " + window.shift.toFixed(3)`))
}
