package match

import (
	"strings"
)

// Name returns the words of a concept as they were typed.
func (c *Concept) Name() string {
	var words []string
	for _, m := range c.Alternatives[0].Words {
		words = append(words, m.Text)
	}
	return strings.Join(words, " ")
}
