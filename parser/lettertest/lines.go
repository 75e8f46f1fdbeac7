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

// A section of a data file is a line "= TITLE", then one entry a line.
type section struct {
	title string
	lines []string
}

func orderedSections(name string) []section {
	var out []section
	for _, line := range dataLines(name) {
		if title, ok := strings.CutPrefix(line, "= "); ok {
			out = append(out, section{title: title})
			continue
		}
		last := &out[len(out)-1]
		last.lines = append(last.lines, line)
	}
	return out
}

// dataSections returns the sections of a file by their titles.
func dataSections(name string) map[string][]string {
	lists := map[string][]string{}
	for _, s := range orderedSections(name) {
		lists[s.title] = append(lists[s.title], s.lines...)
	}
	return lists
}
