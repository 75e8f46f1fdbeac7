// Package parser answers one question: what does the letter say? It turns
// pages of lines into an imr.Letter: layout, then sections, then fields, then
// what the lexicon derives. It reads no files and guesses nothing.
package parser
