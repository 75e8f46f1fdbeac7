package resolve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

// Spellings that are one thing give the very same plan.
func TestSpellingsOfOneThing(t *testing.T) {
	for _, family := range [][]string{
		{"MRI", "mri", "M.R.I.", "m.r.i", "MRIs", "ＭＲＩ", "MRI?"},
		{"CT scan", "C.T. scan"},
		{"EKG", "E.K.G."},
		{"TENS trial", "T.E.N.S. trial"},
		{"transcutaneous electrical nerve stimulation", "transcutaneous electric nerve stimulation"},
		{"anti-inflammatory", "antiinflammatory"},
		{"electrodiagnostic study", "electro-diagnostic study", "electro diagnostic study"},
		{"hospitalization", "hospitalisation"},
		{"utilization review", "utilisation review"},
		{"behavior", "behaviour"},
		{"De Quervain's", "deQuervain's"},
		{"cyclobenzaprine 7.5mg", "cyclobenzaprine 7,5mg", "cyclobenzaprine 7.5", "cyclobenzaprine 7.5 mg"},
		{"1 month trial", "one month trial", "one-month trial", "1-month trial"},
		{"6 weeks", "6-week", "six-week"},
		{"postoperative", "post-operative", "post op", "postop"},
		{"L4-5", "L4-L5", "L4/5"},
		{`decided:2017-02-24`, `decided:02/24/2017`, `decided:"Feb 24, 2017"`, `decided:"February 24 2017"`, `decided:"Feb. 24th, 2017"`},
		{`decided:2017-02`, `decided:"February 2017"`},
		{"ladder M.R.I. OR ladder", "ladder MRI OR ladder"},
	} {
		want, err := resolveQuery(family[0], index.MatchAuto)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range family[1:] {
			got, err := resolveQuery(q, index.MatchAuto)
			if err != nil {
				t.Errorf("resolve(%q): %v", q, err)
				continue
			}
			if diff := cmp.Diff(planOf(want), planOf(got)); diff != "" {
				t.Errorf("the plans of %q and %q differ:\n%s", family[0], q, diff)
			}
		}
	}
}

// planOf is all of a plan that decides what matches, forms in any order.
func planOf(p *index.Plan) map[string][]string {
	out := map[string][]string{"root": forms(p.Root)}
	for _, x := range p.Plain {
		out["plain"] = append(out["plain"], forms(x.X)...)
	}
	if p.Requested != nil {
		out["requested"] = forms(p.Requested)
	}
	return out
}

func forms(e index.Expr) []string {
	var out []string
	index.Visit(e, func(x index.Expr) {
		if len(index.Parts(x)) == 0 {
			out = append(out, sketch(x))
		}
	})
	return out
}

// What was read in another spelling is listed, and can be switched off.
func TestCanonicalIsListed(t *testing.T) {
	p, err := resolveQuery("lumbar M.R.I.", index.MatchAuto)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range p.Reading.Expansions {
		if x.From == "M.R.I" && x.Kind == "spelling" && x.Query == `lumbar "M.R.I".` {
			return
		}
	}
	t.Errorf("Expansions = %+v, want M.R.I listed as read", p.Reading.Expansions)
}
