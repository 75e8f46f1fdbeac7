package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/text"
	"imrsearch/parser"
)

// A version says what this program is, and which of its parts decide what an
// index or an answer looks like.
type version struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Go      string `json:"go"`
	Parser  int    `json:"parser"`
	Words   int    `json:"words"`
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			v := thisVersion()
			if format == "json" {
				return a.writeJSON(v)
			}
			_, err = fmt.Fprintf(a.stdout, "imr %s (%s, parser %d, words %d)\n", v.Version, v.Go, v.Parser, v.Words)
			return err
		},
	}
}

func thisVersion() version {
	v := version{Version: "devel", Go: runtime.Version(), Parser: parser.Version, Words: text.Version}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Commit = s.Value
		}
	}
	return v
}

// helpQueryCommand shows the query language, from the tables that the parser
// and the engines use. It is a help topic: imr help query.
func helpQueryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "query",
		Short: "The query language (imr help query)",
		Long:  queryHelp(),
	}
}

func queryHelp() string {
	var b strings.Builder
	b.WriteString("Words, connectors and fields, in any mixture. What was typed is never changed\nin silence: every answer says how it was read.\n\nConnectors\n")
	for _, op := range query.Operators() {
		fmt.Fprintf(&b, "  %-22s %s\n", op.Write, op.Means)
		if len(op.Also) > 0 {
			fmt.Fprintf(&b, "  %-22s also %s\n", "", strings.Join(op.Also, "  "))
		}
		fmt.Fprintf(&b, "  %-22s imr search '%s'\n", "", op.Example)
	}
	b.WriteString("\nFields\n")
	for _, f := range index.Fields() {
		name := f.Name
		if len(f.Aliases) > 0 {
			name += ", " + strings.Join(f.Aliases, ", ")
		}
		fmt.Fprintf(&b, "  %-22s %s\n", name, f.Help)
	}
	return b.String()
}

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages into a folder",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("imr man: want the folder to write to")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			header := &doc.GenManHeader{Title: "IMR", Section: "1", Source: "imr"}
			return doc.GenManTree(c.Root(), header, args[0])
		},
	}
}
