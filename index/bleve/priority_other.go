//go:build !linux

package bleve

// LowerPriority does nothing: only Linux gives each thread a priority that a
// program can lower by itself.
func LowerPriority() {}
