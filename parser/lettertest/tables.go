package lettertest

import (
	"strconv"
	"strings"
	"sync"
)

// tables is what the letters profile draws from. It is read once from the
// embedded data files and never written afterwards.
type tables struct {
	topics     map[string]*topic
	drugs      weighted[drugGroup]
	treatments weighted[treatmentGroup]
	diagnoses  map[string][]string
	codes      map[string]string // diagnosis → ICD code
	prose      map[string][]template
	summary    map[string][]template
	words      map[string][]string // lists of the summary file that are no templates
	documents  []template
	specialty  weighted[specialty]
	second     []specialty
	states     weighted[string]
}

// loadTables returns the tables of the letters profile.
var loadTables = sync.OnceValue(func() *tables {
	t := &tables{topics: loadTopics(), diagnoses: dataSections("diagnoses.txt"), codes: map[string]string{},
		prose: templateSections("prose.txt"), summary: templateSections("summary.txt"),
		words: dataSections("summary.txt"), documents: parseTemplates(dataLines("documents.txt"))}
	for _, line := range t.diagnoses["codes"] {
		name, code, _ := strings.Cut(line, "=")
		t.codes[name] = code
	}
	t.loadDrugs()
	t.loadTreatments()
	t.loadReviewers()
	return t
})

func templateSections(name string) map[string][]template {
	out := map[string][]template{}
	for section, lines := range dataSections(name) {
		out[section] = parseTemplates(lines)
	}
	return out
}

// weighted holds choices that are not equally likely.
type weighted[T any] struct {
	choices []T
	below   []int // running sums of the weights
}

func (w *weighted[T]) add(choice T, weight int) {
	total := weight
	if n := len(w.below); n > 0 {
		total += w.below[n-1]
	}
	w.choices = append(w.choices, choice)
	w.below = append(w.below, total)
}

func (w weighted[T]) draw(s source) T {
	x := s.IntN(w.below[len(w.below)-1])
	for i, below := range w.below {
		if x < below {
			return w.choices[i]
		}
	}
	return w.choices[len(w.choices)-1]
}

// A drugGroup is one subclass of drugs that reviewers argue about alike.
type drugGroup struct {
	subclass, topic string
	drugs           []drug
}

type drug struct {
	name      string
	generics  []string
	strengths []string
}

func (t *tables) loadDrugs() {
	for _, s := range orderedSections("drugs.txt") {
		head := strings.Split(s.title, "|")
		g := drugGroup{subclass: head[0], topic: head[1]}
		for _, line := range s.lines {
			f := strings.Split(line, "|")
			g.drugs = append(g.drugs, drug{f[0], strings.Split(f[1], "+"), strings.Split(f[2], ",")})
		}
		t.drugs.add(g, number(head[2]))
	}
}

// A treatmentGroup is one subclass of treatments that are no drugs.
type treatmentGroup struct {
	class, subclass, topic string
	treatments             []treatment
}

type treatment struct {
	wording template
	parts   []string // keys of body parts; "any" for all
}

func (t *tables) loadTreatments() {
	for _, s := range orderedSections("treatments.txt") {
		head := strings.Split(s.title, "|")
		g := treatmentGroup{class: head[0], subclass: head[1], topic: head[2]}
		for _, line := range s.lines {
			wording, parts, _ := strings.Cut(line, " @ ")
			g.treatments = append(g.treatments, treatment{parseTemplate(wording), strings.Fields(parts)})
		}
		t.treatments.add(g, number(head[3]))
	}
}

// A specialty is a reviewer's, as printed and by the board's name.
type specialty struct{ printed, name string }

func (t *tables) loadReviewers() {
	lists := dataSections("reviewers.txt")
	for _, line := range lists["specialty"] {
		f := strings.Split(line, "|")
		t.specialty.add(specialty{f[0], f[1]}, number(f[2]))
	}
	for _, line := range lists["subspecialty"] {
		printed, name, _ := strings.Cut(line, "|")
		t.second = append(t.second, specialty{printed, name})
	}
	for _, line := range lists["state"] {
		state, weight, _ := strings.Cut(line, "|")
		t.states.add(state, number(weight))
	}
}

// number reads a number of a data file.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}
