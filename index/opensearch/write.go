package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"imrsearch/index"
)

// bulkBytes is from how many bytes on a bulk request is sent.
const bulkBytes = 4 << 20

// A Batch is letters that are written together, as actions of bulk requests. The
// zero Batch is empty. It is for one goroutine.
type Batch struct {
	// Version tells an older text from a newer one: what has a higher version in
	// the cluster stays, so that a batch may be written any number of times.
	Version int64
	items   []action
	letters []action
	size    int
}

// An action is a line that says what to do, and the document.
type action struct {
	id   string
	data []byte
}

// Size is how many bytes are to be sent.
func (b *Batch) Size() int { return b.size }

// Add adds a letter with its items, which lie on one shard, so that what is
// counted by letters is counted by one. Items that an older text had beyond those
// of this one, which had so many, are removed. What older texts of it were read
// from is said by their hashes.
func (c *Client) Add(b *Batch, d *index.Document, had int, older ...string) error {
	letter, err := letterOf(d)
	if err != nil {
		return err
	}
	letter["sha256"] = append([]string{d.Letter.Source.SHA256}, older...)
	routing := strings.ToUpper(d.Letter.ID)
	is := map[string]bool{}
	for _, det := range d.Determinations() {
		is[det.Item.ID] = true
		if err := b.put(&b.items, "index", c.items(), det.Item.ID, routing, itemOf(&det)); err != nil {
			return err
		}
	}
	for n := range had + 1 {
		if id := fmt.Sprintf("%s/%d", d.Letter.ID, n); had > 0 && !is[id] {
			if err := b.put(&b.items, "delete", c.items(), id, routing, nil); err != nil {
				return err
			}
		}
	}
	return b.put(&b.letters, "index", c.letters(), d.Letter.ID, "", letter)
}

func (b *Batch) put(into *[]action, do, name, id, routing string, doc object) error {
	about := object{"_index": name, "_id": id, "version": max(b.Version, 1), "version_type": "external_gte"}
	if routing != "" {
		about["routing"] = routing
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	err := enc.Encode(object{do: about})
	if doc != nil && err == nil {
		err = enc.Encode(doc)
	}
	if err != nil {
		return fmt.Errorf("opensearch: %s: %w", id, err)
	}
	b.size += data.Len()
	*into = append(*into, action{id, data.Bytes()})
	return nil
}

// Put writes a batch. Items are written before their letters: a letter that the
// cluster has is there with all its items, however the writer ends. Searches see
// it when it is published. Errors: index.ErrBusy, index.ErrVersion,
// index.ErrUnavailable, those of a document that the cluster refuses.
func (c *Client) Put(ctx context.Context, b *Batch) error {
	if err := c.bulk(ctx, b.items); err != nil {
		return err
	}
	return c.bulk(ctx, b.letters)
}

// Write takes letters in, which replace those of the same ids, makes them visible
// and begins the next generation, whose number it returns. The indices must be
// there.
func (c *Client) Write(ctx context.Context, docs []*index.Document) (generation int, err error) {
	have, err := c.Loaded(ctx)
	if err != nil {
		return 0, err
	}
	had := make(map[string]int, len(have))
	for _, l := range have {
		had[l.ID] = max(l.Items, 1)
	}
	b := &Batch{Version: time.Now().UnixMilli()}
	for _, d := range docs {
		if err := c.Add(b, d, had[d.Letter.ID]); err != nil {
			return 0, err
		}
		if b.Size() >= bulkBytes {
			if err := c.Put(ctx, b); err != nil {
				return 0, err
			}
			b = &Batch{Version: b.Version}
		}
	}
	if err := c.Put(ctx, b); err != nil {
		return 0, err
	}
	return c.Publish(ctx)
}

// bulk sends actions, in requests of a bounded size, and sends again what the
// cluster was too busy for or had no node for just then.
func (c *Client) bulk(ctx context.Context, actions []action) error {
	for wait, try := firstWait, 1; len(actions) > 0; {
		n, size := 0, 0
		for n < len(actions) && (n == 0 || size+len(actions[n].data) <= bulkBytes) {
			size += len(actions[n].data)
			n++
		}
		again, err := c.bulkOnce(ctx, actions[:n])
		if err != nil && (again == nil || try == loadTries) {
			return err
		}
		if len(again) == 0 {
			actions, wait, try = actions[n:], firstWait, 1
			continue
		}
		actions = append(again, actions[n:]...)
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(wait/2 + rand.N(wait)):
		}
		wait, try = min(2*wait, longestWait), try+1
	}
	return nil
}

// How often an action is tried, and how long is waited at most before it is tried
// again: a node that was lost is replaced within that time.
const (
	loadTries   = 20
	longestWait = 5 * time.Second
)

// bulkOnce sends actions in one request. It returns those that may be sent again,
// with the reason of the last.
func (c *Client) bulkOnce(ctx context.Context, actions []action) (again []action, err error) {
	var body bytes.Buffer
	for _, a := range actions {
		body.Write(a.data)
	}
	var out struct {
		Errors bool
		Items  []map[string]struct {
			Status int
			Error  json.RawMessage
		}
	}
	if err := c.do(ctx, http.MethodPost, "_bulk", body.Bytes(), &out); err != nil {
		if passing(err) && ctx.Err() == nil {
			return actions, err
		}
		return nil, err
	}
	if len(out.Items) != len(actions) {
		return nil, fmt.Errorf("the cluster answers %d of %d documents: %w", len(out.Items), len(actions), index.ErrUnavailable)
	}
	for i, item := range out.Items {
		for _, x := range item {
			if x.Error == nil || x.Status == http.StatusConflict { // a newer text is there
				continue
			}
			err = fmt.Errorf("%s: %w", actions[i].id, faultOf(x.Status, x.Error))
			if !passing(err) {
				return nil, err
			}
			again = append(again, actions[i])
		}
	}
	return again, err
}

// passing reports whether an error may be over soon.
func passing(err error) bool {
	var e *Error
	if errors.As(err, &e) {
		return errors.Is(err, index.ErrBusy) || e.away() || e.Type != noJSON && e.Status >= http.StatusBadGateway
	}
	return errors.Is(err, index.ErrUnavailable)
}

// A Loaded is a letter that the cluster has.
type Loaded struct {
	ID     string
	Items  int
	SHA256 []string // of the text that it was read from, then those of texts that were replaced
}

// Loaded returns the letters that the cluster has, also those of a writer that
// was interrupted before it published them, ordered by their ids.
func (c *Client) Loaded(ctx context.Context) ([]Loaded, error) {
	if err := c.Refresh(ctx); err != nil {
		return nil, err
	}
	var out []Loaded
	err := c.eachLetter(ctx, pageRows, []string{letterField, "sha256", "items"}, func(r row) error {
		var source struct {
			Letter string
			Items  int
			SHA256 hashes
		}
		if err := json.Unmarshal(r.Source, &source); err != nil {
			return fmt.Errorf("letter %s: %w", r.ID, err)
		}
		if source.SHA256 == nil {
			return fmt.Errorf("letter %s: the hash of its text is missing", r.ID)
		}
		out = append(out, Loaded{ID: source.Letter, Items: source.Items, SHA256: source.SHA256})
		return nil
	})
	return out, err
}

// hashes are those of a letter's texts. The cluster gives one alone as a string.
type hashes []string

func (h *hashes) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*h = hashes{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(h))
}

// eachLetter gives the letters of the cluster in the order of their ids, so many at
// once, with these fields; nil is all.
func (c *Client) eachLetter(ctx context.Context, atOnce int, fields []string, give func(row) error) error {
	var after []json.RawMessage
	for {
		body := object{"size": atOnce, "sort": []object{{letterField: "asc"}}}
		if fields != nil {
			body["_source"] = fields
		}
		if after != nil {
			body["search_after"] = after
		}
		res, err := c.search(ctx, c.letters(), body)
		if err != nil {
			return err
		}
		for _, r := range res.Hits.Hits {
			if err := give(r); err != nil {
				return err
			}
			after = r.Sort
		}
		if len(res.Hits.Hits) < atOnce {
			return nil
		}
	}
}

// Refresh makes visible what was written.
func (c *Client) Refresh(ctx context.Context) error {
	for wait := firstWait; ; wait *= 2 {
		err := c.do(ctx, http.MethodPost, c.items()+","+c.letters()+"/_refresh", nil, nil)
		if !errors.Is(err, ErrPartial) || wait > longestWait {
			return err
		}
		select { // a copy was lost in that moment
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(wait):
		}
	}
}

// Publish makes visible what was written and begins the next generation.
func (c *Client) Publish(ctx context.Context) (generation int, err error) {
	if err := c.Refresh(ctx); err != nil {
		return 0, err
	}
	now := time.Now().UTC().Format(time.RFC3339)
	body := object{
		"script": object{"source": "ctx._source.generation++; ctx._source.built = params.now", "params": object{"now": now}},
		"upsert": object{"generation": 1, "built": now},
	}
	err = c.do(ctx, http.MethodPost, c.state()+"/_update/"+url.PathEscape(stateID)+"?retry_on_conflict=20", body, nil)
	if err != nil {
		return 0, err
	}
	at, err := c.serving(ctx)
	return at.Generation, err
}

// stateID is the id of the one document of the state.
const stateID = "corpus"

// A serving is what the state says of the serving generation.
type serving struct {
	Generation int       `json:"generation"`
	Built      time.Time `json:"built"`
}

// serving reads the state. Errors: index.ErrNoIndex.
func (c *Client) serving(ctx context.Context) (serving, error) {
	var out struct {
		Source serving `json:"_source"`
	}
	err := c.do(ctx, http.MethodGet, c.state()+"/_doc/"+stateID, nil, &out)
	if missing(err) {
		return serving{}, fmt.Errorf("%s in the cluster: %w", c.prefix, index.ErrNoIndex)
	}
	return out.Source, err
}

// Expunge removes what deleted and replaced documents have left, which takes room
// and weighs in scores until then. It works for minutes on a large corpus.
func (c *Client) Expunge(ctx context.Context) error {
	return c.do(ctx, http.MethodPost, c.items()+","+c.letters()+"/_forcemerge?only_expunge_deletes=true", nil, nil)
}

// A Report is what Verify found.
type Report struct {
	Letters int      `json:"letters"`
	Items   int      `json:"items"`
	Damaged []Damage `json:"damaged"`
}

// A Damage is a letter, or an index, that is not as it was loaded.
type Damage struct {
	Path string `json:"path"`
	What string `json:"what"`
}

// Verify reads every letter of the corpus and holds it, its hash and its number of
// items against what was loaded: the checksum that the compressed text carries,
// and the items that searches see. Errors: those of the corpus as a whole.
func (c *Client) Verify(ctx context.Context) (*Report, error) {
	if err := c.CheckVersion(ctx); err != nil {
		return nil, err
	}
	counts, err := c.itemsOfLetters(ctx)
	if err != nil {
		return nil, err
	}
	report := &Report{Damaged: []Damage{}}
	for _, n := range counts {
		report.Items += n
	}
	err = c.eachLetter(ctx, lettersAtOnce, nil, func(r row) error {
		report.Letters++
		if what := verified(r, counts); what != "" {
			report.Damaged = append(report.Damaged, Damage{r.ID, what})
		}
		delete(counts, r.ID)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id := range counts {
		report.Damaged = append(report.Damaged, Damage{id, "items without their letter"})
	}
	return report, nil
}

// verified says what is wrong with a letter, "" for nothing.
func verified(r row, counts map[string]int) string {
	var source struct {
		SHA256   hashes
		Document []byte
	}
	if err := json.Unmarshal(r.Source, &source); err != nil {
		return err.Error()
	}
	d, err := decode(source.Document)
	if err != nil {
		return err.Error()
	}
	switch want := len(d.Determinations()); {
	case d.Letter.ID != r.ID:
		return "it is the letter " + d.Letter.ID
	case len(source.SHA256) == 0 || source.SHA256[0] != d.Letter.Source.SHA256:
		return "its hash is not the one it was loaded with"
	case counts[r.ID] != want:
		return fmt.Sprintf("%d of its %d items are there", counts[r.ID], want)
	}
	return ""
}

// itemsOfLetters counts the items of each letter.
func (c *Client) itemsOfLetters(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	var after map[string]any
	for {
		page := object{"size": pageRows, "sources": []object{{"l": object{"terms": object{"field": letterField}}}}}
		if after != nil {
			page["after"] = after
		}
		res, err := c.search(ctx, c.items(), object{"size": 0, "aggs": object{"by": object{"composite": page}}})
		if err != nil {
			return nil, err
		}
		var by struct {
			Buckets []struct {
				Key   struct{ L string }
				Count int `json:"doc_count"`
			}
			After map[string]any `json:"after_key"`
		}
		if err := res.agg("by", &by); err != nil {
			return nil, err
		}
		for _, b := range by.Buckets {
			out[b.Key.L] = b.Count
		}
		if after = by.After; after == nil {
			return out, nil
		}
	}
}
