//go:build plainregexp

package pattern

const filtered = false
