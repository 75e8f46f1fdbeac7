package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
)

func (a *app) infoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "info",
		Short: "Describe the index",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			engine, err := bleve.Open(a.indexDir(), bleve.Options{Reading: todaysReading()})
			if err != nil {
				return err
			}
			defer engine.Close()
			info, err := engine.Info(c.Context())
			if err != nil {
				return err
			}
			a.sayOutdated(info)
			if format == "json" {
				return a.writeJSON(info)
			}
			return a.writeInfo(info)
		},
	}
}

func (a *app) writeInfo(info *index.Info) error {
	decided := "unknown"
	if !info.From.IsZero() {
		decided = info.From.String() + " to " + info.To.String()
	}
	_, err := fmt.Fprintf(a.stdout, `%s in %s
decided      %s
folder       %s
generation   %d, built %s
segments     %d
bytes        %s
format       %d, words %d
`,
		plural(info.Items, "item"), plural(info.Letters, "letter"), decided, a.indexDir(),
		info.Generation, info.Built.Local().Format("2006-01-02 15:04:05"), info.Shards, humanize.Comma(info.Bytes), info.Schema, info.Text)
	return err
}

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check every byte of the index against its hashes",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			report, err := commit.Verify(c.Context(), a.indexDir())
			if err != nil {
				return err
			}
			if report.Damaged == nil {
				report.Damaged = []commit.Damage{}
			}
			if format == "json" {
				err = a.writeJSON(report)
			} else {
				err = a.writeVerify(report)
			}
			if err == nil && len(report.Damaged) > 0 {
				return &exitError{exitDamaged, "the index is damaged: imr repair builds the damaged parts anew"}
			}
			return err
		},
	}
}

func (a *app) writeVerify(r commit.Report) error {
	fmt.Fprintf(a.stdout, "%s, %s bytes checked\n", plural(r.Files, "file"), humanize.Comma(r.Bytes))
	for _, d := range r.Damaged {
		fmt.Fprintf(a.stdout, "damaged: %s: %s\n", d.Path, d.What)
	}
	for _, o := range r.Orphans {
		fmt.Fprintf(a.stdout, "belongs to no generation: %s\n", o)
	}
	if len(r.Damaged) == 0 {
		fmt.Fprintln(a.stdout, "no damage")
	}
	return nil
}

func (a *app) repairCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "repair",
		Short: "Set damaged parts of the index aside and build them anew",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			return a.repair(c.Context())
		},
	}
}

func (a *app) repair(ctx context.Context) error {
	done, err := commit.Repair(ctx, a.indexDir())
	if err != nil {
		return err
	}
	if len(done.Damaged) == 0 {
		_, err := fmt.Fprintln(a.stdout, "no damage")
		return err
	}
	fmt.Fprintf(a.stdout, "built anew from the stored letters: %s; the damaged ones lie in %s\n",
		plural(len(done.Damaged), "damaged file"), filepath.Join(a.indexDir(), "damaged"))
	for _, line := range done.Lost {
		fmt.Fprintf(a.stdout, "lost: %s\n", line)
	}
	if len(done.Lost) > 0 {
		return fmt.Errorf("%s could not be saved: ingest the originals again", plural(len(done.Lost), "part"))
	}
	return nil
}

func (a *app) gcCommand() *cobra.Command {
	var keep int
	c := &cobra.Command{
		Use:   "gc",
		Short: "Remove old generations of the index",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if keep < 1 {
				return usagef("--keep %d: want 1 or more", keep)
			}
			return commit.GC(a.indexDir(), keep)
		},
	}
	c.Flags().IntVar(&keep, "keep", 1, "generations to keep")
	return c
}
