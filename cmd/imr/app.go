package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"imrsearch/index"
)

// An app is what all commands share: streams, environment, global flags.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	data   string // folder of the index
	format string // of the output; "" is the command's own default
	json   bool
	// typedFormat says that format was typed, not taken from a setting, which
	// speaks to all commands.
	typedFormat bool
	quiet       bool
	noColor     bool
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "imr",
		Short: "Full-text search over California IMR determinations",
		Long: `imr finds Independent Medical Review determinations by their text: what was
asked for, what was decided, and why. Everything stays on this machine.`,
		Example: `  imr ingest letters/                      read a folder of letters into the index
  imr search 'opioid! /s taper! outcome:overturned'
  imr show CM16-0990412/2                  one item, as text
  imr serve                                the same in the browser`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		Args:              knownCommand,
		RunE:              func(c *cobra.Command, args []string) error { return usagef("%s", firstSteps) },
		PersistentPreRunE: func(c *cobra.Command, args []string) error { return a.settle(c) },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		hint := c.CommandPath() + " --help shows the flags"
		if c.Name() == "search" || c.Name() == "count" {
			hint += ", and a query that begins with - follows --"
		}
		return usagef("%v; %s", plainFlagError(err), hint)
	})
	flags := root.PersistentFlags()
	flags.StringVar(&a.data, "data", "", "folder of the index (default $IMR_DATA, else imr in the XDG data folder)")
	flags.StringVar(&a.format, "format", "", "form of the output")
	_ = root.RegisterFlagCompletionFunc("format", completeFormat)
	flags.BoolVar(&a.json, "json", false, "same as --format json")
	flags.BoolVar(&a.quiet, "quiet", false, "only results and errors")
	flags.BoolVar(&a.noColor, "no-color", false, "no colours (also with $NO_COLOR)")
	root.SetHelpCommand(helpCommand())
	root.AddCommand(
		a.ingestCommand(), a.parseCommand(),
		a.searchCommand(), a.countCommand(), a.showCommand(), a.similarCommand(),
		a.serveCommand(),
		a.infoCommand(), a.verifyCommand(), a.repairCommand(), a.gcCommand(),
		a.versionCommand(), helpQueryCommand(), a.manCommand(),
	)
	return root
}

// firstSteps is said where no command is given.
const firstSteps = `imr wants a command. To begin:
  imr ingest letters/        read a folder of letters into the index
  imr search 'lumbar mri'    find items, and why they were decided so
  imr serve                  the same in the browser
imr help lists all commands, imr help query tells the language.`

// knownCommand refuses arguments that are no command, and names the nearest.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if name := index.Nearest(args[0], names); name != "" {
		return usagef("imr %s: no such command; did you mean %s?", args[0], name)
	}
	return usagef("imr %s: no such command; imr help lists them", args[0])
}

// plainFlagError words a flag's value that is no number for people.
func plainFlagError(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return err
	}
	want := "another value"
	switch invalid.GetFlag().Value.Type() {
	case "int":
		want = "a whole number"
	case "bool":
		want = "true or false"
	}
	return fmt.Errorf("--%s %s: want %s", invalid.GetFlag().Name, invalid.GetValue(), want)
}

// dataDir returns the folder that holds everything of ours.
func (a *app) dataDir() string {
	if a.data != "" {
		return a.data
	}
	if dir := a.getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "imr")
	}
	return filepath.Join(a.getenv("HOME"), ".local", "share", "imr")
}

func (a *app) indexDir() string { return filepath.Join(a.dataDir(), "index") }

// allFormats are the forms of output of all commands.
var allFormats = []string{"text", "table", "json", "jsonl", "ids", "csv", "md"}

// formatOf returns the form of output asked for, one of allowed; the first
// is the default.
func (a *app) formatOf(allowed ...string) (string, error) {
	f := a.format
	if a.json {
		f = "json"
	}
	if f == "" {
		return allowed[0], nil
	}
	for _, ok := range allowed {
		if f == ok {
			return f, nil
		}
	}
	if !a.typedFormat && slices.Contains(allFormats, f) {
		return allowed[0], nil // a setting for other commands
	}
	return "", usagef("--format %s: want one of %s", f, strings.Join(allowed, ", "))
}

// say writes a line for people, beside the data.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

func (a *app) writeJSON(v any) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// terminal reports whether w is a terminal that may be coloured and redrawn.
func (a *app) terminal(w io.Writer) bool {
	if out, is := w.(*output); is {
		w = out.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// defaultWidth is how many letters a line of a terminal is taken to hold whose
// width is not known.
const defaultWidth = 80

// width returns how many letters a line of w holds.
func (a *app) width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return defaultWidth
}

func (a *app) colour() bool {
	return !a.noColor && a.getenv("NO_COLOR") == "" && a.terminal(a.stdout)
}
