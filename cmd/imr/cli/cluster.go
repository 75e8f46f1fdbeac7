package cli

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"imrsearch/index/opensearch"
	"imrsearch/index/opensearch/connect"
)

// engineFlags say where the index is, if not in --data, and who asks. What is
// secret is no flag: other users of the machine read the command line.
type engineFlags struct {
	url, user, ca         string
	passwordFile, keyFile string
	password, key         string // from the config file
}

func (f *engineFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.url, "engine", "", "`URL` of a cluster that keeps the index, in place of --data: opensearch://HOST:PORT,HOST:PORT/NAME, or opensearch+https://")
	flags.StringVar(&f.user, "engine-user", "", "name with which the cluster is asked; $IMR_ENGINE_PASSWORD has the password")
	flags.StringVar(&f.passwordFile, "engine-password-file", "", "`FILE` that holds the password")
	flags.StringVar(&f.keyFile, "engine-key-file", "", "`FILE` that holds a key of the cluster's API; or $IMR_ENGINE_KEY")
	flags.StringVar(&f.ca, "engine-ca", "", "`FILE` (PEM) with the certificates that sign the cluster's")
}

// secret returns a setting of the config file that is no flag; nil for others.
func (f *engineFlags) secret(key string) *string {
	switch key {
	case "engine-password":
		return &f.password
	case "engine-key":
		return &f.key
	}
	return nil
}

// OnCluster reports whether the index is kept by a cluster.
func (a *App) OnCluster() bool { return a.engine.url != "" }

// Where says where the index is.
func (a *App) Where() string {
	if a.OnCluster() {
		return a.engine.url
	}
	return a.IndexDir()
}

// OnlyEmbedded refuses a command that the index of a cluster has no use for.
func (a *App) OnlyEmbedded(command, instead string) error {
	if a.OnCluster() {
		return Usagef("imr %s is for the index of --data; of a cluster: %s", command, instead)
	}
	return nil
}

// Cluster returns a client of the cluster of --engine, a node of which may take so
// long for an answer, and its address. It asks nothing yet. The caller closes it.
func (a *App) Cluster(attempt time.Duration) (*opensearch.Client, connect.Address, error) {
	address, err := connect.Parse(a.engine.url)
	if err != nil {
		return nil, address, Usagef("--engine: %v", err)
	}
	access := connect.Access{User: a.engine.user, CA: a.engine.ca, Attempt: attempt}
	if access.Password, err = a.secretOf("IMR_ENGINE_PASSWORD", a.engine.passwordFile, a.engine.password); err != nil {
		return nil, address, err
	}
	if access.Key, err = a.secretOf("IMR_ENGINE_KEY", a.engine.keyFile, a.engine.key); err != nil {
		return nil, address, err
	}
	client, err := address.Client(access)
	if err != nil {
		return nil, address, Usagef("--engine: %v", err)
	}
	return client, address, nil
}

// secretOf returns a secret: of a file, else of the environment, else of the config
// file.
func (a *App) secretOf(env, file, config string) (string, error) {
	if file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("--engine: %w", err)
		}
		return strings.TrimRight(string(data), "\r\n"), nil
	}
	if v := a.Getenv(env); v != "" {
		return v, nil
	}
	return config, nil
}
