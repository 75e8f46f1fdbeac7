package export

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// parquetRows bounds the rows of a row group, and with them the memory: with
// whole rationales some 30 MB.
const parquetRows = 8_192

// parquetTable writes Parquet with a typed column for each column: texts, lists
// of texts, int32, DATE, booleans, doubles, all optional, in their order, in
// row groups of parquetRows, compressed with zstd. The file says in its
// metadata what was searched for. One that was cut has no footer: no reader
// opens it.
type parquetTable struct {
	w       *parquet.GenericWriter[any]
	columns []*Column
	cells   reflect.Value // a struct with a field a column
}

// goTypes are the Go types of the kinds; pointers are optional.
var goTypes = map[Kind]reflect.Type{
	Text: reflect.TypeFor[*string](), List: reflect.TypeFor[[]string](), Number: reflect.TypeFor[*int32](),
	Numbers: reflect.TypeFor[[]int32](), Date: reflect.TypeFor[*int32](), Flag: reflect.TypeFor[*bool](), Score: reflect.TypeFor[*float64](),
}

func openParquet(w io.Writer, o *Options, res *index.Result) (table, error) {
	fields := make([]reflect.StructField, len(o.Columns))
	for i, c := range o.Columns {
		tag := c.Name + ",optional"
		switch c.Kind {
		case List, Numbers:
			tag += ",list"
		case Date:
			tag += ",date"
		}
		fields[i] = reflect.StructField{Name: "C" + strconv.Itoa(i), Type: goTypes[c.Kind], Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", tag))}
	}
	t := &parquetTable{columns: o.Columns, cells: reflect.New(reflect.StructOf(fields)).Elem()}
	schema := parquet.SchemaOf(t.cells.Addr().Interface())
	options := []parquet.WriterOption{schema, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(parquetRows)}
	for _, f := range facts(res, "") {
		options = append(options, parquet.KeyValueMetadata("imr."+strings.ReplaceAll(strings.ToLower(f.name), " ", "_"), f.value))
	}
	t.w = parquet.NewGenericWriter[any](w, options...)
	return t, nil
}

func (t *parquetTable) row(r *Row) error {
	t.cells.SetZero()
	for i, c := range t.columns {
		if v := c.Value(r); v != nil {
			t.cells.Field(i).Set(reflect.ValueOf(stored(v)))
		}
	}
	_, err := t.w.Write([]any{t.cells.Addr().Interface()})
	return err
}

// secondsPerDay divides a date's seconds since 1970-01-01.
const secondsPerDay = 24 * 60 * 60

// stored returns a value as its Go type in a row.
func stored(v any) any {
	switch v := v.(type) {
	case string:
		return &v
	case int:
		n := int32(v)
		return &n
	case []int:
		out := make([]int32, len(v))
		for i, n := range v {
			out[i] = int32(n)
		}
		return out
	case imr.Date:
		days := int32(v.Time().Unix() / secondsPerDay)
		return &days
	case bool:
		return &v
	case float64:
		return &v
	}
	return v
}

func (t *parquetTable) end(cut string) error {
	if cut != "" {
		return errCannotSay
	}
	return t.w.Close()
}
