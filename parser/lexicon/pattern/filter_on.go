//go:build !plainregexp

package pattern

// filtered turns on the search for prefixes and literals. Without it, by -tags
// plainregexp, every pattern is a plain regular expression: tests pass alike,
// and benchmarks show what the search saves.
const filtered = true
