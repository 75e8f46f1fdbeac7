package bleve

import "syscall"

// inodeOf returns what tells one file of a name from the next.
func inodeOf(sys any) any {
	if s, ok := sys.(*syscall.Stat_t); ok {
		return s.Ino
	}
	return nil
}
