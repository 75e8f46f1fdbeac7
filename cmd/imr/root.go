package main

import (
	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/cmd/imr/corpus"
	"imrsearch/cmd/imr/find"
	"imrsearch/cmd/imr/keep"
	"imrsearch/cmd/imr/write"
	"imrsearch/index"
)

// An app is the program: what all commands share.
type app struct{ *cli.App }

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
		RunE:              func(c *cobra.Command, args []string) error { return cli.Usagef("%s", firstSteps) },
		PersistentPreRunE: func(c *cobra.Command, args []string) error { return a.Settle(c) },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		hint := c.CommandPath() + " --help shows the flags"
		if c.Name() == "search" || c.Name() == "count" {
			hint += ", and a query that begins with - follows --"
		}
		return cli.Usagef("%v; %s", cli.PlainFlagError(err), hint)
	})
	a.Register(root)
	root.Version = thisVersion().String()
	root.SetVersionTemplate("imr {{.Version}}\n")
	root.SetHelpCommand(helpCommand())
	root.AddCommand(
		a.serveCommand(), a.mcpCommand(),
		a.versionCommand(), helpQueryCommand(), a.manCommand(),
	)
	root.AddCommand(corpus.Commands(a.App)...)
	root.AddCommand(find.Commands(a.App)...)
	root.AddCommand(keep.Commands(a.App)...)
	root.AddCommand(write.Commands(a.App)...)
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
		return cli.Usagef("imr %s: no such command; did you mean %s?", args[0], name)
	}
	return cli.Usagef("imr %s: no such command; imr help lists them", args[0])
}
