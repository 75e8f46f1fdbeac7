//go:build race

package extract

// raceFactor makes room for the race detector, which keeps several bytes for
// each byte of the program.
const raceFactor = 4
