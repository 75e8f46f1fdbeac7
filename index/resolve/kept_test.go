package resolve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/query"
)

// kept has searches by name, and no labels.
type kept map[string]*index.Request

func (k kept) KeptRequest(_ context.Context, name string) (*index.Request, error) {
	if req := k[strings.ToLower(name)]; req != nil {
		return req, nil
	}
	return nil, fmt.Errorf("@%s: %w", name, index.ErrNotKept)
}

func (kept) Labels(context.Context) (*index.Labels, error) { return nil, nil }

var someKept = kept{
	"3":      {Query: "knee"},
	"steps":  {Query: "epidural OR esi", Scope: index.ScopeRequested},
	"young":  {Filters: []index.Filter{{Field: "age", Value: "20..29"}, {Field: "age", Value: "30..39"}}},
	"upheld": {Query: "norco", Filters: []index.Filter{{Field: "outcome", Value: "upheld"}, {Field: "specialty", Value: `Pain "Medicine"`}}},
	"nested": {Query: "@3 -@young"},
	"loop":   {Query: "knee @ring"},
	"ring":   {Query: "@LOOP"},
	"self":   {Query: "@self"},
	"long":   {Query: strings.Repeat("knee ", 500)},
}

func TestExpand(t *testing.T) {
	tests := []struct{ q, want, fault string }{
		{"mri", "mri", ""},
		{"@3", "(knee)", ""},
		{"@3 AND @steps", "(knee) AND (epidural OR esi)", ""},
		{"-@3 (@STEPS)", "-(knee) ((epidural OR esi))", ""},
		{"@young", "(age:20..29 OR age:30..39)", ""},
		{"@upheld", `((norco) AND outcome:"upheld" AND specialty:"Pain  Medicine ")`, ""},
		{"@nested", "((knee) -(age:20..29 OR age:30..39))", ""},
		{"request:@3", "request:(knee)", ""},
		{"＠3", "(knee)", ""},           // full width
		{"@3, mri", "(knee), mri", ""}, // punctuation stays behind
		// Text, and no reference.
		{`"@3" a@3 @ 3 @`, `"@3" a@3 @ 3 @`, ""},
		{"“pain @3” x-@3", "“pain @3” x-@3", ""},
		// Refused.
		{"mri @none", "", "@none"},
		{"@loop", "", "part of itself"},
		{"@self mri", "", "part of itself"},
		{"@long @long", "", "too long"},
	}
	for _, test := range tests {
		got, err := Expand(context.Background(), test.q, someKept)
		if test.fault != "" {
			var fault *query.SyntaxError
			if !errors.As(err, &fault) || !strings.Contains(fault.Msg, test.fault) {
				t.Errorf("Expand(%q) = %q, %v, want a fault with %q", test.q, got, err, test.fault)
			}
			continue
		}
		if err != nil || got != test.want {
			t.Errorf("Expand(%q) = %q, %v, want %q", test.q, got, err, test.want)
		}
		if _, _, _, err := ResolveKept(context.Background(), &index.Request{Query: test.q}, someKept); err != nil {
			t.Errorf("%s, written out as %s: %v", test.q, got, err)
		}
	}
	if _, err := Expand(context.Background(), "@3", nil); err == nil {
		t.Error("without a keeper @3 is read as a word")
	}
}

// TestKeptAloneIsTheSameSearch: a name alone reads as its query does.
func TestKeptAloneIsTheSameSearch(t *testing.T) {
	for _, q := range []string{"norco overturned", "epidural injection", "a OR b", "knee mri /5 pain"} {
		_, plan, _, err := ResolveKept(context.Background(), &index.Request{Query: "@x"}, kept{"x": {Query: q}})
		if err != nil {
			t.Fatal(err)
		}
		want, err := resolveQuery(q, "")
		if err != nil {
			t.Fatal(err)
		}
		if sketch(plan.Root) != sketch(want.Root) || len(plan.Plain) != len(want.Plain) || plan.Reading.ReadAs != want.Reading.ReadAs {
			t.Errorf("@x reads as %s, %s as %s", plan.Reading.ReadAs, q, want.Reading.ReadAs)
		}
	}
}

// FuzzExpand: whatever is typed, nothing panics, and a fault lies inside of it.
func FuzzExpand(f *testing.F) {
	for _, q := range []string{"@3 AND @steps", `"@3" @nested /5 x`, "@upheld ((", "-@young@3", "＠3 “@3"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		_, _, _, err := ResolveKept(context.Background(), &index.Request{Query: q}, someKept)
		var fault *query.SyntaxError
		if errors.As(err, &fault) && (fault.Offset < 0 || fault.Length < 0 || fault.Offset+fault.Length > len(q)) {
			t.Errorf("%q: the fault %q is at %d+%d", q, fault.Msg, fault.Offset, fault.Length)
		}
	})
}
