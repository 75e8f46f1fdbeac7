package extract

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// BenchmarkReadPDF reads real letters one after the other in this process.
func BenchmarkReadPDF(b *testing.B) {
	var letters [][]byte
	for _, path := range realLetters(b) {
		letters = append(letters, mustReadFile(b, path))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if _, err := Read("letter.pdf", letters[i%len(letters)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}

// BenchmarkPool reads real letters through worker processes.
func BenchmarkPool(b *testing.B) {
	var letters [][]byte
	for _, path := range realLetters(b) {
		letters = append(letters, mustReadFile(b, path))
	}
	pool := ownPool(runtime.GOMAXPROCS(0))
	defer pool.Close()
	b.SetParallelism(2)
	b.ResetTimer()
	var next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := pool.Read(b.Context(), "letter.pdf", letters[int(next.Add(1))%len(letters)]); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}

// BenchmarkReadText reads a text of the usual length.
func BenchmarkReadText(b *testing.B) {
	line := "The request for twelve sessions of aquatic therapy is not supported – see “above”.\r\n"
	text := []byte(strings.Repeat(strings.Repeat(line, 5)+"\r\n", 15))
	b.SetBytes(int64(len(text)))
	b.ResetTimer()
	for range b.N {
		if _, err := Read("letter.txt", text); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
}
