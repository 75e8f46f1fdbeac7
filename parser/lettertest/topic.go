package lettertest

import (
	"strconv"
	"strings"
)

// A topic is what reviewers write of one kind of request.
type topic struct {
	chronic  []topicPages // of the Chronic Pain Medical Treatment Guidelines
	odg      []odgTopic
	body     []string // sections of the body part's own MTUS chapter
	later    []string // sections of the guidelines of 2017 and later
	recitals []template
	against  []template
	argument []template // for the request
}

type topicPages struct {
	topic string
	pages [][]int
}

// An odgTopic names a chapter of the Official Disability Guidelines, "@" for
// that of the body part, and a topic in it.
type odgTopic struct{ chapter, topic string }

func loadTopics() map[string]*topic {
	topics := map[string]*topic{}
	for _, file := range []string{"topics_drugs.txt", "topics_therapy.txt", "topics_procedures.txt"} {
		for _, s := range orderedSections(file) {
			t := &topic{}
			for _, line := range s.lines {
				t.read(line[:1], line[2:])
			}
			topics[s.title] = t
		}
	}
	return topics
}

func (t *topic) read(kind, text string) {
	left, right, _ := strings.Cut(text, "|")
	switch kind {
	case "c":
		t.chronic = append(t.chronic, topicPages{left, pageRanges(right)})
	case "o":
		t.odg = append(t.odg, odgTopic{left, right})
	case "m":
		t.body = append(t.body, text)
	case "f":
		t.later = append(t.later, text)
	case "r":
		t.recitals = append(t.recitals, parseTemplate(text))
	case "a":
		t.against = append(t.against, parseTemplate(text))
	case "p":
		t.argument = append(t.argument, parseTemplate(text))
	default:
		panic("topic line of unknown kind " + strconv.Quote(kind))
	}
}

// pageRanges reads "298-301, 308".
func pageRanges(s string) [][]int {
	var out [][]int
	for _, r := range strings.Split(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(r), "-")
		one := []int{number(from), number(from)}
		if isRange {
			one[1] = number(to)
		}
		out = append(out, one)
	}
	return out
}
