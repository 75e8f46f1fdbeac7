package match

import (
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/interval"
	"imrsearch/index/resolve"
)

// operands are written in the query language: words, forms, patterns, phrases,
// choices, fields, values and ranges. None has synonyms, which a negation leaves
// out.
var operands = []string{
	"pain", "#treatment", "opioid!", "radiculopthy~", "#mri", `"medically necessary"`, `"trigger point"`,
	"(knee OR shoulder)", "rationale:(medical)", "rationale:(request)", "outcome:overturned", "age:40..60",
	`"pain treatment"~5`, "ATLEAST2(pain)", "nosuchword",
}

// near are operands of connectors.
var near = []string{"pain", "treatment", "medical", "(knee OR pain)", `"medically necessary"`, "request!"}

// A corpus is one index of invented letters with a naive scan beside it.
type corpus struct {
	t    *testing.T
	g    *segment.Generation
	dets map[string]*index.Determination // by item
}

func newCorpus(t *testing.T) *corpus {
	docs := indextest.BenchDocuments(150)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
	c := &corpus{t: t, g: segmenttest.Generation(t, dir), dets: map[string]*index.Determination{}}
	for _, d := range docs {
		for _, det := range d.Determinations() {
			c.dets[det.Item.ID] = &det
		}
	}
	return c
}

func (c *corpus) plan(query string) *index.Plan {
	c.t.Helper()
	plan, _, err := resolve.Resolve(&index.Request{Query: query, Match: index.MatchAll})
	if err != nil {
		c.t.Fatalf("%s: %v", query, err)
	}
	return plan
}

// find evaluates a query over the first segment, with a new evaluator.
func (c *corpus) find(query string) *roaring.Bitmap {
	c.t.Helper()
	d := &Deadline{Ctx: c.t.Context()}
	e := NewEvaluator(c.g.Segments[0], d)
	found := e.Eval(allOf(c.plan(query)), nil)
	if e.Err != nil || d.Partial.Load() {
		c.t.Fatalf("%s: error %v, partial %v", query, e.Err, d.Partial.Load())
	}
	return found
}

func (c *corpus) same(what string, got, want *roaring.Bitmap) {
	c.t.Helper()
	if !got.Equals(want) {
		c.t.Errorf("%s: %d documents, want %d", what, got.GetCardinality(), want.GetCardinality())
	}
}

func (c *corpus) subset(what string, small, large *roaring.Bitmap) {
	c.t.Helper()
	if rest := roaring.AndNot(small, large); !rest.IsEmpty() {
		c.t.Errorf("%s: %d documents too many", what, rest.GetCardinality())
	}
}

// TestOperandsAgreeWithScan compares each operand with the naive scan.
func TestOperandsAgreeWithScan(t *testing.T) {
	c := newCorpus(t)
	s, nonempty := c.g.Segments[0], 0
	for _, q := range operands {
		plan, want := c.plan(q), roaring.New()
		for doc := range uint32(s.Items) {
			if interval.Matches(plan, c.dets[s.ItemID(doc)]) {
				want.Add(doc)
			}
		}
		if !want.IsEmpty() {
			nonempty++
		}
		c.same(q, c.find(q), want)
	}
	if nonempty < len(operands)/2 {
		t.Errorf("%d of %d operands match something: the corpus tests too little", nonempty, len(operands))
	}
}

// TestBooleanLaws holds AND, OR and NOT to set algebra.
func TestBooleanLaws(t *testing.T) {
	c := newCorpus(t)
	all := c.g.Segments[0].All
	found := map[string]*roaring.Bitmap{}
	for _, a := range operands {
		found[a] = c.find(a)
		c.same("NOT "+a, c.find("NOT "+a), roaring.AndNot(all, found[a]))
	}
	for i, a := range operands {
		for _, b := range operands[i+1:] {
			c.same(a+" AND "+b, c.find(a+" AND "+b), roaring.And(found[a], found[b]))
			c.same(a+" OR "+b, c.find(a+" OR "+b), roaring.Or(found[a], found[b]))
			c.same(a+" AND NOT "+b, c.find(a+" AND NOT "+b), roaring.AndNot(found[a], found[b]))
		}
	}
}

// TestProximityLaws holds connectors to what follows from their definition.
func TestProximityLaws(t *testing.T) {
	c := newCorpus(t)
	for i, a := range near {
		for _, b := range near[i+1:] {
			both := c.find(a + " AND " + b)
			last := roaring.New()
			for _, n := range []int{1, 2, 5, 20, 200} {
				q := fmt.Sprintf("%s /%d %s", a, n, b)
				found := c.find(q)
				c.subset(q+" holds what is nearer", last, found)
				c.subset(q+" has both operands", found, both)
				c.same(q+" the other way round", c.find(fmt.Sprintf("%s /%d %s", b, n, a)), found)
				c.subset(q+" has each order", roaring.Or(c.find(fmt.Sprintf("%s PRE/%d %s", a, n, b)), c.find(fmt.Sprintf("%s PRE/%d %s", b, n, a))), found)
				c.same("ATLEAST1("+q+")", c.find("rationale:(ATLEAST1("+q+"))"), c.find("rationale:("+q+")"))
				last = found
			}
			sentence, paragraph := c.find(a+" /s "+b), c.find(a+" /p "+b)
			c.subset(a+" /s "+b+" is in a paragraph", sentence, paragraph)
			c.subset(a+" /p "+b+" has both operands", paragraph, both)
		}
	}
}

// TestAtLeastLaws holds that fewer documents have more occurrences. The field is
// written, because ATLEAST without one counts in fewer fields than a word.
func TestAtLeastLaws(t *testing.T) {
	c := newCorpus(t)
	for _, x := range near {
		last := c.find("rationale:(" + x + ")")
		for n := 1; n <= 6; n++ {
			q := fmt.Sprintf("rationale:(ATLEAST%d(%s))", n, x)
			found := c.find(q)
			if n == 1 {
				c.same(q, found, last)
			}
			c.subset(q, found, last)
			last = found
		}
	}
}

// TestRangesDivide: two halves of a range are disjoint and together the whole.
func TestRangesDivide(t *testing.T) {
	c := newCorpus(t)
	for middle := 20; middle < 80; middle += 7 {
		low, high := c.find(fmt.Sprintf("age:1..%d", middle)), c.find(fmt.Sprintf("age:%d..120", middle+1))
		c.same("union", roaring.Or(low, high), c.find("age:1..120"))
		if low.Intersects(high) {
			t.Errorf("halves at %d share documents", middle)
		}
	}
}
