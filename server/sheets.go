package server

import "strings"

// sheets divides a stored text into its pages (form feeds) and lines.
func sheets(text string) [][]string {
	var out [][]string
	for _, page := range strings.Split(text, "\f") {
		out = append(out, strings.Split(strings.TrimSuffix(page, "\n"), "\n"))
	}
	return out
}
