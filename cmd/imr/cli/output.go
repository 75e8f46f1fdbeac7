package cli

import "io"

// An Output remembers the first failure of its writes, so that a full disk
// is told even where many small writes make a table.
type Output struct {
	W   io.Writer
	Err error

	screen io.Writer // what W was before a pager took its place
}

func (o *Output) Write(p []byte) (int, error) {
	n, err := o.W.Write(p)
	if err != nil && o.Err == nil {
		o.Err = err
	}
	return n, err
}
