package query

import (
	"math/rand"
	"strings"
	"testing"
)

// hostile are pieces of queries that once were slow, or easily could be.
var hostile = []string{
	"a", "NOT ", "-", "(", ")", `"`, "/5 ", "w/o ", "x! ", "*", "near5 ", "[", "a:", "ATLEAST2(", "~", "^2 ", "| ", "& ",
	"\x00", "–", "$w5 ", " ", "or ", "?", "TO ", ">=", "..", "within 5 ", "# ", "+a ", "\xff", "a OR ", ".", "'",
}

// BenchmarkHostile measures how long 4 KiB of them take.
func BenchmarkHostile(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	for b.Loop() {
		var s strings.Builder
		few := []string{hostile[r.Intn(len(hostile))], hostile[r.Intn(len(hostile))], hostile[r.Intn(len(hostile))]}
		for s.Len() < MaxBytes-20 {
			s.WriteString(few[r.Intn(len(few))])
		}
		ParseNotes(s.String())
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse(`opioid OR narcotic /s wean! % "functional restoration" request:(epidural OR esi)`)
	}
}
