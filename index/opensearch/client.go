package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"

	"imrsearch/index"
)

// A Client speaks to one cluster about the indices of one corpus. It is safe for
// concurrent use.
type Client struct {
	os     *opensearch.Client
	prefix string // of the names of indices
}

// NewClient returns a client of the cluster that config describes, for the corpus
// whose indices begin with prefix. It asks the cluster nothing yet.
func NewClient(config opensearch.Config, prefix string) (*Client, error) {
	os, err := opensearch.NewClient(config)
	if err != nil {
		return nil, fmt.Errorf("opensearch: %w", err)
	}
	return &Client{os: os, prefix: prefix}, nil
}

// Close lets go of the client's connections.
func (c *Client) Close() error { return c.os.Close() }

func (c *Client) items() string   { return c.prefix + "-items" }
func (c *Client) letters() string { return c.prefix + "-letters" }
func (c *Client) state() string   { return c.prefix + "-state" }

// An Error is what the cluster answered in place of what was asked for.
type Error struct {
	Status int    // of HTTP
	Type   string // "index_not_found_exception"
	Reason string
}

// Error returns status, type and reason.
func (e *Error) Error() string {
	return fmt.Sprintf("the cluster answers %d %s: %s", e.Status, e.Type, e.Reason)
}

// ErrPartial is wrapped by errors about an answer that not all shards gave.
var ErrPartial = errors.New("not all shards of the cluster answered")

// object is a JSON object that is sent.
type object map[string]any

// do sends body, JSON unless it is bytes already, and reads the answer into out;
// both may be nil. What the cluster is too busy for it asks again, some times.
// Errors: *Error, ErrPartial, index.ErrBusy, those of the connection.
func (c *Client) do(ctx context.Context, method, path string, body, out any) error {
	var data []byte
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case []byte:
		data, kind = b, "application/x-ndjson"
	default:
		var err error
		if data, err = json.Marshal(b); err != nil {
			return fmt.Errorf("opensearch: %w", err)
		}
	}
	for try, wait := 1, firstWait; ; try, wait = try+1, 2*wait {
		err := c.try(ctx, method, path, kind, data, out)
		var e *Error
		if !errors.As(err, &e) || e.Status != http.StatusTooManyRequests {
			return err
		}
		if try == tries {
			return fmt.Errorf("%w: %w", index.ErrBusy, err)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// How often what the cluster is too busy for is asked, and how long is waited
// before it is asked again, each time twice as long.
const (
	tries     = 6
	firstWait = 50 * time.Millisecond
)

func (c *Client) try(ctx context.Context, method, path, kind string, body []byte, out any) error {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, "/"+path, reader)
	if err != nil {
		return fmt.Errorf("opensearch: %w", err)
	}
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	res, err := c.os.Stream(req)
	if err != nil {
		if res != nil {
			_ = res.Body.Close()
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return fmt.Errorf("no answer from the cluster: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("the cluster's answer broke off: %w", err)
	}
	return read(res.StatusCode, data, out)
}

// read reads an answer. It refuses one that not all shards gave.
func read(status int, data []byte, out any) error {
	var about struct {
		Error  json.RawMessage `json:"error"`
		Shards *struct {
			Total, Successful, Failed int
		} `json:"_shards"`
		TimedOut bool `json:"timed_out"`
	}
	if err := json.Unmarshal(data, &about); err != nil && len(data) > 0 {
		return &Error{Status: status, Type: "no JSON", Reason: "what answers there is no OpenSearch: check the address"}
	}
	if status >= http.StatusBadRequest {
		return faultOf(status, about.Error)
	}
	if s := about.Shards; s != nil && (s.Failed > 0 || s.Successful < s.Total) {
		return fmt.Errorf("%d of %d: %w", s.Successful, s.Total, ErrPartial)
	}
	if about.TimedOut {
		return fmt.Errorf("its time limit cut the work: %w", ErrPartial)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("the cluster's answer cannot be read: %w", err)
	}
	return nil
}

func faultOf(status int, data json.RawMessage) *Error {
	e := &Error{Status: status}
	var fault struct {
		Type, Reason string
		Root         []struct{ Type, Reason string } `json:"root_cause"`
	}
	if json.Unmarshal(data, &fault) != nil {
		e.Reason = string(data)
		return e
	}
	e.Type, e.Reason = fault.Type, fault.Reason
	if len(fault.Root) > 0 {
		e.Reason += ": " + fault.Root[0].Reason
	}
	return e
}

// missing reports whether err says that there is no such index or document.
func missing(err error) bool {
	var e *Error
	return asError(err, &e) && e.Status == http.StatusNotFound
}

func asError(err error, e **Error) bool { return errors.As(err, e) }
