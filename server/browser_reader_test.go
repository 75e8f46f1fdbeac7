package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/passage"
	"imrsearch/parser/denial/denialtest"
	"imrsearch/parser/imr"
	"imrsearch/server"
)

// TestReader reads letters in a browser, with and without a script. IMR_SHOTS
// names a folder for pictures.
func TestReader(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a browser most of its time: the whole run does")
	}
	b := newBrowser(t)
	t.Run("arriving", func(t *testing.T) { b.withAndWithout(t, b.arriving) })
	t.Run("results", func(t *testing.T) { b.withAndWithout(t, b.results) })
	t.Run("passage", b.passage)
	t.Run("keyboard", b.readerKeys)
	t.Run("brief", b.passageToBrief)
	t.Run("bar", b.bar)
	t.Run("print", b.printed)
	t.Run("original", b.beside)
}

func (b *browser) withAndWithout(t *testing.T, run func(t *testing.T)) {
	t.Run("script", run)
	b.scripts(t, false)
	defer b.scripts(t, true)
	t.Run("no script", run)
}

// follow follows a link to another page.
func (b *browser) follow(t *testing.T, css string) {
	t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(css))); err != nil {
		t.Fatalf("%s: %v", css, err)
	}
}

// clipboard keeps what a page copies in window.copied.
func (b *browser) clipboard(t *testing.T) {
	t.Helper()
	b.text(t, `Object.defineProperty(navigator, "clipboard", { value: { writeText: (s) => { window.copied = s; return Promise.resolve(); } }, configurable: true }); ""`)
}

// inView says which of the elements of a selector are on the screen, whole.
func inView(css string) string {
	return `[...document.querySelectorAll(` + quote(css) + `)].filter((e) => { const r = e.getBoundingClientRect(); return r.top >= 40 && r.bottom <= innerHeight; }).map((e) => e.id).join(" ")`
}

// arriving opens hits of a list: the sentence that decides is marked and in
// view, on a wide screen and on a phone.
func (b *browser) arriving(t *testing.T) {
	for _, width := range []int64{1280, 390} {
		b.do(t, chromedp.EmulateViewport(width, 844))
		b.open(t, "/?q=exercise")
		b.follow(t, ".hit h2 a")
		b.wait(t, `location.hash.startsWith("#why-")`)
		item := b.text(t, `location.hash.replace("#why-", "#item-")`)
		if got := b.text(t, inView(item+" .s.decides")); got == "" {
			t.Errorf("%d wide: nothing that decides %s is in view: %s", width, item, b.text(t, `String(document.querySelector("`+item+` .s.decides")?.getBoundingClientRect().top)`))
		}
		shot(t, b, "reader-"+t.Name()[strings.LastIndexByte(t.Name(), '/')+1:]+map[int64]string{1280: "-wide", 390: "-phone"}[width])
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
}

// results goes from a letter to the next result and back, and to the list.
func (b *browser) results(t *testing.T) {
	b.open(t, "/?q=exercise&sort=decided")
	ids := strings.Fields(b.text(t, `[...document.querySelectorAll("article.hit")].map((h) => h.id.replace(/^hit-/, "")).join(" ")`))
	all := strings.Fields(b.text(t, count))[0]
	b.follow(t, ".hit h2 a")
	at := func(n string, id string) {
		t.Helper()
		if got := b.text(t, `document.querySelector(".results-nav .k").textContent`); got != "Result "+n+" of "+all {
			t.Errorf("result %s of %s is called %q", n, all, got)
		}
		place := b.text(t, `document.querySelector("main").dataset.letter + location.hash.replace("#why", "")`)
		if place != id {
			t.Errorf("result %s is %s, the list has %s", n, place, id)
		}
	}
	at("1", ids[0])
	for n := 2; n <= 3; n++ {
		b.follow(t, "#result-next")
		at(string(rune('0'+n)), ids[n-1])
	}
	b.follow(t, "#result-prev")
	at("2", ids[1])
	b.follow(t, ".site a[href*='sort=decided']")
	if got := b.text(t, `location.search + location.hash`); got != "?q=exercise&sort=decided#hit-"+ids[1] {
		t.Errorf("back leads to %s", got)
	}
}

// passage copies the link to a sentence and its quotation, and opens the link
// on an index that was built again, of letters that a later parser reads with
// another sentence before it.
func (b *browser) passage(t *testing.T) {
	doc := b.withRationale(t)
	b.open(t, "/letters/"+doc.Letter.ID+"?q=exercise")
	b.clipboard(t)
	// Part of a sentence, as a mouse selects it.
	sentence := b.text(t, `{
		const s = document.querySelector("#item-1 .rationale .s.decides");
		const walk = document.createTreeWalker(s, NodeFilter.SHOW_TEXT);
		const range = document.createRange();
		range.selectNodeContents(s);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
		s.id.slice(1) }`)
	b.wait(t, `!document.getElementById("quote-bar").hidden`)
	shot(t, b, "reader-selection")
	p, ok := passage.Find(doc, sentence)
	if !ok {
		t.Fatalf("no passage %s", sentence)
	}
	b.do(t, chromedp.Click(chromedp.ID("copy-quote")))
	b.wait(t, `document.querySelector(".quote-bar .said").textContent === "Quote copied"`)
	if got := b.text(t, `window.copied`); got != p.Quote() {
		t.Errorf("copied %q, want %q", got, p.Quote())
	}
	b.text(t, `{ const f = document.getElementById("cite-form"); f.selectedIndex = 1; f.dispatchEvent(new Event("change")); "" }`)
	b.do(t, chromedp.Click(chromedp.ID("copy-quote")))
	if got, want := b.text(t, `window.copied`), "“"+p.Text+"” "+p.Citations.Bluebook+"."; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	b.do(t, chromedp.Click(chromedp.ID("copy-link")))
	b.wait(t, `document.querySelector(".quote-bar .said").textContent === "Link copied"`)
	link := b.text(t, `window.copied`)
	if link != b.base+p.URL {
		t.Errorf("the link is %s, want %s", link, p.URL)
	}

	ts := httptest.NewServer(b.rebuilt(t, doc))
	defer ts.Close()
	before := b.base
	b.base = ts.URL
	defer func() { b.base = before }()
	b.withAndWithout(t, func(t *testing.T) {
		b.open(t, "/healthz")
		b.open(t, strings.TrimPrefix(link, before))
		if got := b.text(t, `document.querySelector(".s.passage").textContent`); strings.TrimSpace(got) != p.Text {
			t.Errorf("the link opens at %q, want %q", got, p.Text)
		}
		if got := b.text(t, inView(".s.passage")); got != "s"+sentence {
			t.Errorf("in view: %q", got)
		}
		if got := b.text(t, `document.querySelector(".chosen-passage .cite-text").textContent`); !strings.HasPrefix(got, "“"+p.Text+"” ") {
			t.Errorf("to copy: %q", got)
		}
	})
	b.open(t, "/letters/"+doc.Letter.ID+"?passage=1-00000000#passage")
	if got := b.text(t, `document.querySelector("main .note").textContent`); !strings.Contains(got, "not in the text of the letter") {
		t.Errorf("a passage that is gone: %q", got)
	}
}

// withRationale returns a letter whose first item has a rationale of several
// sentences.
func (b *browser) withRationale(t *testing.T) *index.Document {
	t.Helper()
	for _, doc := range b.docs {
		if items := doc.Letter.Items; len(items) > 0 && strings.Count(items[0].Rationale.Text, ". ") > 3 {
			return doc
		}
	}
	t.Fatal("no letter has a rationale of several sentences")
	return nil
}

// rebuilt serves the letters in another order, with one read otherwise.
func (b *browser) rebuilt(t *testing.T, doc *index.Document) http.Handler {
	t.Helper()
	docs := slices.Clone(b.docs)
	slices.Reverse(docs)
	letter := *doc.Letter
	letter.Items = slices.Clone(letter.Items)
	r := &letter.Items[0].Rationale
	const added = "This line was lost before. "
	r.Text = added + r.Text
	r.Lines = slices.Clone(r.Lines)
	for i := range r.Lines {
		r.Lines[i][0] += len(added)
	}
	r.Paragraphs = slices.Clone(r.Paragraphs)
	for i := range r.Paragraphs[min(1, len(r.Paragraphs)):] {
		r.Paragraphs[i+1] += len(added)
	}
	docs[slices.Index(docs, doc)] = &index.Document{Letter: &letter, Text: doc.Text}
	return serving(t, docs)
}

func serving(t *testing.T, docs []*index.Document) http.Handler {
	t.Helper()
	h, err := server.New(server.Options{Searcher: indextest.NewScan(docs), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// readerKeys quotes, goes through marks and to the next result by keys alone.
func (b *browser) readerKeys(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.do(t, chromedp.KeyEvent("j"))
	b.wait(t, `document.querySelector(".hit.at") !== null`)
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent("o")); err != nil {
		t.Fatal(err)
	}
	b.wait(t, `document.getElementById("quote-bar") !== null`)
	b.clipboard(t)
	b.do(t, chromedp.KeyEvent("c"))
	b.wait(t, `document.activeElement.id === "copy-quote"`)
	b.do(t, chromedp.KeyEvent(kb.Enter))
	b.wait(t, `(window.copied ?? "").startsWith("“")`)
	b.do(t, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	b.wait(t, `window.copied.includes("?passage=")`)
	b.do(t, chromedp.KeyEvent(kb.Escape))
	b.wait(t, `document.getElementById("quote-bar").hidden && document.activeElement.className === "why-label"`)
	b.do(t, chromedp.KeyEvent("n"))
	b.wait(t, `document.querySelector("mark.on") !== null`)
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent("j")); err != nil {
		t.Fatal(err)
	}
	b.wait(t, `new URLSearchParams(location.search).get("hit") === "2"`)
	// Of a paragraph, by its own link.
	b.text(t, `document.querySelector("#text .rationale .para-link").focus(); ""`)
	b.do(t, chromedp.KeyEvent(kb.Enter))
	b.wait(t, `document.activeElement.id === "copy-quote"`)
}

// passageToBrief adds a sentence to the tray and finds it quoted in the brief.
func (b *browser) passageToBrief(t *testing.T) {
	doc := b.withRationale(t)
	b.open(t, "/letters/"+doc.Letter.ID)
	b.text(t, `localStorage.clear(); ""`)
	b.open(t, "/letters/"+doc.Letter.ID)
	// The second sentence, which a brief would not quote by itself.
	said := b.text(t, `{
		const s = document.querySelectorAll("#item-1 .rationale .s[id]")[1];
		getSelection().selectAllChildren(s);
		document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
		s.textContent }`)
	b.wait(t, `!document.getElementById("quote-bar").hidden`)
	b.do(t, chromedp.Click(chromedp.ID("passage-brief")))
	b.wait(t, `document.getElementById("tray").textContent === "Brief (1)"`)
	b.text(t, `scrollTo(0, 0); ""`)
	b.follow(t, "#tray")
	if got := b.text(t, `document.querySelector(".entry blockquote").textContent`); !strings.Contains(got, strings.TrimSpace(said)) {
		t.Errorf("the brief quotes %q, want %q", got, said)
	}
	b.text(t, `localStorage.clear(); ""`)
}

// bar: nothing of the text shows above the bar that stays.
func (b *browser) bar(t *testing.T) {
	doc := b.withRationale(t)
	for _, width := range []int64{1280, 768, 390} {
		b.do(t, chromedp.EmulateViewport(width, 844))
		b.open(t, "/letters/"+doc.Letter.ID+"?q=exercise")
		b.text(t, `scrollTo(0, 700); ""`)
		through := b.text(t, `{
			const text = document.getElementById("text").getBoundingClientRect();
			const under = document.getElementById("reader-bar").getBoundingClientRect().bottom;
			const found = [];
			for (let y = 1; y < under - 1; y += 4) for (let x = text.left + 2; x < text.right; x += 20) {
				if (!document.elementFromPoint(x, y)?.closest("#reader-bar")) found.push(x + "," + y);
			}
			found.join(" ") + (getComputedStyle(document.getElementById("reader-bar")).backgroundColor === "rgba(0, 0, 0, 0)" ? " clear" : "") }`)
		if through != "" {
			t.Errorf("%d wide: text shows at %s", width, through)
		}
	}
	b.do(t, chromedp.EmulateViewport(1280, 900))
}

// printed: on paper marks, what decides and what is recited need no color, and
// nothing is there that only a screen needs.
func (b *browser) printed(t *testing.T) {
	b.open(t, "/?q=exercise")
	b.follow(t, ".hit h2 a")
	media := func(name string) {
		t.Helper()
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name}); err != nil {
			t.Fatal(err)
		}
	}
	media("print")
	defer media("")
	for what, script := range map[string]string{
		"a mark is bold and underlined":   `["fontWeight", "textDecorationLine"].map((name) => getComputedStyle(document.querySelector("mark"))[name]).join() === "700,underline"`,
		"what decides is underlined":      `getComputedStyle(document.querySelector(".s.decides")).borderBottomStyle === "solid"`,
		"what is recited is as black":     `[...document.querySelectorAll(".recited")].every((e) => getComputedStyle(e).color === getComputedStyle(e.closest("p")).color)`,
		"the query is there":              `document.getElementById("q").value === "exercise" && document.getElementById("q").offsetHeight > 0`,
		"the case number is there":        `document.querySelector(".side h1").offsetHeight > 0`,
		"links and bars are not":          `[...document.querySelectorAll(".reader-bar, .para-link, .item-foot, .tools, .rail, .site")].every((e) => getComputedStyle(e).display === "none")`,
		"the text is as wide as the page": `document.getElementById("text").offsetWidth > innerWidth * .9`,
	} {
		if b.text(t, `String(`+script+`)`) != "true" {
			t.Errorf("not so: %s", what)
		}
	}
}

// beside shows the original beside the text: the PDF in a frame at the page, or
// the page as extracted.
func (b *browser) beside(t *testing.T) {
	file := filepath.Join(t.TempDir(), "CM16-0990555.pdf")
	pdf := denialtest.PDF("IMR letter\n\nA page.")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(pdf)
	letter := *b.withRationale(t).Letter
	letter.ID, letter.CaseNumber = "CM16-0990555", "CM16-0990555"
	letter.Source = imr.Source{Path: file, SHA256: hex.EncodeToString(sum[:]), Pages: 1}
	plain := b.withRationale(t)
	ts := httptest.NewServer(serving(t, []*index.Document{{Letter: &letter, Text: plain.Text}, plain}))
	defer ts.Close()
	before := b.base
	b.base = ts.URL
	defer func() { b.base = before }()

	b.open(t, "/letters/CM16-0990555?q=exercise")
	b.follow(t, "#beside")
	if got := b.text(t, `document.getElementById("original-frame").getAttribute("src")`); !strings.HasPrefix(got, "/letters/CM16-0990555/original#page=1") {
		t.Errorf("the frame shows %q", got)
	}
	// A page that may not be framed fails to load: the frame then has no document
	// of this origin.
	res, err := http.Get(ts.URL + "/letters/CM16-0990555/original")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self'") || res.Header.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("the original may not be framed: %s, %s", policy, res.Header.Get("X-Frame-Options"))
	}
	shot(t, b, "reader-original")
	b.open(t, "/letters/"+plain.Letter.ID+"?beside=99")
	if got := b.text(t, `document.querySelector("#original .note").textContent + document.querySelectorAll("#original .line").length`); !strings.Contains(got, "as it was extracted.") || strings.HasSuffix(got, ".0") {
		t.Errorf("without a PDF: %q", got)
	}
}
