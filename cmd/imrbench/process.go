package main

import (
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// A memory is what a process holds, in megabytes.
type memory struct {
	RSS       float64 `json:"rss_mb"`
	Anonymous float64 `json:"anonymous_mb"` // RSS without pages of mapped files
	Peak      float64 `json:"peak_rss_mb"`
	Heap      float64 `json:"heap_mb"`
}

// memoryNow reads the process's memory; what the system does not tell is 0.
func memoryNow() memory {
	m := memory{Heap: megabytes(heapBytes())}
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return m
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, err := strconv.ParseUint(f[1], 10, 64)
		if err != nil {
			continue
		}
		switch f[0] {
		case "VmRSS:":
			m.RSS = megabytes(kb << 10)
		case "RssAnon:":
			m.Anonymous = megabytes(kb << 10)
		case "VmHWM:":
			m.Peak = megabytes(kb << 10)
		}
	}
	return m
}

func megabytes(n uint64) float64 { return float64(n) / 1e6 }

// heapBytes returns the bytes of live and of not yet swept objects.
func heapBytes() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}

// watchHeap looks at the heap until stop is called, which returns the most
// that was seen, in bytes.
func watchHeap() (stop func() uint64) {
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		top := heapBytes()
		for {
			select {
			case <-tick.C:
				top = max(top, heapBytes())
			case <-done:
				most <- max(top, heapBytes())
				return
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-most
	}
}

// allocated returns how many objects, and how many bytes, were allocated so
// far.
func allocated() (objects, bytes uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs, m.TotalAlloc
}
