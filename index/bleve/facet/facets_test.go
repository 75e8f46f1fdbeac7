package facet

import (
	"testing"

	"imrsearch/index"
)

func TestBucketLabel(t *testing.T) {
	tests := []struct{ field, value, want string }{
		{"outcome", "overturned", "Overturned"},
		{"drug", "élan", "Élan"},
		{"drug", "ÿ", "Ÿ"},
		{"drug", "ibuprofen 800", "Ibuprofen 800"},
		{"drug", "5-fluorouracil", "5-fluorouracil"},
		{"drug", "\xe9lan", "\xe9lan"}, // not UTF-8: as it is
		{"drug", "", ""},
		{"age", "40..49", "40–49"},
	}
	for _, test := range tests {
		f, ok := index.FieldNamed(test.field)
		if !ok {
			t.Fatalf("no field %s", test.field)
		}
		if got := BucketLabel(f, test.value); got != test.want {
			t.Errorf("%s %q is labelled %q, want %q", test.field, test.value, got, test.want)
		}
	}
}
