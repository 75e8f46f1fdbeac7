package lexicon

import "sync"

// A DiagnosisCue is a wording by which summaries introduce diagnoses.
type DiagnosisCue struct {
	Cues    []string // lower case, as worded
	Follows string   // what stands behind it, in words
	Ends    string   // how the list ends, in words
	Example string   // invented
	// Kind is "list" where diagnoses follow, "symptoms" for complaints and
	// parts of the body, "qualifier" inside an entry, "end" where a list is
	// over, "none" where the words are no cue.
	Kind string
}

var diagnosisCues = sync.OnceValue(func() []DiagnosisCue {
	var cues []DiagnosisCue
	for _, r := range readTable("diagnosis_cues") {
		cues = append(cues, DiagnosisCue{
			r.list("cue"), r.get("what_follows"), r.get("how_it_ends"), r.get("example"), r.get("kind"),
		})
	}
	return cues
})

// DiagnosisCues returns the cues, surest first.
func DiagnosisCues() []DiagnosisCue { return diagnosisCues() }
