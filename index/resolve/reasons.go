package resolve

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A layReason is how people word a reason of the lexicon: an item's reason is
// understood where a query has a word of each group. A word with a * at its end
// stands for any that begins so.
type layReason struct {
	reason string
	groups [][]string
}

func lay(reason string, groups ...string) layReason {
	r := layReason{reason: reason}
	for _, g := range groups {
		r.groups = append(r.groups, strings.Fields(g))
	}
	return r
}

const (
	absence  = "no not without lack lacks lacking never missing insufficient nothing isn't wasn't"
	negation = absence + " failed" // what failed was tried: not for trials
)

// layReasons are the reasons of the lexicon's table in the words of those who
// did not read a rationale; the first that fits counts.
var layReasons = []layReason{
	lay("home exercise is enough", "home", "exercise* program*", "enough sufficient instead adequate"),
	lay("primary procedure not necessary", "surgery operation procedure injection", "denied refused rejected"),
	lay("no surgery planned", "surgery operation", "planned scheduled considered candidate", negation),
	lay("first-line treatment not tried", "first first-line", absence),
	lay("no neurological deficit", "neurolog* weakness numbness deficit*", negation),
	lay("no red flags", "red", "flag*", negation),
	lay("no gastrointestinal risk", "gi gastrointestinal stomach ulcer*", "risk* history problem* symptom*", negation),
	lay("no drug screen, CURES or pain agreement", "urine cures agreement contract uds", negation),
	lay("no functional improvement", "function* improve* helped help better progress", negation),
	lay("no trial of conservative care", "conservative therapy", "tried trial attempted", absence),
	lay("exceeds guideline", "exceed* excessive over many much more", "guideline* visits sessions limit recommended allowed quantity therapy pills"),
	lay("experimental or weak evidence", "experimental investigational unproven"),
	lay("long-term use not recommended", "long-term long", "use term", "not denied"),
	lay("no neuropathic pain", "neuropathic nerve", "pain", negation),
	lay("no spasm or acute flare", "spasm* flare*", negation),
	lay("oral drugs possible", "oral pills", "tolerate* take possible instead can"),
	lay("opioid dose too high", "dose med mme", "high exceed*"),
	lay("no instability (fusion)", "instability", negation),
	lay("not homebound", "homebound", negation),
	lay("insufficient documentation", "document* documentation records notes paperwork", negation),
	lay("not recommended by guideline", "recommended supported support", "guideline* mtus odg acoem", negation),
}

// fits reports whether words have one of each group.
func (r *layReason) fits(words []string) bool {
	for _, group := range r.groups {
		if !hasAny(words, group) {
			return false
		}
	}
	return true
}

// span returns where the words that fit stand, from the first to the last.
func (r *layReason) span(words []string, spans []query.Span) query.Span {
	var at query.Span
	for i := range words {
		if slices.ContainsFunc(r.groups, func(group []string) bool { return hasAny(words[i:i+1], group) }) {
			if at.End == 0 {
				at.Start = spans[i].Start
			}
			at.End = spans[i].End
		}
	}
	return at
}

func hasAny(words, group []string) bool {
	for _, w := range words {
		for _, g := range group {
			if begin, ok := strings.CutSuffix(g, "*"); w == g || ok && strings.HasPrefix(w, begin) {
				return true
			}
		}
	}
	return false
}

// reason reads a reason of denial from what is said about the case, or from
// all of the query where it asks for denials. It stands beside the words, which
// are looked for too.
func (r *resolver) reason(parts []part) {
	denied := false
	for _, p := range parts {
		denied = denied || p.means != nil && p.means.label == "upheld"
	}
	var words []string
	var spans []query.Span
	for i := range parts {
		w, ok := wordAt(parts, i)
		if !ok || parts[i].means != nil || parts[i].taken || !parts[i].context && !denied {
			continue
		}
		words, spans = append(words, w), append(spans, parts[i].node.Span())
	}
	for i := range layReasons {
		reason := &layReasons[i]
		if !reason.fits(words) {
			continue
		}
		at := reason.span(words, spans)
		typed := r.text[at.Start:min(at.End, len(r.text))]
		field := `reason:"` + reason.reason + `"`
		r.plan.Plain = append(r.plan.Plain, index.Plain{
			X: index.Values{Field: "reason", Exact: []string{reason.reason}}, Context: true, Meaning: "reason",
		})
		r.plan.Reading.Understood = append(r.plan.Reading.Understood, index.Understood{
			Kind: "reason", From: typed, Label: reason.reason, Field: field,
			Off: r.replaced(at, exactly(typed)), Query: r.replaced(at, field),
		})
		return
	}
}
