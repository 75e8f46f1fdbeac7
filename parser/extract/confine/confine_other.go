//go:build !linux

package confine

// Self does nothing here but say so: the error is ErrUnsupported.
func Self() error { return ErrUnsupported }

// Exec returns ErrUnsupported: the caller runs the program itself.
func Exec(string, []string, []string, []string) error { return ErrUnsupported }
