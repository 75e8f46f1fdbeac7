package find

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
)

// What the shell offers at a <TAB>. The values come from the index, where
// there is one; without an index only names are offered.

// offers is the number of values offered at once: what fits on a screen.
const offers = 40

// addCompletion says what each flag of c takes; formats are those of its output.
func (a *app) addCompletion(c *cobra.Command, formats ...string) {
	cli.Complete(c, formats...)
	for name, f := range map[string]cli.Completer{"facet": a.completeFacet, "sort": completeSort} {
		if c.Flags().Lookup(name) != nil {
			_ = c.RegisterFlagCompletionFunc(name, f) // fails only for a flag that is not there
		}
	}
}

// completeQuery offers names of fields for the word that is typed, and the
// values of a field behind its colon.
func (a *app) completeQuery(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	head, word := "", typed
	if i := strings.LastIndexAny(typed, " (-"); i >= 0 {
		head, word = typed[:i+1], typed[i+1:]
	}
	name, prefix, isField := strings.Cut(word, ":")
	if isField {
		return a.completeValues(c, head+name+":", name, strings.TrimPrefix(prefix, `"`), true), cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, f := range index.Fields() {
		for _, n := range append([]string{f.Name}, f.Aliases...) {
			if word != "" && strings.HasPrefix(n, strings.ToLower(word)) {
				out = append(out, cobra.CompletionWithDesc(head+n+":", f.Help))
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeFacet offers FIELD= and, behind it, the field's values.
func (a *app) completeFacet(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	name, prefix, ok := strings.Cut(typed, "=")
	if ok {
		return a.completeValues(c, name+"=", name, prefix, false), cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, f := range index.Fields() {
		if f.Facet && strings.HasPrefix(f.Name, strings.ToLower(name)) {
			out = append(out, cobra.CompletionWithDesc(f.Name+"=", f.Label))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func completeSort(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	out := []cobra.Completion{"relevance"}
	for _, f := range index.Fields() {
		if f.Sortable {
			out = append(out, cobra.CompletionWithDesc(f.Name, f.Label+", largest first"), cobra.CompletionWithDesc(f.Name+"-asc", f.Label+", smallest first"))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeValues offers values of a facet that begin with prefix, each after
// head; quoted ones for a query.
func (a *app) completeValues(c *cobra.Command, head, field, prefix string, quoted bool) []cobra.Completion {
	f, ok := index.FieldNamed(field)
	if !ok || !f.Facet || a.Settle(c) != nil {
		return nil
	}
	engine, err := a.Engine(0)
	if err != nil {
		return nil
	}
	defer engine.Close()
	var buckets []index.Bucket
	if f.Kind == index.KindKeyword {
		buckets, err = engine.Values(c.Context(), f.Name, prefix, offers)
	} else {
		buckets, err = bands(c, engine, f)
	}
	if err != nil {
		return nil
	}
	var out []cobra.Completion
	for _, b := range buckets {
		if !strings.HasPrefix(strings.ToLower(b.Value), strings.ToLower(prefix)) {
			continue
		}
		value := b.Value
		if quoted && strings.ContainsAny(value, " &/(),") {
			value = `"` + value + `"`
		}
		out = append(out, cobra.CompletionWithDesc(head+value, cli.Plural(b.Count, "item")))
	}
	return out
}

// bands are the counted bands of a number or the years of a date.
func bands(c *cobra.Command, s index.Searcher, f *index.Field) ([]index.Bucket, error) {
	res, err := s.Search(c.Context(), &index.Request{Facets: true, FacetFields: []string{f.Name}, FacetLimit: offers})
	if err != nil || len(res.Facets) == 0 {
		return nil, err
	}
	return slices.DeleteFunc(res.Facets[0].Buckets, func(b index.Bucket) bool { return b.Count == 0 }), nil
}
