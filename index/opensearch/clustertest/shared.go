package clustertest

import (
	"os"
	"strings"
	"sync"
	"testing"
)

var shared struct {
	once    sync.Once
	dir     string
	cluster *Cluster
	err     error
}

// Shared returns the addresses of a cluster of three nodes that all tests of the
// binary share, those of AddressesVariable where it has any. It is started when it
// is first asked for; Main ends it.
func Shared(t testing.TB) []string {
	t.Helper()
	if given := os.Getenv(AddressesVariable); given != "" {
		return strings.Split(given, ",")
	}
	wanted(t)
	shared.once.Do(func() {
		if shared.dir, shared.err = os.MkdirTemp("", "imr-cluster-"); shared.err == nil {
			shared.cluster, shared.err = New(shared.dir, 3)
		}
	})
	if shared.err != nil {
		unavailable(t, shared.err)
	}
	return shared.cluster.Addresses()
}

// Main runs the tests of a binary, and then ends the cluster that they share.
func Main(m *testing.M) {
	code := m.Run()
	if shared.cluster != nil {
		shared.cluster.Close()
	}
	_ = os.RemoveAll(shared.dir)
	os.Exit(code)
}
