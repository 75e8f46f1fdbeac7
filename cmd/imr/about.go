package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
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
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.FormatOf("text", "json")
			if err != nil {
				return err
			}
			v := thisVersion()
			if format == "json" {
				return a.WriteJSON(v)
			}
			_, err = fmt.Fprintln(a.Stdout, "imr", v)
			return err
		},
	}
}

func (v version) String() string {
	return fmt.Sprintf("%s (%s, parser %d, words %d)", v.Version, v.Go, v.Parser, v.Words)
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

// helpQueryCommand shows the query language, from the tables of the packages
// that read it. It is a help topic: imr help query.
func helpQueryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "query",
		Short: "The query language",
		Long:  queryHelp(),
	}
}

// helpCommand is cobra's, but for topics that there are not: those are wrong
// usage.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about a command, or about the query language (imr help query)",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return cli.Usagef("help %s: no such command or topic; imr help lists them", strings.Join(args, " "))
			}
			return about.Help()
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			about, _, err := c.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var out []cobra.Completion
			for _, sub := range about.Commands() {
				if sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand() {
					out = append(out, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func queryHelp() string {
	var b strings.Builder
	b.WriteString("Words, connectors and fields, in any mixture. What was typed is never changed\nin silence: every answer says how it was read.\n\nPlain words\n")
	for _, r := range resolve.Rules() {
		writeTopic(&b, r.Name, r.Means)
		writeTopic(&b, "", "imr search '"+r.Same[0]+"'")
		if len(r.Same) > 1 {
			writeTopic(&b, "", "the same: '"+strings.Join(r.Same[1:], "', '")+"'")
		}
	}
	b.WriteString("\nConnectors\n")
	for _, op := range query.Operators() {
		writeTopic(&b, strings.Join(op.Write, ", "), op.Means)
		if len(op.Also) > 0 {
			writeTopic(&b, "", "also "+strings.Join(op.Also, ", "))
		}
		if op.Differs != "" {
			writeTopic(&b, "", op.Differs)
		}
		writeTopic(&b, "", "imr search '"+op.Example+"'")
	}
	fmt.Fprintf(&b, "\nWhat binds tighter\n")
	writeTopic(&b, "", query.Binding)
	b.WriteString("\nFields\n")
	for _, f := range index.Fields() {
		name := f.Name
		if len(f.Aliases) > 0 {
			name += ", " + strings.Join(f.Aliases, ", ")
		}
		writeTopic(&b, name, f.Help)
	}
	return b.String()
}

// writeTopic writes a term with its meaning beside it, the meaning broken
// into lines; a long term stands on a line of its own.
func writeTopic(b *strings.Builder, term, means string) {
	const column = 24
	if len(term) > column-2 {
		fmt.Fprintf(b, "  %s\n", term)
		term = ""
	}
	for _, line := range cli.Wrap(means, 92-column) {
		fmt.Fprintf(b, "  %-*s %s\n", column-2, term, line)
		term = ""
	}
}

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages into a folder",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return cli.Usagef("imr man: want the folder to write to")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := writeManual(c.Root(), args[0]); err != nil {
				return fmt.Errorf("man: %w", err)
			}
			return nil
		},
	}
}

// writeManual writes a page for every command, and one for the query
// language, which is a topic and no command.
func writeManual(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "imr"}, dir); err != nil {
		return err
	}
	topic, _, err := root.Find([]string{"query"})
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := doc.GenMan(topic, &doc.GenManHeader{Section: "1", Source: "imr"}, &page); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "imr-query.1"), page.Bytes(), 0o644)
}
