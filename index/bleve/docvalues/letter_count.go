package docvalues

// Changes returns how often documents, ascending, are of another letter than
// the one before, and the letter of the last; before is that of the one before
// the first.
func (c *LetterTable) Changes(docs []uint32, before uint32) (n int, last uint32) {
	for _, doc := range docs {
		letter := c.Of[doc]
		if letter != before {
			n++
		}
		before = letter
	}
	return n, before
}

// Ends returns the last document of each letter, as bits.
func (c *LetterTable) Ends() []uint64 {
	c.ending.Do(func() {
		if n := len(c.First) - 1; n > 0 {
			c.lastDocs = make([]uint64, c.First[n]/64+1)
		}
		for i, doc := range c.First {
			if i > 0 && doc > c.First[i-1] {
				c.lastDocs[(doc-1)/64] |= 1 << ((doc - 1) % 64)
			}
		}
	})
	return c.lastDocs
}
