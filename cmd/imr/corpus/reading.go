package corpus

import (
	"strconv"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/parser"
	"imrsearch/parser/lexicon"
)

// Reading names what this program reads letters with.
func Reading() commit.Reading {
	return commit.Reading{Parser: strconv.Itoa(parser.Version), Lexicon: lexicon.Version()}
}

// SayOutdated tells, on standard error, that an older parser or lexicon read
// letters of the index.
func SayOutdated(a *cli.App, info *index.Info) {
	if info.Outdated > 0 {
		a.Say("%s: an older parser or lexicon read them; 'imr ingest --reparse' reads their stored text again", cli.Plural(info.Outdated, "letter"))
	}
}
