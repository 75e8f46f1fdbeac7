package server_test

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

const axePath = "../web/a11y/node_modules/axe-core/axe.min.js"

// axeScript runs all rules of WCAG 2.2 AA and best practice, and gives what
// is wrong, and what of contrast it could not judge.
const axeScript = `axe.run(document).then(r => JSON.stringify([
	...r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")),
	...r.incomplete.filter(v => v.id === "color-contrast").flatMap(v => v.nodes.map(n => "contrast unjudged: " + n.html.slice(0, 120) + n.any.map(a => a.message).join())),
]))`

// pages opens every page in light and dark, wide and narrow: nothing may
// scroll sideways, and axe must find nothing.
func (b *browser) pages(t *testing.T) {
	axe, err := os.ReadFile(axePath)
	if err != nil {
		missing(t, "no axe-core: run 'npm ci --ignore-scripts' in web/a11y")
	}
	id := b.docs[0].Letter.ID
	for _, path := range []string{
		"/", "/?q=exercise", "/?q=exercise&outcome=upheld&age=40..49", "/?q=exercise#narrow", "/?q=zzunicorn&sex=male", "/?q=(knee+AND",
		"/?q=norco+opioid+taper", "/?q=how+often+is+acupuncture+overturned%3F", "/?q=women+over+30+x-ray&scope=requested", "/?q=norco+overturned", "/letters/" + id, "/letters/" + id + "?q=exercise", "/letters/" + id + "?view=raw", "/letters/" + id + "?q=exercise&beside=1", "/letters/" + id + "?hit=1&q=exercise&passage=exercise",
		"/letters/none", "/items/" + id + "/1/similar", "/facets/subclass", "/help",
		"/stats", "/stats?q=exercise&by=body&by2=sex", "/stats?q=exercise&by=sex&vs=norco", "/stats?q=&by=reason&change=chronic-pain-2016&sex=male", "/stats?by=colour",
		"/brief", "/brief?q=exercise&limit=3", "/brief/check", "/decides", "/decides?q=pain&least=1&sex=male", "/?q=pain&fold=alike",
	} {
		t.Run(path, func(t *testing.T) {
			for _, scheme := range []string{"light", "dark"} {
				b.scheme(t, scheme)
				for _, width := range []int{1280, 390} {
					b.do(t, chromedp.EmulateViewport(int64(width), 844))
					b.open(t, "/healthz") // a changed fragment alone loads nothing
					b.open(t, path)
					wide := b.text(t, `String(document.documentElement.scrollWidth)`)
					if n, _ := strconv.Atoi(wide); n > width {
						t.Errorf("%s, %d wide: the page is %s wide", scheme, width, wide)
					}
					b.axe(t, string(axe), scheme, width)
				}
			}
		})
	}
}

func (b *browser) axe(t *testing.T, axe, scheme string, width int) {
	t.Helper()
	b.text(t, axe+`; ""`)
	answer, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](axeScript, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s, %d wide: %s", scheme, width, f)
	}
}
