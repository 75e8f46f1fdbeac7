// Package write answers one question: how does a command help to write? It
// makes briefs of precedents, and checks drafts against the letters.
package write

import (
	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
)

// An app is what these commands share.
type app struct{ *cli.App }

// Commands are the commands of this package.
func Commands(shared *cli.App) []*cobra.Command {
	a := &app{shared}
	return []*cobra.Command{a.briefCommand(), a.checkCommand()}
}
