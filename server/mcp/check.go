package mcp

import (
	"context"
	"fmt"

	"imrsearch/index"
	"imrsearch/index/citecheck"
)

var checkTool = tool{
	name: "check", title: "Check a draft",
	description: `Compare a draft with the letters: every case number, item, outcome, date, page and quotation in it is looked up and compared character by character. Use it over everything you wrote that cites determinations, before you hand it over, and mend what differs: says is what the letter says, at is where. Absent means not in this collection, which is not the same as wrong. The text is kept nowhere.`,
}

type checkArgs struct {
	Text string `json:"text" jsonschema:"the draft, as Markdown or plain text; at most 1 MB"`
}

func (s *server) check(ctx context.Context, a *checkArgs) (*citecheck.Report, error) {
	if len(a.Text) > maxText {
		return nil, &index.RequestError{Param: "text", Msg: fmt.Sprintf("has %d bytes; at most %d are checked", len(a.Text), maxText)}
	}
	return citecheck.Check(ctx, s.index, citecheck.Draft{Text: a.Text})
}
