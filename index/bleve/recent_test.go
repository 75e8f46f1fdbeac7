package bleve

import (
	"fmt"
	"testing"
)

func TestRecentForgetsTheOldest(t *testing.T) {
	k := recent[int]{most: 3}
	for i := range 5 {
		k.put(fmt.Sprint(i), i)
		k.get("0")
	}
	for i, want := range []bool{true, false, false, true, true} {
		if v, got := k.get(fmt.Sprint(i)); got != want || got && v != i {
			t.Errorf("%d is kept: %t (%d), want %t", i, got, v, want)
		}
	}
	if len(k.byKey) != 3 || k.order.Len() != 3 {
		t.Errorf("%d keys, %d values, want 3", len(k.byKey), k.order.Len())
	}
}
