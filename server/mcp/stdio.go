package mcp

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// Serve serves one session over a pair of streams, a message a line, until in
// ends. What was asked before that is answered.
func Serve(ctx context.Context, s *mcp.Server, in io.Reader, out io.Writer) error {
	err := s.Run(ctx, &streams{mcp.IOTransport{Reader: io.NopCloser(in), Writer: unclosed{out}}})
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// An unclosed writer is not closed with the session.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// streams is a transport whose end of input waits for the answers that are
// due: the SDK drops them (a script that writes requests and closes would see
// none).
type streams struct{ mcp.IOTransport }

func (t *streams) Connect(ctx context.Context) (mcp.Connection, error) {
	c, err := t.IOTransport.Connect(ctx)
	if err != nil {
		return nil, err
	}
	p := &patient{Connection: c}
	p.answered.L = &p.mu
	return p, nil
}

type patient struct {
	mcp.Connection
	mu       sync.Mutex
	due      int // answers
	closed   bool
	answered sync.Cond
}

func (p *patient) Read(ctx context.Context) (jsonrpc.Message, error) {
	m, err := p.Connection.Read(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	if r, ok := m.(*jsonrpc.Request); ok && err == nil && r.IsCall() {
		p.due++
	}
	if err != nil {
		for p.due > 0 && !p.closed {
			p.answered.Wait()
		}
	}
	return m, err
}

func (p *patient) Write(ctx context.Context, m jsonrpc.Message) error {
	err := p.Connection.Write(ctx, m)
	if _, ok := m.(*jsonrpc.Response); ok {
		p.mu.Lock()
		p.due--
		p.mu.Unlock()
		p.answered.Broadcast()
	}
	return err
}

func (p *patient) Close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.answered.Broadcast()
	return p.Connection.Close()
}
