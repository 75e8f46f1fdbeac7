// Package corpus answers one question: how does a command keep the index?
// Letters in, and the care of what is there.
package corpus

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
		a.ingestCommand(), a.parseCommand(),
		a.infoCommand(), a.verifyCommand(), a.repairCommand(), a.gcCommand(),
	}
}
