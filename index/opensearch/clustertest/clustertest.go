// Package clustertest answers one question: what is a cluster to test against? It
// starts nodes of OpenSearch, each in a Java process of its own, on ports of the
// loopback address, from libraries that Maven fetches once into a cache folder.
// Nodes end with the test binary, however it ends.
package clustertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Variables of the environment: addresses of a cluster that runs already, parted
// by commas; "required" where a test must not be skipped for want of a cluster; and
// the folder that keeps what Maven fetched, in place of the user's cache folder.
const (
	AddressesVariable = "IMR_OPENSEARCH"
	RequiredVariable  = "IMR_CLUSTER_TESTS"
	CacheVariable     = "IMR_CLUSTER_CACHE"
)

// A Cluster is some nodes. Its methods are for one goroutine.
type Cluster struct {
	Nodes []*Node
	dir   string
	kit   *kit
}

// A Node is one node of a cluster.
type Node struct {
	Name     string
	Address  string // http://127.0.0.1:PORT
	home     string
	http     int
	peer     int // port on which nodes speak to each other
	command  *exec.Cmd
	stdin    io.WriteCloser
	ended    chan struct{}
	starting []string
}

// startLimit is how long nodes may take to become a cluster.
const startLimit = 2 * time.Minute

// Watchful are settings with which nodes find out within about two seconds that
// another one hangs, which by default takes half a minute.
var Watchful = []string{
	"cluster.fault_detection.follower_check.interval=500ms", "cluster.fault_detection.follower_check.timeout=1s", "cluster.fault_detection.follower_check.retry_count=2",
	"cluster.fault_detection.leader_check.interval=500ms", "cluster.fault_detection.leader_check.timeout=1s", "cluster.fault_detection.leader_check.retry_count=2",
}

// Start starts a cluster of so many nodes, with further settings as name=value, and
// ends it with the test. The test is skipped where RequiredVariable is not set;
// without Maven or a JDK, too, unless it says "required".
func Start(t testing.TB, nodes int, settings ...string) *Cluster {
	t.Helper()
	wanted(t)
	c, err := New(t.TempDir(), nodes, settings...)
	if err != nil {
		unavailable(t, err)
	}
	t.Cleanup(c.Close)
	return c
}

// wanted skips a test where RequiredVariable is not set: three nodes beside all
// other tests would only be slow.
func wanted(t testing.TB) {
	t.Helper()
	if os.Getenv(RequiredVariable) == "" {
		t.Skipf("%s is not set: make test-cluster runs the tests of a cluster", RequiredVariable)
	}
}

// unavailable skips a test for want of a cluster, or fails it where it is required.
func unavailable(t testing.TB, err error) {
	t.Helper()
	if os.Getenv(RequiredVariable) == "required" || !errors.Is(err, errLacking) {
		t.Fatalf("no cluster: %v", err)
	}
	t.Skipf("no cluster: %v", err)
}

// New starts a cluster of so many nodes, whose files lie in a folder, with further
// settings as name=value. The caller closes it.
func New(dir string, nodes int, settings ...string) (*Cluster, error) {
	kit, err := prepared()
	if err != nil {
		return nil, err
	}
	ports, err := freePorts(2 * nodes)
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, kit: kit}
	var seeds, names []string
	for i := range nodes {
		n := &Node{Name: fmt.Sprintf("n%d", i+1), http: ports[2*i], peer: ports[2*i+1]}
		n.home, n.Address = filepath.Join(dir, n.Name), fmt.Sprintf("http://127.0.0.1:%d", n.http)
		seeds, names = append(seeds, fmt.Sprintf("127.0.0.1:%d", n.peer)), append(names, n.Name)
		c.Nodes = append(c.Nodes, n)
	}
	discovery := []string{"discovery.seed_hosts=" + strings.Join(seeds, ","), "cluster.initial_cluster_manager_nodes=" + strings.Join(names, ",")}
	if nodes == 1 {
		discovery = []string{"discovery.type=single-node"}
	}
	for _, n := range c.Nodes {
		n.starting = append(append([]string{
			"path.home=" + n.home, "cluster.name=" + filepath.Base(dir), "node.name=" + n.Name, "network.host=127.0.0.1",
			fmt.Sprintf("http.port=%d", n.http), fmt.Sprintf("transport.port=%d", n.peer),
			"cluster.routing.allocation.disk.threshold_enabled=false",
			// A heap this small is nearly full of garbage before it is collected.
			"indices.breaker.total.use_real_memory=false",
		}, discovery...), settings...)
		if err := c.Launch(n); err != nil {
			c.Close()
			return nil, err
		}
	}
	if err := c.Wait(nodes, startLimit); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// Addresses returns the addresses of all nodes.
func (c *Cluster) Addresses() []string {
	out := make([]string, len(c.Nodes))
	for i, n := range c.Nodes {
		out[i] = n.Address
	}
	return out
}

// Manager returns the node that is the cluster's manager; nil where none answers.
func (c *Cluster) Manager() *Node {
	for _, n := range c.Nodes {
		res, err := http.Get(n.Address + "/_cat/cluster_manager?h=node")
		if err != nil {
			continue
		}
		name, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		for _, m := range c.Nodes {
			if m.Name == strings.TrimSpace(string(name)) {
				return m
			}
		}
	}
	return nil
}

// Launch starts a node that does not run.
func (c *Cluster) Launch(n *Node) error {
	if err := os.MkdirAll(filepath.Join(n.home, "config"), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(c.dir, n.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	n.command = exec.Command(c.kit.java, append(c.kit.arguments(), n.starting...)...)
	n.command.Stdout, n.command.Stderr = log, log
	if n.stdin, err = n.command.StdinPipe(); err != nil {
		return err
	}
	if err := n.command.Start(); err != nil {
		return fmt.Errorf("node %s: %w", n.Name, err)
	}
	n.ended = make(chan struct{})
	go func(command *exec.Cmd, ended chan struct{}) {
		_ = command.Wait()
		close(ended)
	}(n.command, n.ended)
	return nil
}

// Kill ends a node as a fault of its machine does, and waits until it has ended.
func (n *Node) Kill() {
	_ = n.command.Process.Kill()
	<-n.ended
}

// Signal sends a signal to a node's process, as SIGSTOP and SIGCONT.
func (n *Node) Signal(s os.Signal) error { return n.command.Process.Signal(s) }

// Wait waits until so many nodes are one cluster with all shards in place.
func (c *Cluster) Wait(nodes int, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	for {
		for _, n := range c.Nodes {
			select {
			case <-n.ended:
			default:
				if n.healthy(ctx, nodes) {
					return nil
				}
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d nodes are no cluster after %s: see %s%s", nodes, limit, c.dir, c.lastWords())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (n *Node) healthy(ctx context.Context, nodes int) bool {
	url := fmt.Sprintf("%s/_cluster/health?wait_for_nodes=%d&wait_for_status=green&timeout=1s", n.Address, nodes)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer func() { _ = res.Body.Close() }()
	var health struct {
		TimedOut bool `json:"timed_out"`
	}
	return res.StatusCode == http.StatusOK && json.NewDecoder(res.Body).Decode(&health) == nil && !health.TimedOut
}

// lastWords are the ends of the nodes' logs.
func (c *Cluster) lastWords() string {
	var b strings.Builder
	for _, n := range c.Nodes {
		log, _ := os.ReadFile(filepath.Join(c.dir, n.Name+".log"))
		b.WriteString("\n" + n.Name + ": " + string(log[max(0, len(log)-600):]))
	}
	return b.String()
}

// Close ends all nodes and waits until they have ended.
func (c *Cluster) Close() {
	for _, n := range c.Nodes {
		if n.command != nil && n.command.Process != nil {
			n.Kill()
		}
	}
}

func freePorts(n int) ([]int, error) {
	var out []int
	var held []net.Listener
	defer func() {
		for _, l := range held {
			_ = l.Close()
		}
	}()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		held = append(held, l)
		out = append(out, l.Addr().(*net.TCPAddr).Port)
	}
	return out, nil
}
