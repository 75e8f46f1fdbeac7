package opensearch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
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

	cause string // type of the first root cause
}

// Error returns status, type and reason, and what to do where that is known.
func (e *Error) Error() string {
	said := fmt.Sprintf("the cluster answers %d %s: %s", e.Status, e.Type, e.Reason)
	switch {
	case e.blocked():
		return said + ": it takes nothing in while its disks are nearly full or its indices are read-only: make room, then set index.blocks.read_only_allow_delete to null"
	case e.Status == http.StatusUnauthorized:
		return fmt.Sprintf("the cluster refuses the user and password, or the key (%d): check IMR_ENGINE_USER, IMR_ENGINE_PASSWORD and IMR_ENGINE_KEY", e.Status)
	case e.Status == http.StatusForbidden:
		return said + ": the user may not do this with the indices of the corpus"
	case e.mapping():
		return said + ": the indices were made otherwise than this program makes them: load into another name, or remove these first"
	}
	return said
}

// Is tells errors apart: index.ErrBusy, index.ErrVersion and, of those that are
// the cluster's, index.ErrUnavailable.
func (e *Error) Is(target error) bool {
	switch target {
	case index.ErrBusy:
		return e.Status == http.StatusTooManyRequests && !e.blocked()
	case index.ErrVersion:
		return e.mapping()
	case index.ErrUnavailable:
		return e.Type == noJSON || e.blocked() || e.away() || e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden ||
			e.Status >= http.StatusBadGateway && e.Status <= http.StatusGatewayTimeout
	}
	return false
}

// blocked reports whether the indices take nothing in.
func (e *Error) blocked() bool {
	return e.Type == "cluster_block_exception" && e.Status != http.StatusServiceUnavailable
}

// away reports whether a node that was asked for its part could not be reached,
// which the cluster answers with 500 until it has noticed that the node is gone.
func (e *Error) away() bool {
	switch e.cause {
	case "node_not_connected_exception", "node_disconnected_exception", "node_closed_exception", "connect_transport_exception",
		"receive_timeout_transport_exception", "no_shard_available_action_exception", "unavailable_shards_exception":
		return true
	}
	return false
}

// mapping reports whether the indices have other fields than ours.
func (e *Error) mapping() bool { return e.Type == "strict_dynamic_mapping_exception" }

// noJSON is the Type of an answer that no cluster gave.
const noJSON = "no JSON"

// ErrPartial is wrapped by errors about an answer that not all shards gave. It is
// an index.ErrUnavailable.
var ErrPartial = fmt.Errorf("not all shards of the cluster answered: %w", index.ErrUnavailable)

// unreachable says why there is no answer, and what to do.
func unreachable(err error) error {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var certificate *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	what := "check the addresses, and whether the nodes run"
	switch {
	case errors.As(err, &authority):
		what = "nobody this machine trusts signed the cluster's certificate: name the file of its authority with IMR_ENGINE_CA"
	case errors.As(err, &host):
		what = "the cluster's certificate is for another name: use that name in the address"
	case errors.As(err, &certificate):
		what = "the cluster's certificate is not valid"
	case errors.As(err, &plain), strings.Contains(err.Error(), "server gave HTTP response"):
		what = "the cluster does not encrypt: its address begins with opensearch://"
	}
	return fmt.Errorf("no answer from the cluster: %s: %w: %w", what, err, index.ErrUnavailable)
}

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
		if !errors.As(err, &e) || !errors.Is(err, index.ErrBusy) || try == tries {
			return err
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
		return unreachable(err)
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("the cluster's answer broke off: %w: %w", err, index.ErrUnavailable)
	}
	return read(res.StatusCode, data, out, strings.Contains(path, "_search"))
}

// read reads an answer. It refuses one that a shard failed to give and, of a
// search, one that any shard did not give: what is written is also written where a
// copy of a shard has no node.
func read(status int, data []byte, out any, whole bool) error {
	var about struct {
		Error  json.RawMessage `json:"error"`
		Shards *struct {
			Total, Successful, Failed int
		} `json:"_shards"`
		TimedOut bool `json:"timed_out"`
	}
	if err := json.Unmarshal(data, &about); err != nil && len(data) > 0 {
		return &Error{Status: status, Type: noJSON, Reason: "what answers there is no OpenSearch, perhaps a proxy before it: check the address"}
	}
	if status >= http.StatusBadRequest {
		return faultOf(status, about.Error)
	}
	if s := about.Shards; s != nil && (s.Failed > 0 || whole && s.Successful < s.Total) {
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
		e.cause = fault.Root[0].Type
	}
	return e
}

// missing reports whether err says that there is no such index or document.
func missing(err error) bool {
	var e *Error
	return asError(err, &e) && e.Status == http.StatusNotFound
}

func asError(err error, e **Error) bool { return errors.As(err, e) }
