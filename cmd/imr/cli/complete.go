package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// A Completer offers what the shell may put in.
type Completer = func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective)

// words offers fixed values.
func words(list ...string) Completer {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// formatsKey is the annotation of a command with its forms of output.
const formatsKey = "imr formats"

// completeFormat offers the forms of output of the command.
func completeFormat(c *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	formats, ok := c.Annotations[formatsKey]
	if !ok {
		formats = "text json"
	}
	return strings.Fields(formats), cobra.ShellCompDirectiveNoFileComp
}

// Complete says which forms of output c has, the default first, and what its
// flags take that many commands have.
func Complete(c *cobra.Command, formats ...string) {
	c.Annotations = map[string]string{formatsKey: strings.Join(formats, " ")}
	for name, f := range map[string]Completer{
		"match": words("auto", "all", "most"), "scope": words("all", "requested"),
		"limit": words(), "cursor": words(), "listen": words(), "jobs": words(), "keep": words(),
	} {
		if c.Flags().Lookup(name) != nil {
			_ = c.RegisterFlagCompletionFunc(name, f) // fails only for a flag that is not there
		}
	}
}
