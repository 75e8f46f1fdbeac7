package main

import "io"

// An output remembers the first failure of its writes, so that a full disk
// is told even where many small writes make a table.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}
