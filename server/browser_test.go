package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/lettertest"
	"imrsearch/server"
)

// required says that a browser must be there: set in continuous integration,
// so that its absence is a failure and not a skip.
const required = "IMR_BROWSER_TESTS"

// A browser is one Chromium on one server, for all tests of this file.
type browser struct {
	ctx  context.Context
	base string
	docs []*index.Document
}

// newBrowser starts both over invented letters, or skips.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	absent := true
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			absent = false
		}
	}
	if absent {
		missing(t, "no Chromium on PATH: apt-get install --no-install-recommends chromium fonts-liberation")
	}
	var docs []*index.Document
	g := lettertest.New(lettertest.Options{Seed: 11})
	for i := range 60 {
		l := g.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	h, err := server.New(server.Options{Searcher: indextest.NewScan(docs), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewServer(h)
	t.Cleanup(ts.Close)
	ctx, cancel := chromedp.NewContext(context.Background())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx, base: ts.URL, docs: docs}
	b.do(t, chromedp.EmulateViewport(1280, 900))
	return b
}

// missing skips a test for what is not installed, or fails it where it is
// required.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv(required) != "" {
		t.Fatalf("%s is set, and there is %s", required, what)
	}
	t.Skip(what)
}

func (b *browser) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func (b *browser) open(t *testing.T, path string) {
	t.Helper()
	b.do(t, chromedp.Navigate(b.base+path))
}

// text evaluates a script that gives a string.
func (b *browser) text(t *testing.T, script string) string {
	t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return s
}

// wait waits until a script gives true.
func (b *browser) wait(t *testing.T, script string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](script))
	for err != nil && ctx.Err() == nil && strings.Contains(err.Error(), "Cannot find context") { // the page gave way to the next one
		_, err = chromedp.Run(ctx, chromedp.Poll[bool](script))
	}
	if err != nil {
		t.Fatalf("wait for %s: %v\n%s", script, err, b.text(t, "document.body.innerText.slice(0, 600)"))
	}
}

// add types at the end of the box.
func (b *browser) add(t *testing.T, text string) {
	t.Helper()
	b.text(t, `{ const q = document.getElementById("q"); q.focus(); q.setSelectionRange(q.value.length, q.value.length); "" }`)
	b.do(t, chromedp.KeyEvent(text))
}

func (b *browser) scheme(t *testing.T, name string) {
	t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *browser) scripts(t *testing.T, on bool) {
	t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	if err != nil {
		t.Fatal(err)
	}
}

// count is the number of items that the page announces.
const count = `document.getElementById("count")?.textContent ?? ""`

func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a browser most of its time: the whole run does")
	}
	b := newBrowser(t)
	t.Run("search", b.search)
	t.Run("list", b.list)
	t.Run("instant", b.instant)
	t.Run("facet", b.facet)
	t.Run("facet values", b.facetValues)
	t.Run("range", b.ranges)
	t.Run("scope", b.scope)
	t.Run("no script", b.noScript)
	t.Run("phone", b.phone)
	t.Run("letter", b.letter)
	t.Run("keys", b.keys)
	t.Run("completion", b.completion)
	t.Run("pages", b.pages)
}

func (b *browser) search(t *testing.T) {
	b.open(t, "/")
	if _, err := chromedp.RunResponse(b.ctx, chromedp.SendKeys(chromedp.ID("q"), "exercise\r")); err != nil {
		t.Fatal(err)
	}
	b.wait(t, `document.querySelectorAll(".hit").length > 0`)
	if got := b.text(t, count); !strings.Contains(got, " items in ") {
		t.Errorf("the page announces %q", got)
	}
	if b.text(t, `document.querySelector(".hit mark")?.textContent ?? ""`) == "" {
		t.Error("no word is marked")
	}
	// A list is read at a glance: what is on the first screen, and what of it
	// says the same twice.
	for path, want := range map[string]int{"/?q=exercise": 6, "/?q=how+often+is+acupuncture+overturned": 4} {
		b.open(t, path)
		if n, _ := strconv.Atoi(b.text(t, `String([...document.querySelectorAll(".hit")].filter((h) => h.getBoundingClientRect().bottom <= innerHeight).length)`)); n < want {
			t.Errorf("%s: %d hits on the first screen, want %d", path, n, want)
		}
		twice := b.text(t, `[...document.querySelectorAll(".hit")].filter((h) => {
			const said = [...h.querySelectorAll(".snip")].flatMap((s) => s.textContent.replace(s.querySelector("cite").textContent, "").split(/(?<=[.?!])\s+/).map((x) => x.trim())).filter((x) => x.split(" ").length > 4);
			return new Set(said).size < said.length;
		}).map((h) => h.id).join(" ")`)
		if twice != "" {
			t.Errorf("%s: a sentence stands twice in %s", path, twice)
		}
	}
}

func (b *browser) instant(t *testing.T) {
	b.open(t, "/?q=exercise")
	all := b.text(t, count)
	b.do(t, chromedp.Evaluate[chromedp.Void](`window.stayed = true; undefined`))
	b.add(t, " shoulder")
	b.wait(t, `document.getElementById("count").textContent !== `+quote(all))
	b.wait(t, `location.search === "?q=exercise+shoulder"`)
	if b.text(t, `String(window.stayed)`) != "true" {
		t.Error("typing left the page")
	}
	if b.text(t, `document.activeElement.id`) != "q" {
		t.Error("typing lost the focus")
	}
	// Half a query is no query: the list stays, but nothing says that it answers.
	before := b.text(t, count)
	b.add(t, " AND (")
	b.wait(t, `document.querySelector("#results.stale") !== null && location.search.includes("AND")`)
	if got := b.text(t, count); got == before || strings.Contains(got, "item") {
		t.Errorf("under half a query the page announces %q", got)
	}
	if got := b.text(t, `getComputedStyle(document.querySelector(".right")).visibility`); got != "hidden" {
		t.Errorf("under half a query the order is %s", got)
	}
	for _, part := range []string{"#narrow .n", "#reading"} {
		if got := b.text(t, `getComputedStyle(document.querySelector("`+part+`")).visibility`); got != "hidden" {
			t.Errorf("under half a query %s is %s", part, got)
		}
	}
	if got := b.text(t, `document.title`); strings.Contains(got, "shoulder") {
		t.Errorf("half a query has the title %q of another", got)
	}
	b.add(t, "pain)")
	b.wait(t, `document.querySelector("#results.stale") === null && location.search.includes("pain")`)
	if got := b.text(t, count); !strings.Contains(got, " item") {
		t.Errorf("the whole query announces %q", got)
	}
	if got := b.text(t, `[...document.querySelectorAll("[data-swap]")].filter((p) => p.classList.contains("stale")).map((p) => p.id).join(" ")`); got != "" {
		t.Errorf("the whole query leaves %s without numbers", got)
	}
	b.abort(t)
	b.history(t)
	b.shifts(t)
}

// abort checks that a search that was typed over is given up, and that its
// answer is not waited for.
func (b *browser) abort(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.text(t, `{ const real = window.fetch; window.held = []; window.aborted = 0;
		window.fetch = (url, options) => !String(url).startsWith("/?") ? real(url, options) : new Promise((done, fail) => {
			options.signal.addEventListener("abort", () => { window.aborted++; fail(new DOMException("typed over", "AbortError")); });
			window.held.push(() => real(url, options).then(done, fail));
		}); "" }`)
	for _, word := range []string{" shoulder", " pain"} {
		b.text(t, `{ const q = document.getElementById("q"); q.value += `+quote(word)+`; q.dispatchEvent(new Event("input")); "" }`)
	}
	if got := b.text(t, `window.held.length + " asked, " + window.aborted + " given up"`); got != "2 asked, 1 given up" {
		t.Errorf("typing twice: %s", got)
	}
	b.text(t, `window.held[1](); ""`)
	b.wait(t, `location.search === "?q=exercise+shoulder+pain" && !document.getElementById("results").hasAttribute("aria-busy")`)
}

// history checks that typing takes the place of nothing that was asked before,
// and that the way back leads to the same place and focus.
func (b *browser) history(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.text(t, `document.querySelectorAll(".hit h2 a")[8].focus(); scrollTo(0, 300); ""`)
	b.wait(t, `scrollY === 300`)
	entries := b.text(t, `String(history.length)`)
	id := b.text(t, `document.activeElement.closest("article").id`)
	b.text(t, `document.querySelectorAll(".hit h2 a")[8].closest("article").querySelector("input").focus(); document.activeElement.id = "chosen-8"; ""`)
	b.text(t, `{ const q = document.getElementById("q"); q.value += " knee"; q.dispatchEvent(new Event("input")); "" }`)
	b.wait(t, `location.search === "?q=exercise+knee"`)
	b.text(t, `{ const q = document.getElementById("q"); q.value += " pain"; q.dispatchEvent(new Event("input")); "" }`)
	b.wait(t, `location.search === "?q=exercise+knee+pain"`)
	want, _ := strconv.Atoi(entries)
	if got := b.text(t, `String(history.length)`); got != strconv.Itoa(want+1) {
		t.Errorf("typing made %s entries of %s", got, entries)
	}
	b.do(t, chromedp.NavigateBack())
	b.wait(t, `location.search === "?q=exercise" && document.getElementById("q").value === "exercise" && document.getElementById(`+quote(id)+`) !== null && scrollY === 300`)
}

// shifts checks that nothing on the page jumps when typing leads from a list to
// none and back.
func (b *browser) shifts(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.text(t, `window.shift = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: "layout-shift", buffered: true }); ""`)
	b.add(t, " AND qqqq")
	b.wait(t, `document.querySelector(".nothing") !== null`)
	b.do(t, chromedp.KeyEvent(strings.Repeat(kb.Backspace, 9)))
	b.wait(t, `document.querySelectorAll(".hit").length > 5`)
	if got, _ := strconv.ParseFloat(b.text(t, `String(window.shift)`), 64); got > 0.1 {
		t.Errorf("layout shift %.2f, want at most 0.1", got)
	}
}

// facet checks that the number beside a value is the number of items that
// choosing it shows, that focus stays, and that the way back works.
func (b *browser) facet(t *testing.T) {
	b.open(t, "/?q=exercise")
	all := b.text(t, count)
	box := `document.querySelector("#facet-outcome input:not(:checked)")`
	id := b.text(t, box+`.id`)
	n := b.text(t, box+`.closest("label").querySelector(".n").textContent`)
	b.do(t, chromedp.Click(chromedp.ID(id)))
	b.wait(t, `document.querySelector(".chip.chosen") !== null`)
	if got := b.text(t, count); !strings.HasPrefix(got, n+" item") {
		t.Errorf("the facet promised %s, the page announces %q", n, got)
	}
	if got := b.text(t, `document.activeElement.id`); got != id {
		t.Errorf("focus went from %s to %q", id, got)
	}
	b.do(t, chromedp.NavigateBack())
	b.wait(t, `document.getElementById("count").textContent === `+quote(all)+` && !document.getElementById(`+quote(id)+`).checked`)
}

// facetValues opens all values of a facet in place and finds some by typing; the
// results come before the facets for the keyboard.
func (b *browser) facetValues(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.text(t, `document.querySelector(".skip").focus(); ""`)
	for range 3 {
		b.do(t, chromedp.KeyEvent("\t"))
	}
	tabs := b.text(t, `String([...document.querySelectorAll("#main a, #main input, #main button, #main select, #main summary")].findIndex((e) => e.closest(".hit")))`)
	if n, _ := strconv.Atoi(tabs); n > 10 {
		t.Errorf("%d stops before the first hit", n)
	}
	before := b.text(t, `String(document.querySelectorAll("#facet-subclass label").length)`)
	b.do(t, chromedp.Click(chromedp.CSS("#facet-subclass .more:not(.by-rate)")))
	b.wait(t, `document.activeElement.id === "facet-subclass-find" && document.querySelectorAll("#facet-subclass label").length > `+before)
	b.do(t, chromedp.KeyEvent("inj"))
	const shown = `[...document.querySelectorAll("#facet-subclass label:not([hidden]) .v")].map((v) => v.textContent)`
	b.wait(t, shown+`.length > 0 && `+shown+`.every((v) => /\binj/i.test(v))`)
	const first = `document.querySelector("#facet-subclass label:not([hidden]) input")`
	id := b.text(t, first+`.id`)
	b.text(t, first+`.focus(); ""`)
	b.do(t, chromedp.KeyEvent(" "))
	b.wait(t, `document.querySelector(".chip.chosen") !== null && document.getElementById("facet-subclass-find")?.value === "inj" && document.activeElement.id === `+quote(id))
	b.do(t, chromedp.Click(chromedp.CSS("#more-facets summary")))
	b.do(t, chromedp.Click(chromedp.CSS(`#more-facets a[href^="/facets/licensed"]`)))
	b.wait(t, `document.querySelectorAll("#facet-licensed label").length > 0`)
	// What was opened stays open under the next answer.
	b.add(t, " pain")
	b.wait(t, `location.search.includes("pain") && document.querySelectorAll("#facet-licensed label").length > 0 && document.getElementById("facet-licensed-find") !== null`)
}

// ranges chooses years by the keys and by dragging over the bars, and days by
// their fields; each number announced is that of the range.
func (b *browser) ranges(t *testing.T) {
	b.open(t, "/?q=exercise")
	const svg = `document.querySelector("#facet-decided .bars")`
	b.text(t, svg+`.focus(); ""`)
	want := b.text(t, `String([...`+svg+`.querySelectorAll("rect")].slice(-2).map((r) => +document.querySelector("#facet-decided input[value='" + r.dataset.from + "']").closest("label").querySelector(".n").textContent).reduce((a, n) => a + n))`)
	b.text(t, `for (const key of ["ArrowLeft", "Enter"]) `+svg+`.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: key === "ArrowLeft", bubbles: true, cancelable: true })); ""`)
	b.wait(t, `/decided=\d{4}\.\.\d{4}/.test(location.search) && document.querySelector(".chip.chosen") !== null`)
	if got := b.text(t, count); !strings.HasPrefix(got, want+" item") {
		t.Errorf("the two years have %s, the page announces %q", want, got)
	}
	b.open(t, "/?q=exercise")
	b.text(t, `{ const s = `+svg+`, box = s.getBoundingClientRect(), bars = [...s.querySelectorAll("rect")];
		const at = (bar) => { const r = bar.getBoundingClientRect(); return { clientX: r.x + r.width / 2, clientY: box.y + 5, pointerId: 1, button: 0, bubbles: true }; };
		s.setPointerCapture = () => {}; s.hasPointerCapture = () => true;
		s.dispatchEvent(new PointerEvent("pointerdown", at(bars[0])));
		s.dispatchEvent(new PointerEvent("pointermove", at(bars[1])));
		s.dispatchEvent(new PointerEvent("pointerup", at(bars[1]))); "" }`)
	b.wait(t, `/decided=\d{4}\.\.\d{4}/.test(location.search) && document.querySelector(".chip.chosen") !== null`)
	b.open(t, "/?q=exercise")
	b.text(t, `document.querySelector("[name=decided_from]").value = "2016-01-01"; document.getElementById("search").requestSubmit(); ""`)
	b.wait(t, `new URLSearchParams(location.search).get("decided") === "2016-01-01.." && document.querySelector(".chip.chosen") !== null`)
}

// scope checks that the switch shows what it promises without leaving the page,
// that typing and facets keep to it, and that the way back works.
func (b *browser) scope(t *testing.T) {
	b.open(t, "/?q=acupuncture")
	all := b.text(t, count)
	n := b.text(t, `document.querySelector("#scope-requested .n").textContent`)
	b.do(t, chromedp.Evaluate[chromedp.Void](`window.stayed = true; undefined`))
	b.do(t, chromedp.Click(chromedp.ID("scope-requested")))
	b.wait(t, `document.querySelector("#scope-requested[aria-current]") !== null && document.querySelector("#scope-all[aria-current]") === null`)
	if got := b.text(t, count); !strings.HasPrefix(got, n+" item") || got == all {
		t.Errorf("the switch promised %s of %s, the page announces %q", n, all, got)
	}
	if got := b.text(t, `document.activeElement.id + " " + window.stayed + " " + location.search`); got != "scope-requested true ?q=acupuncture&scope=requested" {
		t.Errorf("after the switch: %s", got)
	}
	b.add(t, " pain")
	b.wait(t, `new URLSearchParams(location.search).get("q") === "acupuncture pain"`)
	box := b.text(t, `document.querySelector("#facet-outcome input").id`)
	b.do(t, chromedp.Click(chromedp.ID(box)))
	b.wait(t, `document.querySelector(".chip.chosen") !== null`)
	if got := b.text(t, `new URLSearchParams(location.search).get("scope") ?? ""`); got != "requested" {
		t.Errorf("typing and choosing lost the scope: %s", b.text(t, `location.search`))
	}
	b.do(t, chromedp.NavigateBack(), chromedp.NavigateBack(), chromedp.NavigateBack())
	b.wait(t, `location.search === "?q=acupuncture" && document.getElementById("count").textContent === `+quote(all))
	b.add(t, " pain")
	b.wait(t, `new URLSearchParams(location.search).get("q") === "acupuncture pain"`)
	if got := b.text(t, `location.search`); strings.Contains(got, "scope") {
		t.Errorf("the scope outlived the way back: %s", got)
	}
}

// noScriptScope follows the switch and applies a facet behind it.
func (b *browser) noScriptScope(t *testing.T) {
	b.open(t, "/?q=acupuncture")
	for _, link := range []string{"#scope-requested", ".apply button"} {
		if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(link))); err != nil {
			t.Fatal(err)
		}
		at, err := chromedp.Run(b.ctx, chromedp.Location())
		if err != nil || !strings.Contains(at, "q=acupuncture") || !strings.Contains(at, "scope=requested") {
			t.Errorf("%s leads to %s, %v", link, at, err)
		}
	}
}

func (b *browser) noScript(t *testing.T) {
	b.scripts(t, false)
	defer b.scripts(t, true)
	b.open(t, "/?q=exercise")
	b.do(t, chromedp.Click(chromedp.CSS("#facet-outcome input")))
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(".apply button"))); err != nil {
		t.Fatal(err)
	}
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil || !strings.Contains(at, "outcome=") || !strings.Contains(at, "q=exercise") {
		t.Errorf("Apply leads to %s, %v", at, err)
	}
	b.noScriptScope(t)
	// On a phone Apply is in reach wherever one is in the sheet.
	b.do(t, chromedp.EmulateViewport(390, 844))
	b.open(t, "/?q=exercise#narrow")
	if got := b.text(t, `{ const r = document.querySelector(".apply button").getBoundingClientRect(); String(r.height >= 24 && r.top > 0 && r.bottom <= innerHeight) }`); got != "true" {
		t.Error("Apply is not on the first screen of the sheet")
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
	b.open(t, strings.TrimPrefix(at, b.base))
	chip, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS(".chip.chosen")))
	if err != nil || !strings.HasPrefix(chip, "Outcome:") {
		t.Errorf("chosen: %q, %v", chip, err)
	}
}

// phone narrows a list on a small screen, where the facets are a sheet of
// their own.
func (b *browser) phone(t *testing.T) {
	b.do(t, chromedp.EmulateViewport(390, 844))
	defer b.do(t, chromedp.EmulateViewport(1280, 900))
	b.open(t, "/?q=exercise")
	const shown = `getComputedStyle(document.getElementById("narrow")).display !== "none"`
	if b.text(t, `String(`+shown+`)`) != "false" {
		t.Error("the facets push the list down")
	}
	b.do(t, chromedp.Click(chromedp.CSS(".narrow-open")))
	b.wait(t, shown)
	b.do(t, chromedp.Click(chromedp.CSS("#facet-outcome input")))
	b.wait(t, `document.querySelector(".chip.chosen") !== null`)
	if b.text(t, `String(`+shown+`)`) != "true" {
		t.Error("choosing a value closed the sheet")
	}
	if got, n := b.text(t, `document.getElementById("sheet-done").textContent`), b.text(t, count); !strings.HasPrefix(n, strings.TrimPrefix(got, "Show ")) {
		t.Errorf("the sheet says %q, the page %q", got, n)
	}
	b.do(t, chromedp.KeyEvent(kb.Escape))
	b.wait(t, `!(`+shown+`)`)
	b.do(t, chromedp.Click(chromedp.CSS(".narrow-open")))
	b.wait(t, shown)
	b.do(t, chromedp.Click(chromedp.CSS(".sheet-head a")))
	b.wait(t, `!(`+shown+`) && document.querySelector(".narrow-open").textContent === "Narrow (1)"`)
}

func (b *browser) letter(t *testing.T) {
	b.open(t, "/?q=exercise")
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(".hit h2 a"))); err != nil {
		t.Fatal(err)
	}
	b.wait(t, `document.querySelectorAll("mark").length > 1`)
	n := b.text(t, `String(document.querySelectorAll("mark[id^=m]").length)`)
	if got := b.text(t, `document.getElementById("jump-k").textContent`); got != n+" marks" {
		t.Errorf("%s marks, the page says %q", n, got)
	}
	first := b.text(t, `scrollTo(0, 0); document.activeElement.blur(); "m1"`)
	b.do(t, chromedp.KeyEvent("n"))
	b.wait(t, `document.querySelector("mark.on") !== null && /^\d+ of `+n+`$/.test(document.getElementById("jump-k").textContent)`)
	b.do(t, chromedp.KeyEvent("p"), chromedp.KeyEvent("n"))
	b.wait(t, `document.querySelectorAll("mark.on").length === 1 && document.getElementById(`+quote(first)+`) !== null`)
}

func (b *browser) keys(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.do(t, chromedp.KeyEvent("j"), chromedp.KeyEvent("j"))
	b.wait(t, `document.querySelectorAll(".hit")[1].classList.contains("at")`)
	// The protocol sends the key and its character apart: the character alone
	// would land in the box. A browser's own keys do not.
	b.text(t, `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true})); ""`)
	b.wait(t, `document.activeElement.id === "q"`)
	b.add(t, "?jk")
	if b.text(t, `document.getElementById("q").value`) != "exercise?jk" {
		t.Errorf("typing ?jk into the box gives %q", b.text(t, `document.getElementById("q").value`))
	}
	b.text(t, `document.activeElement.blur(); ""`)
	b.do(t, chromedp.KeyEvent("?"))
	b.wait(t, `document.getElementById("keys").open`)
}

func (b *browser) completion(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.add(t, " outcome:ov")
	b.wait(t, `document.querySelector("#suggest:not([hidden]) code")?.textContent === "outcome:overturned"`)
	b.do(t, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent("\r"))
	b.wait(t, `document.getElementById("q").value.trim() === "exercise outcome:overturned"`)
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
