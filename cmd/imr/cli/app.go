// Package cli answers one question: what do all commands share? Streams,
// settings, forms of output, exit statuses, and how things are worded.
package cli

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
)

// An App is what all commands share: streams, environment, global flags. A
// command adds its own state to it.
type App struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string

	Quiet   bool // only results and errors
	NoColor bool

	// History says whether searches may be added to the history.
	History Switch
	kept    openStore

	data   string // folder of the index
	engine engineFlags
	format string // of the output; "" is the command's own default
	json   bool
	// typedFormat says that format was typed, not taken from a setting, which
	// speaks to all commands.
	typedFormat bool
}

// Register adds the flags that all commands have to the root command.
func (a *App) Register(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.data, "data", "", "folder of the index (default $IMR_DATA, else imr in the XDG data folder)")
	a.engine.register(flags)
	flags.StringVar(&a.format, "format", "", "form of the output")
	_ = root.RegisterFlagCompletionFunc("format", completeFormat)
	flags.BoolVar(&a.json, "json", false, "same as --format json")
	a.History.on = true
	flags.Var(&a.History, "history", "off: add no search to the history")
	flags.BoolVar(&a.Quiet, "quiet", false, "only results and errors")
	flags.BoolVar(&a.NoColor, "no-color", false, "no colours (also with $NO_COLOR)")
}

// PlainFlagError words a flag's value that is no number for people.
func PlainFlagError(err error) error {
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

// DataDir returns the folder that holds everything of ours; where neither a
// setting nor the environment names one, a path where none can be made. NeedData
// says so.
func (a *App) DataDir() string {
	if a.data != "" {
		return a.data
	}
	if dir := a.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "imr")
	}
	if home := a.Getenv("HOME"); home != "" {
		return filepath.Join(home, ".local", "share", "imr")
	}
	return filepath.Join(os.DevNull, "imr")
}

// NeedData returns the error of a command that needs the data folder where nothing
// names it: it is never made in the working folder.
func (a *App) NeedData() error {
	if a.DataDir() == filepath.Join(os.DevNull, "imr") {
		return Usagef("neither HOME nor XDG_DATA_HOME is set: name the folder of the index with --data")
	}
	return nil
}

// IndexDir returns the folder of the index.
func (a *App) IndexDir() string { return filepath.Join(a.DataDir(), "index") }

// allFormats are the forms of output of all commands.
var allFormats = []string{"text", "table", "lines", "json", "jsonl", "ids", "csv", "md", "xlsx", "parquet", "ris", "bibtex", "csl"}

// forPeople are the forms of output that are read on a terminal; all others are
// written as they are.
var forPeople = map[string]bool{"": true, "text": true, "table": true, "lines": true, "ids": true, "md": true, "ris": true, "bibtex": true}

// FormatTyped reports whether the form of output was typed with the command.
func (a *App) FormatTyped() bool { return a.typedFormat || a.json }

// FormatOf returns the form of output asked for, one of allowed; the first
// is the default.
func (a *App) FormatOf(allowed ...string) (string, error) {
	f := a.format
	if a.json {
		f = "json"
	}
	if f == "" {
		f = allowed[0]
	}
	for _, ok := range allowed {
		if f == ok {
			return a.shown(f), nil
		}
	}
	if !a.typedFormat && slices.Contains(allFormats, f) {
		return a.shown(allowed[0]), nil // a setting for other commands
	}
	return "", Usagef("--format %s: want one of %s", f, strings.Join(allowed, ", "))
}

// shown has what is written made printable where the form is for people.
func (a *App) shown(format string) string {
	if !forPeople[format] {
		a.Exact()
	}
	return format
}

// Say writes a line for people, beside the data.
func (a *App) Say(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.Stderr, format+"\n", args...)
	}
}

// WriteJSON writes v as one line of JSON.
func (a *App) WriteJSON(v any) error {
	a.Exact()
	enc := json.NewEncoder(a.Stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// Terminal reports whether w is a terminal that may be coloured and redrawn.
func (a *App) Terminal(w io.Writer) bool {
	f, ok := screenOf(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// defaultWidth is how many letters a line of a terminal is taken to hold whose
// width is not known.
const defaultWidth = 80

// Width returns how many letters a line of w holds.
func (a *App) Width(w io.Writer) int {
	if f, ok := screenOf(w).(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return defaultWidth
}

// Colour reports whether the output may be coloured.
func (a *App) Colour() bool {
	return !a.NoColor && a.Getenv("NO_COLOR") == "" && a.Terminal(a.Stdout)
}

// NoArgs refuses arguments.
func NoArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usagef("%s: takes no arguments, got %q", c.CommandPath(), args[0])
	}
	return nil
}
