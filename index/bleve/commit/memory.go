package commit

import (
	"math"
	"os"
	"runtime/debug"
)

// builderMemory is what one builder of a segment of DefaultSegmentItems may take
// with its garbage: half as much again as it needs (357 MB of the bench
// profile, before its lists are written).
const builderMemory = 640 << 20

// BoundMemory has the garbage of a program that writes an index with so many
// jobs collected before there is much of it: without, the heap grows to twice
// what the builders need. A limit that GOMEMLIMIT or the program has set
// stays.
func BoundMemory(jobs int) {
	if os.Getenv("GOMEMLIMIT") == "" && debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(int64(max(jobs, 1)) * builderMemory)
	}
}
