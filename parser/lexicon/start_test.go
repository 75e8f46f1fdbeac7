package lexicon

import "testing"

// BenchmarkTables measures what the first use of each table costs, without
// what other tables it rests on cost.
// TestVersion holds that the version is one of the data: the same each time.
func TestVersion(t *testing.T) {
	if v := Version(); len(v) != 16 || v != Version() {
		t.Errorf("version %q", v)
	}
}

func BenchmarkTables(b *testing.B) {
	tables := []struct {
		name string
		make func()
	}{
		{"treatments", func() { readTreatments() }},
		{"drugs", func() { readDrugs() }},
		{"terms", func() { newTerms() }},
		{"guidelines", func() { newGuidelines() }},
		{"reasons", func() { newReasons() }},
		{"synonyms", func() { newSynonyms() }},
		{"known", func() { newVocabulary() }},
	}
	for _, t := range tables {
		b.Run(t.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t.make()
			}
		})
	}
}
