package server_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestOpenAPINamesEveryMember compares what the API answers with its
// document: a member that is not described fails, so that none is added in
// silence.
func TestOpenAPINamesEveryMember(t *testing.T) {
	docs, ask := over(t, 12)
	document := ask("/api/v1/openapi.yaml", "*/*").Body.String()
	id := docs[0].Letter.ID
	for _, path := range []string{
		"/api/v1/search?q=norco+of+pain&facets=1&explain=1", "/api/v1/search?q=(knee", "/api/v1/search?q=pain&limit=1",
		"/api/v1/search?q=how+often+is+norco+overturned+for+women&scope=requested",
		"/api/v1/items/" + id + "/1/similar", "/api/v1/suggest?field=outcome", "/api/v1/fields", "/api/v1/letters/none",
		"/api/v1/stats?q=pain&by=sex&change=chronic-pain-2016&sex=male", "/api/v1/stats?by=sex&by2=class&q=denied+pain",
		"/api/v1/search?q=pain&fold=alike", "/api/v1/decides?q=pain&least=1",
		"/api/v1/cites", "/api/v1/cites/acoem/12?q=pain", "/api/v1/cites/odg", "/api/v1/cites/nothing",
	} {
		var answer any
		if err := json.Unmarshal(ask(path, "application/json").Body.Bytes(), &answer); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		members(answer, func(name string) {
			if !strings.Contains(document, " "+name+":") && !strings.Contains(document, ` "`+name+`":`) {
				t.Errorf("%s has the member %q, which openapi.yaml does not describe", path, name)
			}
		})
	}
	for _, route := range []string{"search", "letters/{id}", "letters/{id}/passage", "items/{letter}/{n}/similar", "stats", "decides", "suggest", "fields", "cites/{place}", "saved", "saved/{name}", "labels", "history"} {
		if !strings.Contains(document, "\n  /api/v1/"+route+":\n") {
			t.Errorf("openapi.yaml does not describe %s", route)
		}
	}
}

// members calls name for every member of every object in v, but for objects
// that count things by name.
func members(v any, name func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			name(k)
			if k != "outcomes" && k != "marks" {
				members(x, name)
			}
		}
	case []any:
		for _, x := range v {
			members(x, name)
		}
	}
}
