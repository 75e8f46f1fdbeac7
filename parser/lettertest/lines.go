package lettertest

import (
	"embed"
	"strings"
)

//go:embed data
var dataFiles embed.FS

// dataLines returns the lines of an embedded data file without comments and
// empty lines. The files are part of the program, so a missing one is a
// defect and panics.
func dataLines(name string) []string {
	b, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// dataSections reads a file of lists: a line "= NAME", then one entry a line.
func dataSections(name string) map[string][]string {
	sections := map[string][]string{}
	at := ""
	for _, line := range dataLines(name) {
		if title, ok := strings.CutPrefix(line, "= "); ok {
			at = title
			continue
		}
		sections[at] = append(sections[at], line)
	}
	return sections
}
