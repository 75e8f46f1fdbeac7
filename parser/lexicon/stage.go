package lexicon

import (
	"slices"
	"sync"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"
)

// StageSurgical is the stage of what is asked for with or after an operation.
const StageSurgical = "with or after surgery"

// A stageTable is stages.tsv: its rows are also those of the cues.
type stageTable struct {
	cues    *reasonTable
	request *fold.Trie // cues in requests → rows
	reasons []map[string]bool
	names   []string // of the stages, each once
}

var stages = sync.OnceValue(func() *stageTable {
	t := &stageTable{cues: newCues(), request: fold.NewTrie()}
	for i, r := range readTable("stages") {
		name := r.get("stage")
		t.names = appendNew(t.names, name)
		t.cues.add(r, reason{name: name, denial: true, only: r.list("only_for")})
		t.request.AddNames(int32(i), r.list("request_cues")...)
		given := map[string]bool{}
		for _, name := range r.list("reasons") {
			given[name] = true
		}
		t.reasons = append(t.reasons, given)
	}
	return t
})

// Stages returns the names of all stages of care.
func Stages() []string { return slices.Clone(stages().names) }

// Stage returns the stage of care at which an item asks for its treatment, ""
// where nothing says so: of a course of visits whether it is the first or a
// further one, of equipment whether it is tried or bought, of anything whether
// it goes with an operation. The request goes first; then what the rationale
// says of the case, and its reasons. Of the item its request, heading,
// treatment, rationale and reasons count.
func Stage(it *imr.Item) string {
	t := stages()
	for _, text := range []string{it.Request, it.Heading} {
		if i := t.requested(text, &it.Treatment); i >= 0 {
			return t.cues.rows[i].name
		}
	}
	found := t.cues.read(it.Rationale.Text)
	for i := range found {
		given := slices.ContainsFunc(it.Reasons, func(r string) bool { return t.reasons[i][r] })
		if (found[i] || given) && t.cues.rows[i].fits(&it.Treatment) {
			return t.cues.rows[i].name
		}
	}
	return ""
}

// requested returns the first row of which a request has a cue, -1 for none.
func (t *stageTable) requested(request string, tr *imr.Treatment) int {
	first := -1
	words := fold.Words(request)
	for i := range words {
		node := int32(0)
		for j := i; j < len(words); j++ {
			if node = t.request.Step(words[j].Key, node); node == 0 {
				break
			}
			for _, v := range t.request.Values(node) {
				if row := int(v); (first < 0 || row < first) && t.cues.rows[row].fits(tr) {
					first = row
				}
			}
		}
	}
	return first
}
