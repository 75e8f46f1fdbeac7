package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/imr"
)

func TestSince(t *testing.T) {
	m := func(list string) Matched {
		out := Matched{}
		for s := range strings.FieldsSeq(list) {
			id, o, _ := strings.Cut(s, "=")
			out = append(out, Match{ID: "CM16-000000" + id, Outcome: imr.Outcome(o)})
		}
		return out
	}
	say := func(list []Match) string {
		var out []string
		for _, x := range list {
			out = append(out, strings.TrimPrefix(x.ID, "CM16-000000")+"="+string(x.Outcome))
		}
		return strings.Join(out, " ")
	}
	tests := []struct{ before, now, fresh, changed, gone string }{
		{"", "", "", "", ""},
		{"", "1/1=u 1/2=o", "1/1=u 1/2=o", "", ""},
		{"1/1=u 1/2=o", "1/1=u 1/2=o", "", "", ""},
		{"1/2=u 1/10=u", "1/2=o 1/9=u 1/10=u 2/1=u", "1/9=u 2/1=u", "1/2=o", ""},
		{"1/1=u 3/1=u", "2/1=u", "2/1=u", "", "1/1=u 3/1=u"},
	}
	for _, test := range tests {
		n := m(test.now).Since(m(test.before), time.Time{})
		if say(n.New) != test.fresh || say(n.Changed) != test.changed || say(n.Gone) != test.gone {
			t.Errorf("%s since %s: new %s, changed %s, gone %s", test.now, test.before, say(n.New), say(n.Changed), say(n.Gone))
		}
	}
}

func TestPack(t *testing.T) {
	var m Matched
	for i := range 200_000 {
		x := Match{ID: imr.ItemID(fmt.Sprintf("CM%02d-%07d", 13+i/40_000, rand.IntN(10_000_000)), 1+i%4), Outcome: imr.Upheld}
		if i%100 == 0 {
			x.Seen = time.Unix(1_790_000_000+int64(i), 0).UTC()
		}
		m = append(m, x)
	}
	packed, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("200,000 random ids take %d bytes", len(packed))
	got, err := Unpack(packed)
	if err != nil || cmp.Diff(m, got) != "" {
		t.Errorf("Unpack gives %d items, %v", len(got), err)
	}
	empty, _ := Matched{}.Pack()
	if got, err := Unpack(empty); got == nil || len(got) > 0 || err != nil {
		t.Errorf("of nothing: %v, %v; want an empty list, for nil means never", got, err)
	}
	if _, err := Unpack(packed[:len(packed)/2]); err == nil {
		t.Error("half a list is read")
	}
}

// TestLook finds exactly what a search finds, in the order of ids.
func TestLook(t *testing.T) {
	docs := indextest.BenchDocuments(300)
	scan := indextest.NewScan(docs)
	req := &index.Request{Query: "pain", Limit: index.DefaultLimit}
	m, err := Look(context.Background(), scan, req)
	if err != nil {
		t.Fatal(err)
	}
	res, err := scan.Search(context.Background(), &index.Request{Query: "pain", Limit: index.NoLimit})
	if err != nil || len(m) != res.Total.Items || len(m) <= index.MaxLimit {
		t.Fatalf("%d items, want %d, %v", len(m), res.Total.Items, err)
	}
	outcomes := map[string]imr.Outcome{}
	for _, h := range res.Hits {
		outcomes[h.ID] = h.Outcome
	}
	for i, x := range m {
		if outcomes[x.ID] != x.Outcome || i > 0 && imr.CompareIDs(m[i-1].ID, x.ID) >= 0 {
			t.Errorf("item %d is %v behind %v", i, x, m[max(i-1, 0)])
		}
	}
}

func TestRecordsRoundTrip(t *testing.T) {
	records := []Record{
		{Kind: KindSaved, Name: "steps", Query: `"=x", y`, Address: "outcome=upheld&q=%22%3Dx%22%2C+y", Grammar: 1, Note: "for\nthe hearing"},
		{Kind: KindTag, Item: "CM16-0000001/2", Tag: "=HYPERLINK(1)"},
		{Kind: KindTag, Item: "CM16-0000001/2", Tag: "'quoted'"},
		{Kind: KindNote, Item: "CM16-0000001/10", Note: "@them, \"call\""},
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"jsonl": func(b *bytes.Buffer) error { return WriteJSONLines(b, records) },
		"csv":   func(b *bytes.Buffer) error { return WriteCSV(b, records) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := ReadRecords(&b)
		if d := cmp.Diff(records, got); d != "" || err != nil {
			t.Errorf("%s (-want +got)\n%s%v", name, d, err)
		}
	}
	for text, say := range map[string]string{
		"a,b\n1,2":                               "header",
		`{"kind":"saved"}`:                       "line 1",
		"{\"kind\":\"tag\"}":                     "line 1",
		"{\"kind\":\"note\",\"item\":\"CM1/x\"}": "line 1",
		`{"kind":"other"}`:                       "kind",
		`{"kind":`:                               "line 1",
		"kind,item,tag\ntag,CM16-0000001/1,\n":   "line 2",
	} {
		if _, err := ReadRecords(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("ReadRecords(%q): %v", text, err)
		}
	}
	if got, err := ReadRecords(strings.NewReader("kind,name,query\nsaved,mine,knee mri\n")); err != nil || got[0].Address != "q=knee+mri" || got[0].Grammar == 0 {
		t.Errorf("one written by hand: %+v, %v", got, err)
	}
}

func FuzzReadRecords(f *testing.F) {
	f.Add([]byte("kind,item,tag\ntag,CM16-0000001/1,x\n"))
	f.Add([]byte(`{"kind":"saved","name":"a","query":"b"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := ReadRecords(bytes.NewReader(data))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteJSONLines(&b, records); err != nil {
			t.Fatal(err)
		}
		again, err := ReadRecords(&b)
		if d := cmp.Diff(records, again); d != "" || err != nil {
			t.Errorf("%q read, written and read (-want +got)\n%s%v", data, d, err)
		}
	})
}
