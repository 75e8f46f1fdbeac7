package opensearch

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A tally aggregation counts items by letters: of each letter it counts the items
// of each outcome on each of two sides, and how many are on both; the answer says
// how many letters have each of these rows of counts. All items of a letter lie on
// one shard, so that it is exact. With sides, an item's score says where it is: 1,
// 2, or 3 for both.
func tally(sides bool) object {
	side := "int s = 1;"
	if sides {
		side = "int s = (int) Math.round(_score);"
	}
	return object{"scripted_metric": object{
		"init_script": "state.letters = new HashMap();",
		"map_script": side + `
String letter = doc['key'].value;
int[] n = state.letters.get(letter);
if (n == null) { n = new int[9]; state.letters.put(letter, n); }
String o = doc['f.outcome'].size() == 0 ? '' : doc['f.outcome'].value;
int at = o == 'overturned' ? 0 : o == 'modified' ? 1 : o == 'upheld' ? 2 : 3;
if ((s & 1) != 0) { n[at]++; }
if ((s & 2) != 0) { n[4 + at]++; }
if (s == 3) { n[8]++; }`,
		"combine_script": `
Map rows = new HashMap();
for (int[] n : state.letters.values()) {
  StringBuilder b = new StringBuilder();
  for (int i = 0; i < 9; i++) { if (i > 0) { b.append(' '); } b.append(n[i]); }
  String row = b.toString();
  rows.put(row, rows.containsKey(row) ? rows.get(row) + 1 : 1);
}
return rows;`,
		"reduce_script": `
Map rows = new HashMap();
for (s in states) {
  if (s == null) { continue; }
  for (e in s.entrySet()) {
    rows.put(e.getKey(), rows.containsKey(e.getKey()) ? rows.get(e.getKey()) + e.getValue() : e.getValue());
  }
}
return rows;`,
	}}
}

// Sides of a tally.
const bothSides = 2

// A tallied is what a tally aggregation answers.
type tallied struct {
	sides [bothSides]index.Tally
	both  index.Overlap
}

// readTally reads a tally.
func readTally(a aggregations, name string) (out tallied, err error) {
	var answer struct{ Value map[string]int }
	if err := a.read(name, &answer); err != nil {
		return out, err
	}
	for row, letters := range answer.Value {
		var n [9]int
		fields := strings.Fields(row)
		if len(fields) != len(n) {
			return out, fmt.Errorf("a row %q of counts: %w", row, index.ErrInternal)
		}
		for i, f := range fields {
			if n[i], err = strconv.Atoi(f); err != nil {
				return out, fmt.Errorf("a row %q of counts: %w", row, index.ErrInternal)
			}
		}
		out.add(n, letters)
	}
	return out, nil
}

// add adds so many letters with the same counts.
func (t *tallied) add(n [9]int, letters int) {
	for i := range t.sides {
		s, of := &t.sides[i], n[4*i:4*i+4]
		items := of[0] + of[1] + of[2] + of[3]
		if items == 0 {
			continue
		}
		s.Items += letters * items
		s.Letters += letters
		s.Overturned += letters * of[0]
		s.Modified += letters * of[1]
		s.Upheld += letters * of[2]
		s.Unknown += letters * of[3]
		for range letters {
			s.Decided.Add(of[0], of[0]+of[1]+of[2])
		}
	}
	t.both.Items += letters * n[8]
	for range letters {
		t.both.Decided.Add(n[0], n[0]+n[1]+n[2], n[4], n[4]+n[5]+n[6])
	}
}

// outcomes is an aggregation of items by outcome.
var outcomes = object{"terms": object{"field": outcomeField, "size": 100, "shard_size": 1_000}}

// A filterAnswer is the answer to a filter with aggregations below it.
type filterAnswer struct {
	Count int `json:"doc_count"`
	aggregations
}

// UnmarshalJSON reads the count and whatever aggregations there are.
func (f *filterAnswer) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &f.aggregations); err != nil {
		return err
	}
	return json.Unmarshal(f.aggregations["doc_count"], &f.Count)
}

// outcomesIn reads outcomes.
func outcomesIn(a aggregations) (map[imr.Outcome]int, error) {
	counts, _, err := readTerms(a, "outcomes")
	out := map[imr.Outcome]int{}
	for o, n := range counts {
		if n > 0 {
			out[imr.Outcome(o)] = n
		}
	}
	return out, err
}
