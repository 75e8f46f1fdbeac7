package mcp

import (
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"imrsearch/parser/imr"
)

// schemaOf infers the schema of a type. Dates are texts.
func schemaOf[T any]() (*jsonschema.Schema, error) {
	return jsonschema.For[T](&jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[imr.Date](): {Type: "string", Description: "YYYY-MM-DD; empty where it is not known"},
	}})
}

func enum(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
