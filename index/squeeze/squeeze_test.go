package squeeze

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/lettertest"
)

// letters returns n letters of the bench profile as JSON.
func letters(t testing.TB, n int) [][]byte {
	t.Helper()
	g, out := lettertest.Bench(1), make([][]byte, n)
	for i := range out {
		l := g.Truth(i)
		var err error
		if out[i], err = json.Marshal(&l); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// oddTexts are like no letter.
func oddTexts() [][]byte {
	random := rand.New(rand.NewPCG(2, 3))
	noise := make([]byte, 70_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	return [][]byte{
		{}, {0}, []byte("short"), []byte("1234567"), bytes.Repeat([]byte{0xff}, 100_000), noise,
		[]byte(strings.Repeat("pain and pain ", 3000)), append(slices.Clone(noise[:5000]), noise[:5000]...),
	}
}

func TestTextsComeBack(t *testing.T) {
	sample := letters(t, 60)
	texts := append(letters(t, 80), oddTexts()...)
	for _, size := range []int{0, 1, 100, 40_000, 1 << 30} {
		m := Train(sample, min(size, MaxDictionary))
		p := m.NewPacker()
		for i, text := range texts {
			packed := p.Append([]byte("before"), text)[len("before"):]
			for _, n := range []int{len(text), len(text) / 2, min(1, len(text)), 0} {
				got, err := m.Unpack(nil, packed, n)
				if err != nil || !bytes.Equal(got, text[:n]) {
					t.Fatalf("dictionary %d, text %d: first %d of %d bytes: %v", size, i, n, len(text), err)
				}
			}
		}
	}
}

// TestModelComesBack reads a model, and texts packed before with it.
func TestModelComesBack(t *testing.T) {
	texts := letters(t, 50)
	for _, m := range []*Model{Train(texts, 60_000), Train(nil, 100)} {
		b := m.AppendTo(nil)
		read, err := Read(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(read.AppendTo(nil), b) {
			t.Error("the model is another when it is read")
		}
		packed := m.NewPacker().Append(nil, texts[49])
		if got, err := read.Unpack(nil, packed, len(texts[49])); err != nil || !bytes.Equal(got, texts[49]) {
			t.Errorf("text packed before: %v", err)
		}
		for n := range len(b) {
			if _, err := Read(b[:n]); !errors.Is(err, ErrDamaged) {
				t.Fatalf("%d of %d bytes: %v, want ErrDamaged", n, len(b), err)
			}
		}
		b[2] = 0
		if _, err := Read(b); !errors.Is(err, ErrDamaged) {
			t.Errorf("a word of no bits: %v, want ErrDamaged", err)
		}
	}
}

// TestLettersTakeLittle holds what a model is for.
func TestLettersTakeLittle(t *testing.T) {
	texts := letters(t, 400)
	m := Train(texts[:200], 400_000)
	p := m.NewPacker()
	raw, packed := 0, 0
	for _, text := range texts[200:] {
		raw += len(text)
		packed += len(p.Append(nil, text))
	}
	if packed*14 > raw {
		t.Errorf("%d bytes take %d, want a fourteenth", raw, packed)
	}
}

// TestDamagedTexts changes and cuts packed texts: an error, or some text.
func TestDamagedTexts(t *testing.T) {
	texts := append(letters(t, 20), oddTexts()[4:]...)
	m := Train(texts[:15], 30_000)
	p := m.NewPacker()
	random := rand.New(rand.NewPCG(5, 6))
	failed := 0
	for _, text := range texts {
		packed := p.Append(nil, text)
		for range 200 {
			bad := slices.Clone(packed[:random.IntN(len(packed))+1])
			bad[random.IntN(len(bad))] ^= 1 << random.IntN(8)
			got, err := m.Unpack(nil, bad, len(text))
			switch {
			case errors.Is(err, ErrDamaged):
				failed++
			case err != nil || len(got) != len(text):
				t.Fatalf("%d bytes, %v", len(got), err)
			}
		}
	}
	if failed == 0 {
		t.Error("no text is too short")
	}
	for _, n := range []int{-1, MaxText + 1} {
		if _, err := m.Unpack(nil, nil, n); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes: %v, want ErrDamaged", n, err)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	texts := letters(f, 30)
	m := Train(texts, 50_000)
	p := m.NewPacker()
	for _, text := range append(texts[:3], oddTexts()[:4]...) {
		f.Add(p.Append(nil, text), text)
	}
	f.Fuzz(func(t *testing.T, packed, text []byte) {
		if got, err := m.Unpack(nil, packed, 10_000); err == nil && len(got) != 10_000 || err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("Unpack: %d bytes, %v", len(got), err)
		}
		if got, err := m.Unpack(nil, p.Append(nil, text), len(text)); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%q comes back as %q, %v", text, got, err)
		}
	})
}

func BenchmarkPack(b *testing.B) {
	texts := letters(b, 400)
	p := Train(texts[:200], 448<<10).NewPacker()
	var out []byte
	i, raw := 0, 0
	for b.Loop() {
		text := texts[200+i%200]
		out = p.Append(out[:0], text)
		raw += len(text)
		i++
	}
	b.SetBytes(int64(raw / i))
}

func BenchmarkUnpack(b *testing.B) {
	texts := letters(b, 400)
	m := Train(texts[:200], 448<<10)
	p := m.NewPacker()
	var packed [][]byte
	for _, text := range texts {
		packed = append(packed, p.Append(nil, text))
	}
	var out []byte
	i, raw := 0, 0
	for b.Loop() {
		at := 200 + i%200
		var err error
		if out, err = m.Unpack(out, packed[at], len(texts[at])); err != nil {
			b.Fatal(err)
		}
		raw += len(out)
		i++
	}
	b.SetBytes(int64(raw / i))
}
