package commit

import (
	"context"

	"imrsearch/index/bleve/segment"
)

// WithHook returns options whose Writer calls hook before each durable step.
func WithHook(o WriterOptions, hook segment.Hook) WriterOptions {
	o.hook = hook
	return o
}

// RepairWithHook is Repair with a hook before each durable step.
func RepairWithHook(ctx context.Context, dir string, hook segment.Hook) (Repaired, error) {
	return repair(ctx, dir, hook)
}
