package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/parser/extract"
	"imrsearch/server/mcp"
)

func (a *app) mcpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Serve the index to an agent over standard input and output",
		Long: `Serve the index to an agent that speaks the Model Context Protocol, over standard
input and output, until the input ends. The tools are search, read, similar,
stats, cites and check; each says when to use which, and every quotation comes
with its item, page and line. An agent starts it by itself: name the command
"imr mcp" in its settings, with --data where the index is not in the usual place.`,
		Example: `  imr mcp
  imr mcp --data /srv/imr`,
		Args: cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error { return a.mcp(c.Context()) },
	}
}

func (a *app) mcp(ctx context.Context) error {
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	pool := extract.NewPool(1)
	defer pool.Close()
	s, err := mcp.New(mcp.Options{Searcher: engine, Reader: pool, Version: thisVersion().Version})
	if err != nil {
		return err
	}
	a.Exact()
	if err := mcp.Serve(ctx, s, a.Stdin, a.Stdout); err != nil {
		return fmt.Errorf("mcp: %w", err)
	}
	return nil
}
