package mcp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/cite"
	"imrsearch/parser"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/server/mcp"
)

// letters are the first n invented letters of testdata, as an ingest reads
// them.
func letters(t *testing.T, n int) []*index.Document {
	t.Helper()
	files, err := filepath.Glob("../../testdata/letters/*.txt")
	if err != nil || len(files) < n {
		t.Fatalf("%d letters in testdata, %v", len(files), err)
	}
	var docs []*index.Document
	for _, file := range files[:n] {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := extract.Read(filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.Parse(imr.Source{Path: filepath.Base(file)}, doc)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		docs = append(docs, &index.Document{Letter: &parsed.Letter, Text: parsed.Text})
	}
	return docs
}

func newServer(t *testing.T, docs []*index.Document) *sdk.Server {
	t.Helper()
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	engine, err := bleve.Open(dir, bleve.Options{Timeout: -1})
	if err != nil {
		t.Fatal(err)
	}
	pool := extract.NewPool(1)
	t.Cleanup(func() { pool.Close(); engine.Close() })
	s, err := mcp.New(mcp.Options{Searcher: engine, Reader: pool, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A client calls tools and holds their answers against the schemas that the
// server declares.
type client struct {
	t       *testing.T
	session *sdk.ClientSession
	schemas map[string]*jsonschema.Resolved
}

func connect(t *testing.T, docs []*index.Document) *client {
	t.Helper()
	here, there := sdk.NewInMemoryTransports()
	session, err := newServer(t, docs).Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, schemas: map[string]*jsonschema.Resolved{}}
	c.session, err = sdk.NewClient(&sdk.Implementation{Name: "test"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.session.Close(); session.Wait() })
	tools, err := c.session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools.Tools {
		c.schemas[tool.Name] = resolved(t, tool.OutputSchema)
		resolved(t, tool.InputSchema)
		if len(tool.Description) < 100 || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s is not described, or not said to read only", tool.Name)
		}
	}
	return c
}

func resolved(t *testing.T, v any) *jsonschema.Resolved {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return r
}

// call calls a tool and reads its structured answer into out.
func (c *client) call(name string, args map[string]any, out any) {
	c.t.Helper()
	res, err := c.session.CallTool(c.t.Context(), &sdk.CallToolParams{Name: name, Arguments: args})
	if err != nil {
		c.t.Fatalf("%s %v: %v", name, args, err)
	}
	if res.IsError {
		c.t.Fatalf("%s %v: %s", name, args, text(res))
	}
	if err := c.schemas[name].Validate(res.StructuredContent); err != nil {
		c.t.Errorf("%s %v: the answer is not as declared: %v", name, args, err)
	}
	data, err := json.Marshal(res.StructuredContent)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := json.Unmarshal(data, out); err != nil {
		c.t.Fatal(err)
	}
}

func text(res *sdk.CallToolResult) string {
	var b strings.Builder
	for _, part := range res.Content {
		if t, ok := part.(*sdk.TextContent); ok {
			b.WriteString(t.Text)
		}
	}
	return b.String()
}

type place struct {
	Text       string
	Page, Line int
}

// TestToolsOverTheProtocol uses every tool as an agent does: from a search to a
// checked draft.
func TestToolsOverTheProtocol(t *testing.T) {
	docs := letters(t, 40)
	c := connect(t, docs)
	var found struct {
		Total struct{ Items int }
		Hits  []struct {
			ID, Outcome string
			Snippets    []struct {
				Kind, Text string
				Page, Line int
			}
		}
		Next string
	}
	c.call("search", map[string]any{"query": "pain", "filters": map[string]any{"outcome": []string{"upheld"}}, "limit": 3}, &found)
	if len(found.Hits) != 3 || found.Total.Items < 4 || found.Next == "" {
		t.Fatalf("search found %+v", found)
	}
	first := slices.Clone(found.Hits)
	for _, h := range first {
		if h.Outcome != "upheld" {
			t.Errorf("%s is %s", h.ID, h.Outcome)
		}
		for _, s := range h.Snippets {
			if s.Page == 0 || s.Line == 0 {
				t.Errorf("%s: a quotation without a place: %+v", h.ID, s)
			}
		}
	}
	c.call("search", map[string]any{"query": "pain", "filters": map[string]any{"outcome": []string{"upheld"}}, "limit": 3, "cursor": found.Next}, &found)
	if found.Hits[0].ID == first[0].ID {
		t.Error("the cursor leads to the first page")
	}

	var letter struct {
		Letter struct {
			ID    string
			Other []struct{ ID string } `json:"other_items"`
		}
		Items []struct {
			ID, Cite, Outcome string
			Rationale         []place
			Deciding          *place
		}
	}
	c.call("read", map[string]any{"id": first[0].ID}, &letter)
	if len(letter.Items) != 1 || letter.Items[0].ID != first[0].ID || len(letter.Items[0].Rationale) == 0 {
		t.Fatalf("read gives %+v", letter)
	}
	for _, p := range letter.Items[0].Rationale {
		if p.Page == 0 || p.Line == 0 {
			t.Errorf("a paragraph has no place: %+v", p)
		}
	}

	var like struct {
		Answers []struct {
			Groups []struct {
				Kind  string
				Total struct{ Items int }
				Hits  []struct{ ID, Letter string }
			}
		}
	}
	c.call("similar", map[string]any{"id": first[0].ID, "limit": 2}, &like)
	if len(like.Answers) != 1 || len(like.Answers[0].Groups) != 3 {
		t.Fatalf("similar gives %+v", like)
	}
	for _, g := range like.Answers[0].Groups {
		if len(g.Hits) > 2 {
			t.Errorf("group %s has %d hits", g.Kind, len(g.Hits))
		}
	}

	var rate struct {
		Total struct{ Items, Decided int }
		Rows  []struct {
			Values []string
			Items  int
		}
	}
	c.call("stats", map[string]any{"query": "pain", "by": "body"}, &rate)
	if rate.Total.Items == 0 || len(rate.Rows) == 0 {
		t.Errorf("stats gives %+v", rate)
	}
	var cites struct {
		Node   struct{ Items int }
		Tables []struct {
			Rows []struct{ Path, Query string }
		}
	}
	c.call("cites", map[string]any{}, &cites)
	if len(cites.Tables) == 0 || len(cites.Tables[0].Rows) == 0 {
		t.Fatalf("cites gives %+v", cites)
	}
	c.call("cites", map[string]any{"guideline": cites.Tables[0].Rows[0].Path}, &cites)
	if cites.Node.Items == 0 {
		t.Errorf("cites gives %+v", cites)
	}

	var report struct {
		Counts   map[string]int
		Findings []struct{ Kind, State, How string }
	}
	c.call("check", map[string]any{"text": "See " + letter.Items[0].Cite + ". The review overturned the denial in IMR Case No. " + docs[0].Letter.ID + "."}, &report)
	if report.Counts["right"] == 0 {
		t.Errorf("check gives %+v", report)
	}
}

// TestSimilarToText finds items like those of a text that is given, and keeps
// nothing of it.
func TestSimilarToText(t *testing.T) {
	c := connect(t, letters(t, 40))
	var like struct {
		Read    struct{ Items []struct{ Request string } }
		Answers []struct{ Groups []struct{ Kind string } }
	}
	c.call("similar", map[string]any{"text": "Request for authorization: physical therapy 12 sessions for the low back. The worker reports pain after lifting."}, &like)
	if len(like.Answers) == 0 || len(like.Answers) != len(like.Read.Items) || len(like.Answers[0].Groups) != 3 {
		t.Errorf("similar gives %+v", like)
	}
}

// TestReadEveryLetter holds that every letter answers as declared, also those
// without items, and that quotations stand in the letter as they are given.
func TestReadEveryLetter(t *testing.T) {
	docs := letters(t, 50)
	bare := *docs[0].Letter
	bare.ID, bare.CaseNumber, bare.Items = "x0123456789ab", "", nil
	docs = append(docs, &index.Document{Letter: &bare, Text: "first page\fsecond page"})
	c := connect(t, docs)
	for _, d := range docs {
		var got struct {
			Letter struct {
				ID   string
				Body []place
			}
			Items []struct {
				ID, Cite  string
				Rationale []place
				Deciding  *place
			}
		}
		c.call("read", map[string]any{"id": d.Letter.ID}, &got)
		if got.Letter.ID != d.Letter.ID || len(got.Items) != len(d.Determinations()) {
			t.Fatalf("letter %s is read as %+v", d.Letter.ID, got)
		}
		for i, det := range d.Determinations() {
			rationale := det.Item.Rationale.Text
			for _, p := range got.Items[i].Rationale {
				if !strings.Contains(rationale, p.Text) {
					t.Errorf("%s: %q does not stand in the rationale", got.Items[i].ID, p.Text)
				}
			}
			if want := cite.Of(d.Letter, det.Item).Bluebook(); !strings.HasPrefix(got.Items[i].Cite, want) {
				t.Errorf("%s is cited as %s, want %s", got.Items[i].ID, got.Items[i].Cite, want)
			}
		}
		if len(d.Letter.Items) == 0 && (len(got.Letter.Body) != 2 || got.Letter.Body[1] != (place{Text: "second page", Page: 2})) {
			t.Errorf("the pages of a letter without items are %+v", got.Letter.Body)
		}
	}
}

// TestToolErrors holds that what went wrong is told as a tool's error, with
// what to do.
func TestToolErrors(t *testing.T) {
	c := connect(t, letters(t, 5))
	tests := []struct {
		tool string
		args map[string]any
		want string
	}{
		{"search", map[string]any{"query": "(knee"}, "this runs: "},
		{"search", map[string]any{"filters": map[string]any{"outcom": []string{"upheld"}}}, "did you mean outcome?"},
		{"search", map[string]any{"filters": map[string]any{"outcome": []string{"uphelt"}}}, "upheld"},
		{"search", map[string]any{"limit": 1000}, "from 0 to 100"},
		{"search", map[string]any{"scope": "some"}, "scope"},
		{"search", map[string]any{"q": "knee"}, "q"},
		{"search", map[string]any{"cursor": "nonsense"}, "cursor"},
		{"read", map[string]any{"id": "CM16-9999999/1"}, "the tool search gives the ids"},
		{"read", map[string]any{"id": `a"b`}, "is no id"},
		{"read", map[string]any{}, "id"},
		{"similar", map[string]any{}, "one of the two"},
		{"similar", map[string]any{"id": "CM16-9999999/1"}, "the tool search gives the ids"},
		{"similar", map[string]any{"text": " "}, ""},
		{"similar", map[string]any{"text": strings.Repeat("a ", 600_000)}, "at most 1048576"},
		{"stats", map[string]any{"by": "colour"}, "colour"},
		{"cites", map[string]any{"guideline": "no/such/guideline/at/all"}, ""},
		{"check", map[string]any{"text": strings.Repeat("a ", 600_000)}, "at most 1048576"},
	}
	for _, test := range tests {
		res, err := c.session.CallTool(t.Context(), &sdk.CallToolParams{Name: test.tool, Arguments: test.args})
		said := ""
		switch {
		case err != nil:
			said = err.Error()
		case !res.IsError:
			t.Errorf("%s %.80v is no error: %.200s", test.tool, test.args, text(res))
			continue
		default:
			said = text(res)
		}
		if said == "" || !strings.Contains(said, test.want) {
			t.Errorf("%s %.80v says %q, want %q in it", test.tool, test.args, said, test.want)
		}
	}
}

// TestProtocol replays messages of the SDK's own conformance suite
// (mcp/testdata/conformance/server: lifecycle, version-latest, version-older,
// bad_requests) against this server, as lines on a pipe. Nothing but JSON-RPC
// comes back.
func TestProtocol(t *testing.T) {
	hello := func(version string) string {
		return `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"` + version + `","capabilities":{},"clientInfo":{"name":"ExampleClient","version":"1.0.0"}}}`
	}
	const ready = `{"jsonrpc":"2.0","method":"notifications/initialized"}`
	tests := []struct {
		name string
		send []string
		want map[string]string // id → what the answer holds
	}{
		{"older version", []string{hello("2024-11-05")}, map[string]string{"1": `"protocolVersion":"2024-11-05"`}},
		{"2025-06-18", []string{hello("2025-06-18")}, map[string]string{"1": `"protocolVersion":"2025-06-18"`}},
		{"unknown version", []string{hello("1999-01-01")}, map[string]string{"1": `"protocolVersion":"20`}},
		{"lifecycle", []string{hello("2025-06-18"), ready, `{"jsonrpc":"2.0","id":2,"method":"ping"}`, `{"jsonrpc":"2.0","id":3,"method":"tools/list"}`},
			map[string]string{"1": `"name":"imr"`, "2": `"result":{}`, "3": `"outputSchema"`}},
		{"before initialized", []string{`{"jsonrpc":"2.0","id":2,"method":"tools/list"}`}, map[string]string{"2": `"error"`}},
		{"initialize twice", []string{hello("2025-06-18"), ready, strings.Replace(hello("2025-06-18"), `"id":1`, `"id":2`, 1)}, map[string]string{"2": `"error"`}},
		{"no such method", []string{hello("2025-06-18"), ready, `{"jsonrpc":"2.0","id":3,"method":"tools/wat"}`}, map[string]string{"3": `"code":-32601`}},
		{"no such tool", []string{hello("2025-06-18"), ready, `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"wat"}}`}, map[string]string{"3": `"code":-32602`}},
		{"no such prompt", []string{hello("2025-06-18"), ready, `{"jsonrpc":"2.0","id":4,"method":"prompts/get","params":{"name":"wat"}}`}, map[string]string{"4": `"error"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newServer(t, letters(t, 3))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			in, toServer := io.Pipe()
			fromServer, out := io.Pipe()
			ended := make(chan error, 1)
			go func() { ended <- mcp.Serve(ctx, s, in, out) }()
			lines := bufio.NewReader(fromServer)
			for _, m := range test.send {
				if _, err := io.WriteString(toServer, m+"\n"); err != nil {
					t.Fatal(err)
				}
				var message struct {
					ID json.RawMessage
				}
				if err := json.Unmarshal([]byte(m), &message); err != nil || message.ID == nil {
					continue // no answer is due
				}
				line, err := lines.ReadString('\n')
				if err != nil {
					t.Fatal(err)
				}
				var answer struct {
					JSONRPC string
					ID      json.RawMessage
				}
				if err := json.Unmarshal([]byte(line), &answer); err != nil || answer.JSONRPC != "2.0" || string(answer.ID) != string(message.ID) {
					t.Errorf("%s is answered by %s", m, line)
				}
				if want := test.want[string(message.ID)]; !strings.Contains(line, want) {
					t.Errorf("%s is answered by %s, want %s", m, line, want)
				}
			}
			toServer.Close()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}
