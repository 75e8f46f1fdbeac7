package clustertest

import (
	"testing"
	"time"
)

// TestNodesComeAndGo holds that a node that was killed is gone, and that it comes
// back.
func TestNodesComeAndGo(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	c := Start(t, 1)
	n := c.Nodes[0]
	if !n.healthy(t.Context(), 1) {
		t.Fatal("the node that was started does not answer")
	}
	n.Kill()
	if n.healthy(t.Context(), 1) {
		t.Fatal("the node that was killed answers")
	}
	if err := c.Launch(n); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(1, time.Minute); err != nil {
		t.Fatal(err)
	}
}
