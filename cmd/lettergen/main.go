// Lettergen writes invented final determination letters: text, PDF, or JSON
// Lines of what is in them. The same flags give the same bytes.
//
//	lettergen --n 100 --seed 1 --layouts C,E --format pdf --truth --out DIR
//	lettergen --n 1000000 --profile bench --format jsonl --out -
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "lettergen:", err)
		os.Exit(1)
	}
}
