package server_test

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
)

var countedLink = regexp.MustCompile(`<td class="num"><a href="(/\?[^"]*)">([\d,]+)</a>`)

// TestCitesLinks holds that each number on pages of the citation index is that
// of the search it leads to.
func TestCitesLinks(t *testing.T) {
	_, ask := over(t, 30)
	followed := 0
	for _, path := range []string{"/cites", "/cites/acoem", "/cites/mtus-acoem?sort=name", "/cites/odg?q=not+necessary+OR+pain", "/cites/mtus?outcome=upheld&buckets=3", "/cites/?q=of"} {
		page := ask(path, "text/html")
		if page.Code != http.StatusOK {
			t.Fatalf("%s answers %d", path, page.Code)
		}
		for i, m := range countedLink.FindAllStringSubmatch(page.Body.String(), -1) {
			if i%7 != 0 { // some of each row
				continue
			}
			link := html.UnescapeString(m[1])
			var res index.Result
			answer := ask("/api/v1/search"+strings.TrimPrefix(link, "/"), "application/json")
			if err := json.Unmarshal(answer.Body.Bytes(), &res); err != nil {
				t.Fatal(err)
			}
			if n, _ := strconv.Atoi(strings.ReplaceAll(m[2], ",", "")); answer.Code != http.StatusOK || n != res.Total.Items {
				t.Errorf("%s shows %d, %s finds %d (%d)", path, n, link, res.Total.Items, answer.Code)
			}
			followed++
		}
	}
	if followed < 50 {
		t.Errorf("only %d numbers were followed", followed)
	}
}

// TestCitesForms holds that page, JSON and CSV of a place say the same.
func TestCitesForms(t *testing.T) {
	_, ask := over(t, 30)
	var res index.Cites
	for _, path := range []string{"/api/v1/cites/acoem", "/cites/acoem.json"} {
		answer := ask(path, "*/*")
		if err := json.Unmarshal(answer.Body.Bytes(), &res); err != nil || answer.Code != http.StatusOK || res.Node.Items == 0 {
			t.Fatalf("%s answers %d, %v: %s", path, answer.Code, err, answer.Body)
		}
	}
	if !strings.Contains(ask("/cites/acoem", "text/html").Body.String(), ">"+strconv.Itoa(res.Node.Items)+"</a>") {
		t.Errorf("the page does not say %d", res.Node.Items)
	}
	answer := ask("/cites/acoem.csv", "*/*")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(answer.Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 2 || rows[1][0] != "node" || rows[1][3] != strconv.Itoa(res.Node.Items) {
		t.Fatalf("CSV: %v, %v", rows, err)
	}
	want := 1 + len(res.Lists)
	for _, table := range append(res.Tables, res.With) {
		want += len(table.Rows)
	}
	if len(rows)-1 != want {
		t.Errorf("the CSV has %d rows, the JSON %d", len(rows)-1, want)
	}
	for _, r := range rows[1:] {
		if u, err := url.Parse(r[len(r)-1]); err != nil || u.Query().Get("q") != r[len(r)-2] {
			t.Errorf("%s leads to %s, %v", r[len(r)-2], r[len(r)-1], err)
		}
	}
	for path, says := range map[string]string{
		"/cites/nothing": "no family of guidelines", "/cites/acoem/12/3/4": "has no place", "/cites?sort=age": "no order by", "/cites?q=(knee": "not closed", "/cites/acoem?outcome=bogus": "bogus",
	} {
		for _, accept := range []string{"text/html", "application/json"} {
			if answer := ask(path, accept); answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), says) {
				t.Errorf("%s as %s answers %d: %s", path, accept, answer.Code, answer.Body)
			}
		}
	}
}
