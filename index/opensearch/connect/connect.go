// Package connect answers one question: how is a cluster reached? It reads the
// address of a corpus on a cluster, and makes a client that gets in.
package connect

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	os4 "github.com/opensearch-project/opensearch-go/v4"

	"imrsearch/index/opensearch"
)

// An Address is a corpus on a cluster.
type Address struct {
	Nodes []string // "https://host:9200"; at least one
	Name  string   // of the corpus: its indices begin so
	// Settings are those with which indices are made that are not there.
	Settings opensearch.Settings
}

// DefaultPort is the port of an address that names none.
const DefaultPort = "9200"

// Settings of an address that names none: three nodes have work, and one of them
// may be lost.
const (
	defaultShards   = 3
	defaultReplicas = 1
)

// The cluster knows names of indices in small letters, and none that begin with
// a sign.
var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]{0,99}$`)

// Parse reads an address:
//
//	opensearch://HOST:PORT,HOST:PORT/NAME?shards=3&replicas=1
//	opensearch+https://HOST:PORT/NAME
//
// Every node that may be asked is named; shards and replicas are for indices that
// are not there yet. An address with a password is refused: other users of the
// machine see it in the list of processes.
func Parse(text string) (Address, error) {
	a := Address{Settings: opensearch.Settings{Shards: defaultShards, Replicas: defaultReplicas}}
	scheme, rest, ok := strings.Cut(text, "://")
	web, known := map[string]string{"opensearch": "http", "opensearch+http": "http", "opensearch+https": "https"}[scheme]
	if !ok || !known {
		return a, errors.New("want opensearch://HOST:PORT/NAME or opensearch+https://HOST:PORT/NAME")
	}
	rest, settings, _ := strings.Cut(rest, "?")
	hosts, name, _ := strings.Cut(rest, "/")
	if strings.Contains(hosts, "@") {
		return a, errors.New("no user or password stands in an address, where others can read it: give IMR_ENGINE_USER and IMR_ENGINE_PASSWORD, or a key, in the environment, the config file or a file")
	}
	for _, h := range strings.Split(hosts, ",") {
		node, err := nodeOf(web, h)
		if err != nil {
			return a, err
		}
		a.Nodes = append(a.Nodes, node)
	}
	if a.Name = strings.TrimSuffix(name, "/"); !namePattern.MatchString(a.Name) {
		return a, fmt.Errorf("the name of the corpus, %q: want small letters, digits, - and _ behind the hosts, as opensearch://%s/imr", a.Name, hosts)
	}
	return a, a.settings(settings)
}

func nodeOf(scheme, host string) (string, error) {
	if _, _, err := net.SplitHostPort(host); err != nil {
		host = net.JoinHostPort(strings.Trim(host, "[]"), DefaultPort)
	}
	name, port, err := net.SplitHostPort(host)
	if n, bad := strconv.Atoi(port); err != nil || name == "" || bad != nil || n < 1 || n > 65535 {
		return "", fmt.Errorf("node %q: want HOST:PORT", host)
	}
	u := url.URL{Scheme: scheme, Host: host}
	if back, err := url.Parse(u.String()); err != nil || back.Host != host {
		return "", fmt.Errorf("node %q: want HOST:PORT", host)
	}
	return u.String(), nil
}

// Limits of what an address may ask for.
const (
	maxShards   = 1_024
	maxReplicas = 20
)

func (a *Address) settings(text string) error {
	values, err := url.ParseQuery(text)
	if err != nil {
		return fmt.Errorf("?%s: want shards=N&replicas=N", text)
	}
	for key, list := range values {
		n, err := strconv.Atoi(list[0])
		switch {
		case key == "shards" && err == nil && n >= 1 && n <= maxShards:
			a.Settings.Shards = n
		case key == "replicas" && err == nil && n >= 0 && n <= maxReplicas:
			a.Settings.Replicas = n
		default:
			return fmt.Errorf("?%s=%s: want shards=1 to %d and replicas=0 to %d", key, list[0], maxShards, maxReplicas)
		}
	}
	return nil
}

// Access is how a client gets in. The zero Access is a cluster that asks for
// nothing.
type Access struct {
	User, Password string
	Key            string // of the API, as the cluster gave it; in place of a user
	CA             string // file with the certificates (PEM) that sign the cluster's; "" means the machine's
	// Attempt is how long one node may take to answer before another is asked; 0
	// means Attempt.
	Attempt time.Duration
}

// Attempt is how long a node may take to answer a search before another one is
// asked: half of what a search may take.
const Attempt = 5 * time.Second

// LoadAttempt is the same for bulk requests, merges and the like.
const LoadAttempt = 2 * time.Minute

// Client returns a client of the corpus. It asks the cluster nothing yet.
func (a Address) Client(access Access) (*opensearch.Client, error) {
	if access.Attempt == 0 {
		access.Attempt = Attempt
	}
	config := os4.Config{
		Addresses: a.Nodes, Username: access.User, Password: access.Password,
		RequestTimeout: access.Attempt, EnableRetryOnTimeout: true, MaxRetries: max(3, len(a.Nodes)),
	}
	if access.Key != "" {
		if access.User != "" {
			return nil, errors.New("a user and a key: want one of them")
		}
		config.Header = map[string][]string{"Authorization": {"ApiKey " + access.Key}}
	}
	if access.secret() && strings.HasPrefix(a.Nodes[0], "http:") && !loopback(a.Nodes) {
		return nil, errors.New("a password or key would cross the network in the clear: want opensearch+https://")
	}
	if access.CA != "" {
		pem, err := os.ReadFile(access.CA)
		if err != nil {
			return nil, fmt.Errorf("certificates: %w", err)
		}
		if !strings.Contains(string(pem), "-----BEGIN CERTIFICATE-----") {
			return nil, fmt.Errorf("certificates: %s holds none (want PEM)", access.CA)
		}
		config.CACert = pem
	}
	return opensearch.NewClient(config, a.Name)
}

func (a Access) secret() bool { return a.Password != "" || a.Key != "" }

func loopback(nodes []string) bool {
	for _, n := range nodes {
		u, err := url.Parse(n)
		if err != nil {
			return false
		}
		if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return false
		}
	}
	return true
}
