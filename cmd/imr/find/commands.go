// Package find answers one question: how does a command ask the index? Searches,
// counts, letters, like items, exports.
package find

import (
	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
)

// An app is what these commands share.
type app struct{ *cli.App }

// Commands are the commands of this package.
func Commands(shared *cli.App) []*cobra.Command {
	a := &app{shared}
	return []*cobra.Command{
		a.searchCommand(), a.countCommand(), a.statsCommand(), a.decidesCommand(), a.citesCommand(), a.showCommand(), a.similarCommand(), a.exportCommand(),
	}
}
