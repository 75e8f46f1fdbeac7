package bleve

import (
	bleveindex "github.com/blevesearch/bleve_index_api"

	"imrsearch/index"
)

// defaultField is the field of bleve's index that holds the words of all
// default texts together; letterField holds the letter's id.
const (
	defaultField = "default"
	letterField  = "letter"
)

// Options of the fields: bleve keeps no frequencies, places or texts.
const (
	postingsOnly = bleveindex.IndexField | bleveindex.SkipFreqNorm
	idOptions    = bleveindex.IndexField | bleveindex.StoreField
)

// A segmentField is a field that is analyzed already.
type segmentField struct {
	name    string
	value   []byte
	options bleveindex.FieldIndexingOptions
	terms   bleveindex.TokenFrequencies
}

func (f *segmentField) Name() string                                          { return f.name }
func (f *segmentField) Value() []byte                                         { return f.value }
func (f *segmentField) ArrayPositions() []uint64                              { return nil }
func (f *segmentField) EncodedFieldType() byte                                { return 't' }
func (f *segmentField) Analyze()                                              {}
func (f *segmentField) Options() bleveindex.FieldIndexingOptions              { return f.options }
func (f *segmentField) AnalyzedLength() int                                   { return len(f.terms) }
func (f *segmentField) NumPlainTextBytes() uint64                             { return 0 }
func (f *segmentField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

// A segmentDoc is an item as bleve's segment writer takes it.
type segmentDoc struct {
	id     string
	fields []*segmentField
}

func (d *segmentDoc) ID() string                                      { return d.id }
func (d *segmentDoc) Size() int                                       { return 0 }
func (d *segmentDoc) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *segmentDoc) HasComposite() bool                              { return false }
func (d *segmentDoc) NumPlainTextBytes() uint64                       { return 0 }
func (d *segmentDoc) AddIDField()                                     {}
func (d *segmentDoc) StoredFieldsBytes() uint64                       { return uint64(len(d.id)) }
func (d *segmentDoc) Indexed() bool                                   { return true }

func (d *segmentDoc) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// once stands for any term of any document: without frequencies and places
// all are the same.
var once = &bleveindex.TokenFreq{}

func newSegmentDoc(id, letter string) *segmentDoc {
	d := &segmentDoc{id: id}
	d.fields = append(d.fields, &segmentField{name: "_id", value: []byte(id), options: idOptions, terms: terms(id)})
	d.values(letterField, []string{letter})
	return d
}

// values adds a field of whole values.
func (d *segmentDoc) values(name string, values []string) {
	if len(values) > 0 {
		d.fields = append(d.fields, &segmentField{name: name, options: postingsOnly, terms: terms(values...)})
	}
}

// words adds a field whose terms are ready.
func (d *segmentDoc) words(name string, t bleveindex.TokenFrequencies) {
	if len(t) > 0 {
		d.fields = append(d.fields, &segmentField{name: name, options: postingsOnly, terms: t})
	}
}

func terms(values ...string) bleveindex.TokenFrequencies {
	t := make(bleveindex.TokenFrequencies, len(values))
	for _, v := range values {
		t[v] = once
	}
	return t
}

// wordTerms turns words of a shard's table into terms.
func wordTerms(t *wordTable, ids []uint32) bleveindex.TokenFrequencies {
	if len(ids) == 0 {
		return nil
	}
	out := make(bleveindex.TokenFrequencies, len(ids))
	for _, id := range ids {
		out[t.words[id]] = once
	}
	return out
}

// textFieldName is a text field's name in bleve's index, apart from those of
// facets: "body" is one of each.
func textFieldName(f index.TextField) string { return "text." + f.String() }
