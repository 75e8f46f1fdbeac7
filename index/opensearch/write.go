package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"imrsearch/index"
)

// bulkBytes is from how many bytes on a bulk request is sent.
const bulkBytes = 4 << 20

// Write takes letters in, which replace those of the same ids, makes them visible
// and begins the next generation, whose number it returns. The indices must be
// there. Until it returns, searches may see some of the letters.
func (c *Client) Write(ctx context.Context, docs []*index.Document) (generation int, err error) {
	if err := c.forget(ctx, docs); err != nil {
		return 0, err
	}
	var b bytes.Buffer
	for _, d := range docs {
		if err := c.appendLetter(&b, d); err != nil {
			return 0, err
		}
		if b.Len() >= bulkBytes {
			if err := c.bulk(ctx, b.Bytes()); err != nil {
				return 0, err
			}
			b.Reset()
		}
	}
	if err := c.bulk(ctx, b.Bytes()); err != nil {
		return 0, err
	}
	return c.Publish(ctx)
}

// forget deletes the items of letters that are about to be replaced.
func (c *Client) forget(ctx context.Context, docs []*index.Document) error {
	if err := c.do(ctx, http.MethodPost, c.items()+"/_refresh", nil, nil); err != nil {
		return err
	}
	for len(docs) > 0 {
		n := min(len(docs), 1_000)
		keys := make([]string, n)
		for i, d := range docs[:n] {
			keys[i] = strings.ToUpper(d.Letter.ID)
		}
		docs = docs[n:]
		query := object{"query": object{"terms": object{keyField: keys}}}
		if err := c.do(ctx, http.MethodPost, c.items()+"/_delete_by_query?conflicts=proceed", query, nil); err != nil {
			return err
		}
	}
	return nil
}

// appendLetter appends the bulk actions of a letter and its items, which lie on one
// shard, so that what is counted by letters is counted by one.
func (c *Client) appendLetter(b *bytes.Buffer, d *index.Document) error {
	letter, err := letterOf(d)
	if err != nil {
		return err
	}
	if err := appendAction(b, c.letters(), d.Letter.ID, "", letter); err != nil {
		return err
	}
	routing := strings.ToUpper(d.Letter.ID)
	for _, det := range d.Determinations() {
		if err := appendAction(b, c.items(), det.Item.ID, routing, itemOf(&det)); err != nil {
			return err
		}
	}
	return nil
}

func appendAction(b *bytes.Buffer, name, id, routing string, doc object) error {
	about := object{"_index": name, "_id": id}
	if routing != "" {
		about["routing"] = routing
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(object{"index": about}); err != nil {
		return fmt.Errorf("opensearch: %s: %w", id, err)
	}
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("opensearch: %s: %w", id, err)
	}
	return nil
}

func (c *Client) bulk(ctx context.Context, actions []byte) error {
	if len(actions) == 0 {
		return nil
	}
	var out struct {
		Errors bool
		Items  []map[string]struct {
			ID     string `json:"_id"`
			Status int
			Error  json.RawMessage
		}
	}
	if err := c.do(ctx, http.MethodPost, "_bulk", actions, &out); err != nil {
		return err
	}
	if !out.Errors {
		return nil
	}
	for _, item := range out.Items {
		for _, x := range item {
			if x.Error != nil {
				return fmt.Errorf("%s: %w", x.ID, faultOf(x.Status, x.Error))
			}
		}
	}
	return nil
}

// Publish makes visible what was written and begins the next generation.
func (c *Client) Publish(ctx context.Context) (generation int, err error) {
	if err := c.do(ctx, http.MethodPost, c.items()+","+c.letters()+"/_refresh", nil, nil); err != nil {
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
