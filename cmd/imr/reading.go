package main

import (
	"strconv"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/parser"
	"imrsearch/parser/lexicon"
)

// todaysReading names what this program reads letters with.
func todaysReading() commit.Reading {
	return commit.Reading{Parser: strconv.Itoa(parser.Version), Lexicon: lexicon.Version()}
}

// sayOutdated tells, on standard error, that an older parser or lexicon read
// letters of the index.
func (a *app) sayOutdated(info *index.Info) {
	if info.Outdated > 0 {
		a.say("%s: an older parser or lexicon read them; 'imr ingest --reparse' reads their stored text again", plural(info.Outdated, "letter"))
	}
}
