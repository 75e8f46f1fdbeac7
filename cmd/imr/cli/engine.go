package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/opensearch"
	"imrsearch/index/opensearch/connect"
	"imrsearch/parser"
	"imrsearch/parser/lexicon"
)

// Engine opens the engine that answers all commands: the embedded index of
// --data, or the cluster of --engine. A search works for at most limit; 0 is the
// engine's own limit, negative none. It knows the saved searches, tags and notes of
// --data. The caller closes it.
func (a *App) Engine(limit time.Duration) (index.Engine, error) {
	if a.OnCluster() {
		client, _, err := a.Cluster(connect.Attempt)
		if err != nil {
			return nil, err
		}
		e, err := opensearch.Open(context.Background(), client, opensearch.Options{Timeout: limit, Keeper: a.Keeper()})
		if err != nil {
			_ = client.Close()
			return nil, fmt.Errorf("%s: %w", a.engine.url, err)
		}
		return e, nil
	}
	if err := a.NeedData(); err != nil {
		return nil, err
	}
	e, err := bleve.Open(a.IndexDir(), bleve.Options{Timeout: limit, Reading: Reading, Keeper: a.Keeper()})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// Reading names what this program reads letters with.
func Reading() commit.Reading {
	return commit.Reading{Parser: strconv.Itoa(parser.Version), Lexicon: lexicon.Version()}
}

// SayOutdated tells, on standard error, that an older parser or lexicon read
// letters of the index.
func (a *App) SayOutdated(info *index.Info) {
	if info.Outdated > 0 {
		a.Say("%s: an older parser or lexicon read them; 'imr ingest --reparse' reads their stored text again", Plural(info.Outdated, "letter"))
	}
}
