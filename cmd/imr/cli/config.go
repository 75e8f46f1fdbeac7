package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Flags beat the environment, the environment the config file, the config
// file the default. A flag --no-color is IMR_NO_COLOR in the environment and
// no-color in the file; a table [search] speaks of one command's flags:
//
//	data = "/srv/imr"
//	[serve]
//	listen = "127.0.0.1:9000"
//
// The file is $IMR_CONFIG, else imr/config.toml in the XDG config folder.

// Settle gives every flag that was not typed its value from environment or
// config file.
func (a *App) Settle(c *cobra.Command) error {
	path, config, err := a.readConfig()
	if err != nil {
		return err
	}
	for key, value := range config {
		if into := a.engine.secret(key); into != nil {
			*into = fmt.Sprint(value)
			delete(config, key)
		}
	}
	if err := knownKeys(c.Root(), path, config); err != nil {
		return err
	}
	own, _ := config[c.Name()].(map[string]any)
	if f := c.Flags().Lookup("format"); f != nil {
		a.typedFormat = a.typedFormat || f.Changed
	}
	var errs []error
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || f.Name == "help" {
			return
		}
		env := "IMR_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		from, values := env, []string{a.Getenv(env)}
		if values[0] == "" {
			from, values = path, fromConfig(f.Name, own, config)
		}
		for _, v := range values {
			if err := c.Flags().Set(f.Name, v); err != nil {
				errs = append(errs, Usagef("%s: %v", from, PlainFlagError(err)))
			}
		}
	})
	return errors.Join(errs...)
}

func (a *App) readConfig() (path string, config map[string]any, err error) {
	path = a.Getenv("IMR_CONFIG")
	named := path != ""
	if !named {
		dir := a.Getenv("XDG_CONFIG_HOME")
		if dir == "" {
			if a.Getenv("HOME") == "" {
				return "", nil, nil
			}
			dir = filepath.Join(a.Getenv("HOME"), ".config")
		}
		path = filepath.Join(dir, "imr", "config.toml")
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return path, nil, nil
	}
	if err != nil {
		return path, nil, Usagef("config: %v", err)
	}
	if err := toml.Unmarshal(data, &config); err != nil {
		return path, nil, Usagef("config %s: %v", path, err)
	}
	return path, config, nil
}

// knownKeys refuses keys that name neither a flag nor a command.
func knownKeys(root *cobra.Command, path string, config map[string]any) error {
	for key, value := range config {
		table, isTable := value.(map[string]any)
		if !isTable {
			if root.PersistentFlags().Lookup(key) == nil {
				return Usagef("config %s: no setting %q; imr --help lists the global flags, which are the settings", path, key)
			}
			continue
		}
		i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == key })
		if i < 0 {
			return Usagef("config %s: [%s] is no command", path, key)
		}
		for name := range table {
			if root.Commands()[i].Flags().Lookup(name) == nil {
				return Usagef("config %s: [%s] has no setting %q; imr %s --help lists the flags", path, key, name, key)
			}
		}
	}
	return nil
}

// fromConfig returns the values of a setting: of the command's own table, else
// of the file's top level.
func fromConfig(name string, own, all map[string]any) []string {
	value, ok := own[name]
	if !ok {
		value, ok = all[name]
	}
	if !ok {
		return nil
	}
	list, isList := value.([]any)
	if !isList {
		return []string{fmt.Sprint(value)}
	}
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprint(v))
	}
	return out
}
