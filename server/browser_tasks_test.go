package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"imrsearch/index/indextest"
	"imrsearch/index/store/sqlite"
	"imrsearch/server"
)

// mostSteps is how many steps a task may take from where it begins: a search
// sent, a link followed, a form sent.
const mostSteps = 3

// TestTasks does what people come for, in a browser with and without scripts.
// IMR_SHOTS names a folder for a picture of the end of each.
func TestTasks(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a browser most of its time: the whole run does")
	}
	b := newBrowser(t)
	kept, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	h, err := server.New(server.Options{Searcher: indextest.NewScan(b.docs), Store: kept, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewServer(h)
	defer ts.Close()
	b.base = ts.URL
	id := b.docs[0].Letter.ID

	search := func(query string) func(*testing.T) {
		return func(t *testing.T) {
			if _, err := chromedp.RunResponse(b.ctx, chromedp.SendKeys(chromedp.ID("q"), query+"\r")); err != nil {
				t.Fatal(err)
			}
		}
	}
	follow := func(css string) func(*testing.T) {
		return func(t *testing.T) {
			if b.text(t, `String(document.querySelector(`+quote(css)+`) !== null)`) != "true" {
				t.Fatalf("there is no %s at %s", css, b.text(t, `location.href`))
			}
			ctx, cancel := context.WithTimeout(b.ctx, 15*time.Second)
			defer cancel()
			click := chromedp.Evaluate[chromedp.Void](`document.querySelector(` + quote(css) + `).click(); undefined`)
			if _, err := chromedp.RunResponse(ctx, click); err != nil {
				t.Fatalf("%s: %v", css, err)
			}
		}
	}
	// openLink opens the address of a link, as one pastes it.
	openLink := func(css string) func(*testing.T) {
		return func(t *testing.T) {
			b.open(t, b.text(t, `document.querySelector(`+quote(css)+`).getAttribute("href")`))
		}
	}
	// send fills fields of a form, by their names, and sends it.
	send := func(button string, fields ...string) func(*testing.T) {
		return func(t *testing.T) {
			for i := 0; i < len(fields); i += 2 {
				b.text(t, `{ const f = document.querySelector(`+quote(fields[i])+`); if (f.type === "checkbox") f.checked = true; else f.value = `+quote(fields[i+1])+`; "" }`)
			}
			follow(button)(t)
		}
	}
	saved := 0
	save := func(t *testing.T) {
		saved++
		send("#save-box button", "#save-name", "exercise-"+strconv.Itoa(saved))(t)
	}
	tests := []struct {
		name  string
		start string
		steps []func(*testing.T)
		done  string // a script that says whether it is reached
	}{
		{"was any overturned", "/",
			[]func(*testing.T){search("was acupuncture without functional improvement ever overturned?")},
			`/\d+ of \d+ requests? for acupuncture overturned/.test(document.querySelector(".answer")?.textContent ?? "")`},
		{"a trial overturned by a pain specialist since 2017", "/",
			[]func(*testing.T){search("spinal cord stimulator trial overturned pain medicine since 2017")},
			`[...document.querySelectorAll(".read .chip")].some((c) => c.textContent.includes("outcome")) && document.querySelector(".hit, .nothing") !== null`},
		{"who cites a guideline", "/cites", []func(*testing.T){follow(".cite-table tbody a[href^='/cites/']")},
			`location.pathname.length > "/cites/".length && document.querySelector(".ready, .cite-table") !== null`},
		{"rate of a treatment by specialty", "/", []func(*testing.T){search("lumbar mri"), follow("#facet-specialty .by-rate")},
			`document.querySelectorAll(".rate-table tbody tr").length > 0 && /%/.test(document.querySelector(".rate-table").textContent)`},
		{"a citation with its page", "/", []func(*testing.T){search("exercise"), follow(".hit h2 a")},
			`/IMR Case No\. .*item \d+/.test(document.querySelector(".forms").textContent)`},
		{"a denial pasted", "/", []func(*testing.T){follow(".tabs a[href='/similar']"),
			send("#bring button", "#text", "The request for physical therapy, 8 sessions for the lumbar spine, is non-certified. No functional improvement is documented.")},
			`document.querySelectorAll(".like-group .hit").length > 0`},
		{"export to Excel", "/?q=exercise", []func(*testing.T){follow("#exports a[href^='/export']")},
			`document.querySelector("select[name=format] option[value=xlsx], input[name=format][value=xlsx]") !== null && document.querySelectorAll("input[name=columns], .columns input").length > 10`},
		{"a link to a passage", "/?q=exercise", []func(*testing.T){follow(".hit h2 a"), openLink(".item a.para-link")},
			`location.hash === "#passage" && new URLSearchParams(location.search).has("passage")`},
		{"other items of a letter", "/?q=exercise", []func(*testing.T){follow(".hit .facts a")},
			`document.querySelectorAll("[id^=item-]").length > 1`},
		{"two searches compared", "/stats?q=physical+therapy&by=decided", []func(*testing.T){send(".ask-rates button", "[name=vs]", "acupuncture")},
			`document.querySelector(".rate-versus") !== null && document.body.textContent.includes("acupuncture")`},
		{"a treatment near a phrase", "/", []func(*testing.T){search(`therapy /p "functional improvement"`)},
			`document.querySelector(".hit mark, .nothing") !== null && document.getElementById("fault") === null`},
		{"what wins and what loses", "/?q=physical+therapy", []func(*testing.T){follow("a[href^='/decides']")},
			`location.pathname === "/decides" && /letters? overturned/.test(document.querySelector("main").textContent)`},
		{"sides that cite otherwise", "/cites", []func(*testing.T){follow(".ready a")}, `document.querySelector(".hit, .nothing") !== null`},
		{"a search saved", "/?q=exercise", []func(*testing.T){save, follow(".saved h2 a")},
			`document.querySelectorAll(".hit").length > 0`},
	}
	for _, spelled := range []string{id, strings.ToLower(id), strings.ReplaceAll(id, "-", " "), "case number: " + id, strings.ReplaceAll(id, "-", "")} {
		tests = append(tests, struct {
			name  string
			start string
			steps []func(*testing.T)
			done  string
		}{"case number " + spelled, "/", []func(*testing.T){search(spelled)}, `document.body.textContent.includes(` + quote(id) + `)`})
	}
	for mode, scripts := range map[string]bool{"script": true, "no script": false} {
		b.scripts(t, scripts)
		for _, test := range tests {
			t.Run(mode+"/"+test.name, func(t *testing.T) {
				if len(test.steps) > mostSteps {
					t.Fatalf("%d steps, at most %d", len(test.steps), mostSteps)
				}
				b.open(t, test.start)
				for _, step := range test.steps {
					step(t)
				}
				b.wait(t, test.done)
				shot(t, b, "task-"+strings.NewReplacer("/", "-", " ", "-").Replace(mode+"-"+test.name))
			})
		}
	}
	b.scripts(t, true)
}
