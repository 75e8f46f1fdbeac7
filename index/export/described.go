package export

import (
	"imrsearch/index"
	"imrsearch/parser/imr"
)

// described are the columns that are more than the values of a field. Aliases
// are the names that the query language has for them. What a hit has is read
// from the hit, which spares opening the letter.
var described = []*Column{
	{Name: "id", Label: "Item", Help: "the item's id: case number and number of the item", Default: true,
		value: func(r *Row) any { return r.Hit.ID }},
	{Name: "case", Aliases: []string{"letter", "case_number"}, Label: "Case number", Help: "the letter's id, which is its case number where it has one", Default: true,
		value: func(r *Row) any { return r.Hit.Letter }},
	{Name: "n", Aliases: []string{"item"}, Label: "Number", Help: "number of the item in its letter, from 1; 0 stands for a letter in which none was found", Kind: Number,
		value: func(r *Row) any { return r.Hit.N }},
	{Name: "outcome", Label: "Outcome", Help: "upheld (the denial stands), overturned, modified or unknown", Default: true,
		value: func(r *Row) any { return string(r.Hit.Outcome) }},
	{Name: "requested", Label: "Requested", Help: "the item asks for the treatment that the query names; empty where it names none", Kind: Flag, Default: true,
		value: func(r *Row) any {
			if !r.asks {
				return nil
			}
			return r.Hit.Requested
		}},
	{Name: "some_words", Label: "Some words", Help: "the item has only some of the query's plain words", Kind: Flag,
		value: func(r *Row) any { return r.Hit.SomeWords }},
	{Name: "alike", Label: "Alike", Help: "how many others are folded under the item, where the list folds alike rationales", Kind: Number,
		value: func(r *Row) any { return known(r.Hit.Alike) }},
	{Name: "in_letter", Label: "In letter", Help: "how many others of the letter are folded under the item, where the list is folded by letter", Kind: Number,
		value: func(r *Row) any { return known(r.Hit.InLetter) }},
	{Name: "score", Label: "Score", Help: "how well the item fits the query", Kind: Score,
		value: func(r *Row) any { return r.Hit.Score }},
	{Name: "request", Aliases: []string{"treatment"}, Label: "Request", Help: "what was asked for, in the words of the letter", Default: true,
		value: func(r *Row) any { return r.Hit.Request }},
	{Name: "heading", Label: "Heading", Help: "the item's whole heading", Needs: Whole,
		value: func(r *Row) any { return r.item().Heading }},
	{Name: "treatment_class", Aliases: []string{"class"}, Label: "Treatment class", Help: "the treatment's class", Default: true,
		value: func(r *Row) any { return r.Hit.TreatmentClass }},
	{Name: "subclass", Label: "Kind of treatment", Help: "the treatment's subclass", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.item().Treatment.Subclass }},
	field("named", "treatment_names").byDefault(),
	field("drug", "drugs").byDefault(),
	field("dose").byDefault(),
	{Name: "quantity", Aliases: []string{"qty"}, Label: "Quantity", Help: "how many pills, visits or things", Kind: Number, Needs: Whole, Default: true,
		value: func(r *Row) any { return known(r.item().Treatment.Quantity) }},
	{Name: "frequency", Label: "Frequency", Help: "how often, as worded", Needs: Whole,
		value: func(r *Row) any { return r.item().Treatment.Frequency }},
	field("body", "body_parts").byDefault(),
	{Name: "side", Label: "Side", Help: "left, right or bilateral", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.item().Treatment.Side }},
	field("level").byDefault(),
	{Name: "decision_date", Aliases: []string{"decided"}, Label: "Decision date", Help: "date of the decision", Kind: Date, Default: true,
		value: func(r *Row) any { return r.Hit.DecisionDate }},
	{Name: "date_of_injury", Aliases: []string{"injured"}, Label: "Injury date", Help: "date of injury", Kind: Date, Default: true,
		value: func(r *Row) any { return r.Hit.DateOfInjury }},
	{Name: "age", Label: "Age", Help: "the worker's age in years", Kind: Number, Default: true,
		value: func(r *Row) any { return known(r.Hit.Age) }},
	{Name: "sex", Label: "Sex", Help: "the worker's sex", Default: true,
		value: func(r *Row) any { return r.Hit.Sex }},
	{Name: "specialties", Label: "Specialties", Help: "the reviewer's specialties, as printed; specialty has the boards' names", Kind: List, Default: true,
		value: func(r *Row) any { return r.Hit.Specialties }},
	field("reason_for", "reasons_for").byDefault(),
	field("reason_against", "reasons_against").byDefault(),
	{Name: "decides", Aliases: []string{"deciding_sentence"}, Label: "Deciding sentence", Help: "the sentence that says why it was decided so", Needs: Sentence, Default: true,
		value: func(r *Row) any { return r.deciding().Text }},
	{Name: "decides_page", Label: "Its page", Help: "page of the file on which the deciding sentence begins", Kind: Number, Needs: Sentence, Default: true,
		value: func(r *Row) any { return known(r.deciding().Page) }},
	{Name: "decides_line", Label: "Its line", Help: "line of that page", Kind: Number, Needs: Sentence, Default: true,
		value: func(r *Row) any { return known(r.deciding().Line) }},
	{Name: "snippet", Label: "Snippet", Help: "the first snippet that a list shows", Needs: Sentence,
		value: func(r *Row) any {
			if len(r.Hit.Snippets) == 0 {
				return nil
			}
			return r.Hit.Snippets[0].Text
		}},
	{Name: "rationale", Label: "Rationale", Help: "the reviewer's reasons, whole", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.item().Rationale.Text }},
	{Name: "rationale_page", Label: "Page of the rationale", Help: "page of the file on which the rationale begins", Kind: Number, Needs: Whole,
		value: func(r *Row) any { return known(r.item().Rationale.Page) }},
	{Name: "rationale_line", Label: "Line of the rationale", Help: "line of that page", Kind: Number, Needs: Whole,
		value: func(r *Row) any { return known(r.item().Rationale.Line) }},
	{Name: "claims_guideline", Aliases: []string{"ur"}, Label: "Claims administrator's guideline", Help: "what the claims administrator cites, as worded", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.item().ClaimsAdministrator.Text }},
	{Name: "reviewer_guideline", Label: "Reviewer's guideline", Help: "what the reviewer cites, as worded", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.item().ReviewerGuidelines.Text }},
	{Name: "claims_citations", Label: "Claims administrator's citations", Help: "each guideline that the claims administrator cites", Kind: List, Needs: Whole, Default: true,
		value: func(r *Row) any { return citations(r.item().ClaimsAdministrator) }},
	{Name: "reviewer_citations", Label: "Reviewer's citations", Help: "each guideline that the reviewer cites", Kind: List, Needs: Whole, Default: true,
		value: func(r *Row) any { return citations(r.item().ReviewerGuidelines) }},
	field("claims_family").byDefault(),
	field("reviewer_family").byDefault(),
	{Name: "cited_pages", Label: "Pages cited", Help: "every page inside a range that either side cites: the field page", Kind: Numbers, Needs: Whole,
		value: columnNamed("page").value},
	{Name: "diagnoses", Aliases: []string{"diagnosis", "dx"}, Label: "Diagnoses", Help: "the letter's diagnoses, as worded", Kind: List, Needs: Whole, Default: true,
		value: func(r *Row) any { return r.letter().Diagnoses }},
	{Name: "summary", Label: "Clinical summary", Help: "the clinical case summary, whole", Needs: Whole,
		value: func(r *Row) any { return r.letter().Summary.Text }},
	{Name: "documents_reviewed", Label: "Documents reviewed", Help: "what the reviewer was given", Kind: List, Needs: Whole,
		value: func(r *Row) any { return r.letter().DocumentsReviewed }},
	{Name: "page", Label: "Page", Help: "page of the file on which the item begins", Kind: Number, Needs: Whole, Default: true,
		value: func(r *Row) any { return known(r.item().Page) }},
	{Name: "line", Label: "Line", Help: "line of that page", Kind: Number, Needs: Whole, Default: true,
		value: func(r *Row) any { return known(r.item().Line) }},
	{Name: "permalink", Label: "Link", Help: "address of the item in its letter", Default: true,
		value: func(r *Row) any { return r.permalink() }},
	{Name: "source", Label: "Source", Help: "path of the file that the letter was read from", Needs: Whole, Default: true,
		value: func(r *Row) any { return r.letter().Source.Path }},
	{Name: "member", Label: "In the archive", Help: "name inside that file, where it is an archive", Needs: Whole,
		value: func(r *Row) any { return r.letter().Source.Member }},
	{Name: "sha256", Label: "SHA-256", Help: "hash of the bytes that the letter was read from", Needs: Whole,
		value: func(r *Row) any { return r.letter().Source.SHA256 }},
}

// citations returns what one side cites, each as it is worded.
func citations(g imr.Guidelines) []string {
	var out []string
	for _, c := range g.Citations {
		if c.As != "" {
			out = append(out, c.As)
			continue
		}
		out = append(out, string(c.Family))
	}
	return out
}

// field returns the column of a field of the query language.
func field(name string, aliases ...string) *Column {
	c := columnNamed(name)
	c.Aliases = append(aliases, c.Aliases...)
	return c
}

func columnNamed(name string) *Column {
	f, ok := index.FieldNamed(name)
	if !ok || columnOf(f) == nil {
		panic("export: no column of the field " + name)
	}
	return columnOf(f)
}

func (c *Column) byDefault() *Column {
	c.Default = true
	return c
}
