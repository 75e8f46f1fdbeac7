// Package confine answers one question: what may a process that reads a file
// from outside still do? It takes the right to open files, to reach the network
// and to gain privileges from this process for good, on systems that can.
package confine

import "errors"

// ErrUnsupported is the error where the system has no such means: the process
// runs on as before.
var ErrUnsupported = errors.New("this system cannot confine a process")
