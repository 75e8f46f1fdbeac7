package resolve

import (
	"imrsearch/parser/lexicon"
)

// An Asked is what the words of a query ask for: see lexicon.Asked. Ranking
// goes by it; what matches does not.
type Asked = lexicon.Asked

// Ask says what words ask for, as lexicon.Ask does.
func Ask(words []string) Asked { return lexicon.Ask(words) }
