// Command imrcluster runs a command over a cluster that it starts for it: three
// nodes of OpenSearch on this machine, for trying. IMR_ENGINE names them to the
// command; when that ends, they end, and nothing is left.
//
//	imrcluster sh -c 'imr ingest letters/; imr serve'
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"imrsearch/index/opensearch/clustertest"
)

const nodes = 3

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "imrcluster:", err)
	}
	os.Exit(status)
}

func run(args []string) (status int, err error) {
	if len(args) == 0 {
		return 2, errors.New("want a command to run over a cluster, as: imrcluster sh -c 'imr ingest letters/; imr serve'")
	}
	// The command is told to end too, and this ends after it.
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	dir, err := os.MkdirTemp("", "imr-cluster-")
	if err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	fmt.Fprintf(os.Stderr, "starting %d nodes\n", nodes)
	c, err := clustertest.New(dir, nodes)
	if err != nil {
		return 1, err
	}
	defer c.Close()
	var hosts []string
	for _, a := range c.Addresses() {
		hosts = append(hosts, strings.TrimPrefix(a, "http://"))
	}
	engine := "opensearch://" + strings.Join(hosts, ",") + "/imr"
	fmt.Fprintln(os.Stderr, "IMR_ENGINE="+engine)
	command := exec.Command(args[0], args[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), "IMR_ENGINE="+engine)
	if err := command.Start(); err != nil {
		return 1, err
	}
	go func() {
		for s := range told {
			_ = command.Process.Signal(s)
		}
	}()
	err = command.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
