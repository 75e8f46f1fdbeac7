// Package lexicon answers one question: what do the field's words mean? It
// holds treatments and their classes, drugs, body parts, abbreviations,
// specialties, guideline titles and topics, and the cues by which reviewers
// give their reasons, as tables embedded from data/*.tsv.
//
// The tables are read on first use, once; everything returned by the package
// is shared and read-only, and every function is safe for concurrent use.
// Words are compared without regard to case; hyphen, slash and blank count as
// one; plurals are folded by a simple rule.
package lexicon
