//go:build !linux

package bleve

// LowerPriority does nothing on this system.
func LowerPriority() {}
