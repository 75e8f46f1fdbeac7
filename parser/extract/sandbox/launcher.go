package sandbox

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"imrsearch/parser/extract/confine"
)

// launcherName is the first argument of a process that confines itself and then
// becomes another program: the second argument, with those behind it.
const launcherName = "imr-extract-launcher"

// readableFolders are what a program may read: libraries, fonts and tables of the
// system, nothing of the user.
var readableFolders = []string{"/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/dev/null", "/dev/urandom", "/nix/store"}

// Main turns this process into the program that it was started to run, if Run
// started it; in any other process it returns at once. Programs and tests that
// use Run call it first thing in main or TestMain.
func Main() {
	if IsLauncher() {
		launch(os.Args[1:])
	}
}

// IsLauncher reports whether Main would not return.
func IsLauncher() bool { return len(os.Args) > 0 && os.Args[0] == launcherName }

// launch becomes a program that is confined. It does not return.
func launch(command []string) {
	if len(command) > 0 {
		var own []string
		for _, c := range command {
			if filepath.IsAbs(c) { // programs that start others, as prlimit does
				own = append(own, filepath.Dir(c))
			}
		}
		err := confine.Exec(command[0], command, os.Environ(), append(own, readableFolders...))
		os.Stderr.WriteString(err.Error() + "\n")
	}
	os.Exit(1)
}

// confined returns the command that runs a program with no file but the system's
// to read, no network and nothing of this process's environment; where the system
// cannot, with nothing of the environment.
func confined(ctx context.Context, command []string) *exec.Cmd {
	var cmd *exec.Cmd
	self, err := SelfPath()
	if err == nil && canConfine {
		cmd = exec.CommandContext(ctx, self)
		cmd.Args = append([]string{launcherName}, command...)
	} else {
		cmd = exec.CommandContext(ctx, command[0], command[1:]...)
	}
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"}
	Isolate(cmd)
	return cmd
}
