package corpus

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"imrsearch/cmd/imr/cli"
	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/opensearch/connect"
)

func (a *app) infoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "info",
		Short: "Describe the index",
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.FormatOf("text", "json")
			if err != nil {
				return err
			}
			engine, err := a.Engine(0)
			if err != nil {
				return err
			}
			defer engine.Close()
			info, err := engine.Info(c.Context())
			if err != nil {
				return err
			}
			a.SayOutdated(info)
			if format == "json" {
				return a.WriteJSON(info)
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
	_, err := fmt.Fprintf(a.Stdout, `%s in %s
decided      %s
%-12s %s
generation   %d, built %s
segments     %d
bytes        %s
format       %d, words %d
`,
		cli.Plural(info.Items, "item"), cli.Plural(info.Letters, "letter"), decided, map[bool]string{true: "cluster", false: "folder"}[a.OnCluster()], a.Where(),
		info.Generation, info.Built.Local().Format("2006-01-02 15:04:05"), info.Shards, humanize.Comma(info.Bytes), info.Schema, info.Text)
	return err
}

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check every byte of the index against its hashes",
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			format, err := a.FormatOf("text", "json")
			if err != nil {
				return err
			}
			if a.OnCluster() {
				return a.verifyCluster(c.Context(), format)
			}
			report, err := commit.Verify(c.Context(), a.IndexDir())
			if err != nil {
				return err
			}
			if report.Damaged == nil {
				report.Damaged = []commit.Damage{}
			}
			if format == "json" {
				err = a.WriteJSON(report)
			} else {
				err = a.writeVerify(report)
			}
			if err == nil && len(report.Damaged) > 0 {
				return &cli.ExitError{Status: cli.ExitDamaged, Msg: "the index is damaged: imr repair builds the damaged parts anew"}
			}
			return err
		},
	}
}

// verifyCluster reads every letter that the cluster has.
func (a *app) verifyCluster(ctx context.Context, format string) error {
	client, _, err := a.Cluster(connect.LoadAttempt)
	if err != nil {
		return err
	}
	defer client.Close()
	report, err := client.Verify(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", a.Where(), err)
	}
	if format == "json" {
		err = a.WriteJSON(report)
	} else {
		fmt.Fprintf(a.Stdout, "%s with %s checked\n", cli.Plural(report.Letters, "letter"), cli.Plural(report.Items, "item"))
		for _, d := range report.Damaged {
			fmt.Fprintf(a.Stdout, "damaged: %s: %s\n", d.Path, d.What)
		}
		if len(report.Damaged) == 0 {
			fmt.Fprintln(a.Stdout, "no damage")
		}
	}
	if err == nil && len(report.Damaged) > 0 {
		return &cli.ExitError{Status: cli.ExitDamaged, Msg: "letters of the cluster are damaged: ingest their originals into another name, or restore a snapshot"}
	}
	return err
}

func (a *app) writeVerify(r commit.Report) error {
	fmt.Fprintf(a.Stdout, "%s, %s bytes checked\n", cli.Plural(r.Files, "file"), humanize.Comma(r.Bytes))
	for _, d := range r.Damaged {
		fmt.Fprintf(a.Stdout, "damaged: %s: %s\n", d.Path, d.What)
	}
	for _, o := range r.Orphans {
		fmt.Fprintf(a.Stdout, "belongs to no generation: %s\n", o)
	}
	if len(r.Damaged) == 0 {
		fmt.Fprintln(a.Stdout, "no damage")
	}
	return nil
}

func (a *app) repairCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "repair",
		Short: "Set damaged parts of the index aside and build them anew",
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			return a.repair(c.Context())
		},
	}
}

func (a *app) repair(ctx context.Context) error {
	if err := a.OnlyEmbedded("repair", "it mends its copies itself; what 'imr verify' names is loaded again from the originals, or restored from a snapshot"); err != nil {
		return err
	}
	done, err := commit.Repair(ctx, a.IndexDir())
	if err != nil {
		return err
	}
	if len(done.Damaged) == 0 {
		_, err := fmt.Fprintln(a.Stdout, "no damage")
		return err
	}
	fmt.Fprintf(a.Stdout, "built anew from the stored letters: %s; the damaged ones lie in %s\n",
		cli.Plural(len(done.Damaged), "damaged file"), filepath.Join(a.IndexDir(), "damaged"))
	for _, line := range done.Lost {
		fmt.Fprintf(a.Stdout, "lost: %s\n", line)
	}
	if len(done.Lost) > 0 {
		return fmt.Errorf("%s could not be saved: ingest the originals again", cli.Plural(len(done.Lost), "part"))
	}
	return nil
}

func (a *app) gcCommand() *cobra.Command {
	var keep int
	c := &cobra.Command{
		Use:   "gc",
		Short: "Remove old generations of the index; of a cluster, replaced texts",
		Args:  cli.NoArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if keep < 1 {
				return cli.Usagef("--keep %d: want 1 or more", keep)
			}
			if a.OnCluster() {
				client, _, err := a.Cluster(connect.LoadAttempt)
				if err != nil {
					return err
				}
				defer client.Close()
				return client.Expunge(c.Context())
			}
			return commit.GC(a.IndexDir(), keep)
		},
	}
	c.Flags().IntVar(&keep, "keep", 1, "generations to keep")
	return c
}
