package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/parser/extract"
	"imrsearch/server"
)

// Time limits of the web server: against clients that send or read slowly
// (OWASP ASVS 5.0, 15.2.2). Exports may take the whole write time.
const (
	readHeaderTime = 5 * time.Second
	readTime       = 10 * time.Second
	writeTime      = 60 * time.Second
	idleTime       = 60 * time.Second
	shutdownTime   = 10 * time.Second
	maxHeaderBytes = 16 << 10
)

// readers is how many files that users bring are read at once.
const readers = 2

type serveFlags struct {
	listen   string
	hosts    []string
	register string
}

// stateRegister is the state's public search for one case, as it was seen in
// 2017.
const stateRegister = "https://www.dir.ca.gov/dwc/imr/IMRDecisionSearch.asp?caseno=CASE"

func (a *app) serveCommand() *cobra.Command {
	f := &serveFlags{}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the index to a browser on this machine",
		Example: `  imr serve
  imr serve --listen 127.0.0.1:9000`,
		Args: cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error { return a.serve(c.Context(), f) },
	}
	c.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8017", "address to listen on; port 0 takes a free one")
	cli.Complete(c)
	c.Flags().StringArrayVar(&f.hosts, "allowed-host", nil, "another host name under which browsers may ask; repeatable")
	c.Flags().StringVar(&f.register, "register", stateRegister, "address of a case in the state's public search, to which letters link; '' for no link")
	return c
}

func (a *app) serve(ctx context.Context, f *serveFlags) error {
	if err := loopback(f); err != nil {
		return err
	}
	engine, err := a.Engine(0)
	if err != nil {
		return err
	}
	defer engine.Close()
	if info, err := engine.Info(ctx); err == nil {
		a.SayOutdated(info)
	}
	kept, err := a.Store(ctx)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(a.Stderr, nil))
	files := extract.NewPool(readers)
	defer files.Close()
	handler, err := server.New(server.Options{Searcher: engine, Files: files, AllowedHosts: f.hosts, Log: log, Store: kept, Register: f.register})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("serve: %w; --listen 127.0.0.1:0 takes a free port", err)
	}
	fmt.Fprintf(a.Stdout, "http://%s/\n", listener.Addr())
	go warm(ctx, engine)
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: readHeaderTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeaderBytes, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := srv.Shutdown(rest); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: end open requests: %w", err)
	}
	return nil
}

// warm asks a first question, for which the tables of the lexicon are read and
// the index is opened down to its dictionaries: no reader should wait for that.
func warm(ctx context.Context, s index.Searcher) {
	_, _ = s.Search(ctx, &index.Request{Query: "mri", Limit: 1, Facets: true})
}

// loopback refuses addresses that other machines could reach: there is no
// account and no encryption here.
func loopback(f *serveFlags) error {
	host, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return cli.Usagef("--listen %s: want HOST:PORT, as 127.0.0.1:8017", f.listen)
	}
	if host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return cli.Usagef("--listen %s: only this machine's own addresses (127.0.0.1, ::1): nothing protects the index from others; put a proxy with a login before it", f.listen)
	}
	return nil
}
