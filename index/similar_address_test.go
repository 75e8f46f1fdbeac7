package index

import (
	"errors"
	"net/url"
	"reflect"
	"testing"
)

func TestSimilarFrom(t *testing.T) {
	for address, want := range map[string]SimilarRequest{
		"":                        {PerGroup: 10, Limit: 30},
		"limit=5":                 {Limit: 5},
		"limit=5&per_group=2":     {Limit: 5, PerGroup: 2},
		"per_group=2":             {Limit: 50, PerGroup: 2},
		"group=Upheld&start=10":   {Group: GroupUpheld, Limit: 50, Start: 10},
		"outcome=upheld&x=y":      {PerGroup: 10, Limit: 30, Filters: []Filter{{"outcome", "upheld"}}},
		"group=near&limit=3":      {Group: GroupNear, Limit: 3},
		"limit=0":                 {},
		"sex=male&sex=female&q=x": {PerGroup: 10, Limit: 30, Filters: []Filter{{"sex", "male"}, {"sex", "female"}}},
	} {
		v, _ := url.ParseQuery(address)
		got, err := SimilarFrom(v)
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%s: %+v, %v, want %+v", address, got, err, want)
		}
	}
	for _, address := range []string{"limit=1000", "limit=x", "per_group=-1", "group=far", "start=-1", "start=1&start=2"} {
		v, _ := url.ParseQuery(address)
		var bad *RequestError
		if _, err := SimilarFrom(v); !errors.As(err, &bad) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
