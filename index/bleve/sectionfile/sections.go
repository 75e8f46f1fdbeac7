package sectionfile

import (
	"errors"
	"fmt"

	"imrsearch/index"
)

// Damaged marks an error of opening a file that the manifest names.
func Damaged(err error) error {
	if errors.Is(err, index.ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: %w", err, index.ErrDamaged)
}
