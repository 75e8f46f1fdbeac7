package server_test

import (
	"encoding"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v3"

	"imrsearch/index"
	"imrsearch/index/passage"
	"imrsearch/index/rates"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
)

// A document is the API's description, read.
type document map[string]any

func readDocument(t *testing.T) document {
	t.Helper()
	data, err := os.ReadFile("../web/static/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := yaml.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// at returns the node at a path of names.
func (d document) at(names ...string) any {
	var node any = map[string]any(d)
	for _, name := range names {
		m, ok := node.(map[string]any)
		if !ok {
			return nil
		}
		node = m[name]
	}
	return node
}

// schema returns a schema in which references are followed and the parts of
// allOf are joined.
func (d document) schema(t *testing.T, node any) map[string]any {
	t.Helper()
	m, ok := node.(map[string]any)
	if !ok {
		t.Fatalf("no schema: %v", node)
	}
	if ref, ok := m["$ref"].(string); ok {
		target := d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
		if target == nil {
			t.Fatalf("%s leads nowhere", ref)
		}
		return d.schema(t, target)
	}
	all, ok := m["allOf"].([]any)
	if !ok {
		return m
	}
	joined := map[string]any{"type": "object"}
	properties, required := map[string]any{}, []any{}
	for _, part := range all {
		p := d.schema(t, part)
		for name, s := range p["properties"].(map[string]any) {
			properties[name] = s
		}
		if r, ok := p["required"].([]any); ok {
			required = append(required, r...)
		}
	}
	joined["properties"], joined["required"] = properties, required
	return joined
}

// closed returns a schema without references, in which no object has members
// that are not declared.
func (d document) closed(t *testing.T, node any) map[string]any {
	s := map[string]any{}
	for k, v := range d.schema(t, node) {
		s[k] = v
	}
	delete(s, "example")
	if p, ok := s["properties"].(map[string]any); ok {
		out := map[string]any{}
		for name, sub := range p {
			out[name] = d.closed(t, sub)
		}
		s["properties"], s["additionalProperties"] = out, false
	} else if sub, ok := s["additionalProperties"].(map[string]any); ok {
		s["additionalProperties"] = d.closed(t, sub)
	} else if s["type"] == "object" {
		t.Errorf("an object without members: %v", s)
	}
	if sub, ok := s["items"]; ok {
		s["items"] = d.closed(t, sub)
	}
	return s
}

// TestOpenAPIDeclaresEveryField holds the schemas against the Go types that
// are answered: each has every member of the other, to the last letter.
func TestOpenAPIDeclaresEveryField(t *testing.T) {
	d := readDocument(t)
	for name, of := range map[string]reflect.Type{
		"Result": reflect.TypeFor[index.Result](), "SimilarResult": reflect.TypeFor[index.SimilarResult](),
		"Rates": reflect.TypeFor[rates.Table](), "Cites": reflect.TypeFor[index.Cites](),
		"Letter": reflect.TypeFor[imr.Letter](), "QuotedPassage": reflect.TypeFor[passage.Passage](), "Saved": reflect.TypeFor[store.View](),
	} {
		d.declares(t, name, d.at("components", "schemas", name), of)
	}
}

var textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()

func (d document) declares(t *testing.T, path string, node any, of reflect.Type) {
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	s := d.schema(t, node)
	switch {
	case of.Implements(textMarshaler):
		if s["type"] != "string" {
			t.Errorf("%s is a text, the schema says %v", path, s["type"])
		}
	case of.Kind() == reflect.Struct:
		properties, _ := s["properties"].(map[string]any)
		var names []string
		for name, field := range jsonFields(of) {
			names = append(names, name)
			if properties[name] == nil {
				t.Errorf("%s.%s is not declared", path, name)
				continue
			}
			d.declares(t, path+"."+name, properties[name], field)
		}
		for name := range properties {
			if !slices.Contains(names, name) {
				t.Errorf("%s.%s is declared, and no answer has it", path, name)
			}
		}
		if required, ok := s["required"].([]any); ok {
			for _, name := range required {
				if properties[name.(string)] == nil {
					t.Errorf("%s: %v is required and not declared", path, name)
				}
			}
		}
	case of.Kind() == reflect.Slice, of.Kind() == reflect.Array:
		if s["items"] == nil {
			t.Errorf("%s is a list, the schema says %v", path, s["type"])
			return
		}
		d.declares(t, path+"[]", s["items"], of.Elem())
	case of.Kind() == reflect.Map:
		sub, ok := s["additionalProperties"].(map[string]any)
		if !ok {
			t.Errorf("%s is a map, the schema says %v", path, s)
			return
		}
		d.declares(t, path+"{}", sub, of.Elem())
	case s["enum"] == nil && s["type"] != jsonKinds[of.Kind()]:
		t.Errorf("%s is %s, the schema says %v", path, of, s["type"])
	}
}

var jsonKinds = map[reflect.Kind]string{
	reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Int64: "integer", reflect.Int32: "integer", reflect.Float64: "number",
}

// jsonFields returns the members of a struct as encoding/json writes them.
func jsonFields(of reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case f.Anonymous && name == "":
			sub := f.Type
			if sub.Kind() == reflect.Pointer {
				sub = sub.Elem()
			}
			for name, t := range jsonFields(sub) {
				out[name] = t
			}
		case name == "":
			out[f.Name] = f.Type
		default:
			out[name] = f.Type
		}
	}
	return out
}

// TestAnswersValidate holds real answers against their schemas, in which no
// member stands that is not declared.
func TestAnswersValidate(t *testing.T) {
	d := readDocument(t)
	docs, ask := over(t, 30)
	type answer struct{ path, of string }
	answers := []answer{
		{"/api/v1/search?q=norco+of+pain&facets=1&explain=1", "/api/v1/search"}, {"/api/v1/search?limit=100", "/api/v1/search"},
		{"/api/v1/search?q=how+often+is+norco+overturned+for+women&scope=requested", "/api/v1/search"},
		{"/api/v1/search?q=zzzz", "/api/v1/search"}, {"/api/v1/search?limit=0", "/api/v1/search"}, {"/api/v1/search?q=mri+AND+pain&fold=alike", "/api/v1/search"},
		{"/api/v1/items/" + docs[0].Letter.ID + "/1/similar", "/api/v1/items/{letter}/{n}/similar"},
		{"/api/v1/suggest?field=outcome", "/api/v1/suggest"}, {"/api/v1/suggest?prefix=pa", "/api/v1/suggest"}, {"/api/v1/fields", "/api/v1/fields"},
		{"/api/v1/stats?q=pain&by=sex&change=chronic-pain-2016", "/api/v1/stats"}, {"/api/v1/stats?by=sex&by2=class&q=denied+pain", "/api/v1/stats"}, {"/api/v1/stats?q=pain&vs=norco&by=age", "/api/v1/stats"},
		{"/api/v1/cites", "/api/v1/cites/{place}"}, {"/api/v1/cites/acoem/12?q=pain", "/api/v1/cites/{place}"}, {"/api/v1/cites/odg", "/api/v1/cites/{place}"},
		{"/api/v1/search?q=(knee", "problem"}, {"/api/v1/letters/none", "problem"}, {"/api/v1/search?outcome=uphelt", "problem"},
	}
	for _, doc := range docs {
		answers = append(answers, answer{"/api/v1/letters/" + doc.Letter.ID, "/api/v1/letters/{id}"})
		for i, sentence := range passage.Sentences(doc) {
			if i%7 == 0 {
				answers = append(answers, answer{"/api/v1/letters/" + doc.Letter.ID + "/passage?passage=" + sentence.Name, "/api/v1/letters/{id}/passage"})
			}
		}
	}
	schemas := map[string]*jsonschema.Resolved{}
	for _, a := range answers {
		if schemas[a.of] == nil {
			node := d.at("paths", a.of, "get", "responses", "200", "content", "application/json", "schema")
			if a.of == "problem" {
				node = d.at("components", "schemas", "Problem")
			}
			schemas[a.of] = resolve(t, d.closed(t, node))
		}
		w := ask(a.path, "application/json")
		if problem := a.of == "problem"; problem != (w.Code >= 400) {
			t.Errorf("%s: status %d: %.300s", a.path, w.Code, w.Body)
			continue
		}
		var v any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", a.path, err)
		}
		if err := schemas[a.of].Validate(v); err != nil {
			t.Errorf("%s: %v", a.path, err)
		}
	}
}

func resolve(t *testing.T, schema map[string]any) *jsonschema.Resolved {
	t.Helper()
	data, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
