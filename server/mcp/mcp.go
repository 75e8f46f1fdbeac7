// Package mcp answers one question: what can an agent ask? It offers the
// searches, counts and checks of this program as tools of the Model Context
// Protocol, with the same requests and answers as the API. Every quotation
// comes with its place: item, page and line. It knows no engine.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/index/query"
)

// Options configure a server. Both are required, but for Version.
type Options struct {
	Searcher index.Searcher
	Reader   example.Reader // of texts that are given, an *extract.Pool
	Version  string
}

// A server holds what its tools share.
type server struct {
	index  index.Searcher
	reader example.Reader
}

// instructions tell an agent what is here and how to work with it.
const instructions = `Independent Medical Review (IMR) determinations of California workers' compensation: letters, each of which decides one or more disputed treatments (items). The unit is the item; its id is CASE/n, as CM16-0990412/2.

Outcomes: upheld (the denial stands), overturned (the treatment was found necessary), modified (in part), unknown.

Which tool: search finds items by words, fields and filters. similar finds precedents for an item, or for the text of a denial. stats counts how often such requests were overturned, with intervals; never count from a page of hits. cites says what is decided where a guideline is cited. read gives an item or a letter whole, with page and line of every passage; read an item before you quote it. check compares a draft's citations and quotations with the letters; run it over what you wrote.

Quote only what a tool returned, character by character, with item, page and line. The collection is a sample; a rate speaks of this collection only, and of requests (total.requested), not of every item that mentions a treatment.`

// New returns a server with all tools. It serves one session or several, over
// any transport of the SDK.
func New(o Options) (*mcp.Server, error) {
	if o.Searcher == nil || o.Reader == nil {
		return nil, errors.New("mcp: no searcher, or no reader")
	}
	version := o.Version
	if version == "" {
		version = "devel"
	}
	s := mcp.NewServer(&mcp.Implementation{Name: "imr", Title: "Independent Medical Review determinations", Version: version},
		&mcp.ServerOptions{Instructions: instructions, Capabilities: &mcp.ServerCapabilities{}})
	t := &server{index: o.Searcher, reader: o.Reader}
	return s, errors.Join(
		add(s, searchTool, t.search), add(s, readTool, t.read), add(s, similarTool, t.similar),
		add(s, statsTool, t.stats), add(s, citesTool, t.cites), add(s, checkTool, t.check),
	)
}

// A tool is the description of a tool.
type tool struct {
	name, title, description string
	// choices are the values that an argument may have, by its name.
	choices map[string][]string
}

// add adds a typed tool, whose schemas come from its types.
func add[In, Out any](s *mcp.Server, t tool, call func(context.Context, *In) (*Out, error)) error {
	in, err := schemaOf[In]()
	if err != nil {
		return fmt.Errorf("mcp: arguments of %s: %w", t.name, err)
	}
	for name, values := range t.choices {
		in.Properties[name].Enum = enum(values)
	}
	out, err := schemaOf[Out]()
	if err != nil {
		return fmt.Errorf("mcp: answer of %s: %w", t.name, err)
	}
	closed := false
	mcp.AddTool(s, &mcp.Tool{
		Name: t.name, Title: t.title, Description: t.description, InputSchema: in, OutputSchema: out,
		Annotations: &mcp.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed},
	}, func(ctx context.Context, _ *mcp.CallToolRequest, args In) (_ *mcp.CallToolResult, _ *Out, err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("%s: the fault is this program's: %v", t.name, cause)
			}
		}()
		answer, err := call(ctx, &args)
		return nil, answer, worded(err)
	})
	return nil
}

// worded says of an error what to do next: a query that runs, values that
// exist, where ids come from.
func worded(err error) error {
	var syntax *query.SyntaxError
	var request *index.RequestError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		s := fmt.Sprintf("the query cannot be read at byte %d: %s", syntax.Offset, syntax.Msg)
		if syntax.Want != "" {
			s += "; expected: " + syntax.Want
		}
		if syntax.Repair != "" {
			s += "; this runs: " + syntax.Repair
		}
		return errors.New(s)
	case errors.As(err, &request):
		s := request.Error()
		var values []string
		for _, b := range request.Nearest {
			if !strings.Contains(s, b.Value) {
				values = append(values, b.Value)
			}
		}
		if len(values) > 0 {
			s += "; values that exist: " + strings.Join(values, ", ")
		}
		return errors.New(s)
	case errors.Is(err, index.ErrNotFound):
		return fmt.Errorf("%w; the tool search gives the ids that are", err)
	case errors.Is(err, index.ErrExpired):
		return fmt.Errorf("%w; ask again without the cursor", err)
	}
	return err
}
