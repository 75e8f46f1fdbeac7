package view

import (
	"testing"

	"imrsearch/parser/imr"
)

func TestFormat(t *testing.T) {
	march := imr.Date{Year: 2016, Month: 3, Day: 4}
	tests := []struct{ name, got, want string }{
		{"thousands of nothing", Thousands(0), "0"},
		{"below a thousand", Thousands(999), "999"},
		{"a thousand", Thousands(1000), "1,000"},
		{"millions", Thousands(12345678), "12,345,678"},
		{"count of none", count(0, "item", "items"), "0 items"},
		{"count of one", count(1, "item", "items"), "1 item"},
		{"count of many", count(1200, "item", "items"), "1,200 items"},
		{"percent", Percent(0.0625), "6.2%"},
		{"whole", Percent(1), "100.0%"},
		{"fast", milliseconds(0.44), "0.4 ms"},
		{"slower", milliseconds(12.6), "13 ms"},
		{"seconds", milliseconds(1540), "1.5 s"},
		{"day", day(march), "Mar 4, 2016"},
		{"long day", LongDay(march), "March 4, 2016"},
		{"no day", day(imr.Date{}) + LongDay(imr.Date{}), ""},
		{"person", person(53, "female"), "53, female"},
		{"age alone", person(53, ""), "53"},
		{"sex alone", person(0, "male"), "male"},
		{"nobody", person(0, ""), ""},
		{"prefixed", prefixed("decided ", "today"), "decided today"},
		{"prefix of nothing", prefixed("decided ", ""), ""},
		{"capital", capital("knee"), "Knee"},
		{"capital of two bytes", capital("élan"), "Élan"},
		{"capital of nothing", capital(""), ""},
		{"capital of no letter", capital("5 visits"), "5 visits"},
		{"capital of a broken character", capital("\xc3lan"), "\xc3lan"},
		{"sentence", Sentence("there is no item"), "There is no item."},
		{"sentence of two bytes", Sentence("élan stands nowhere"), "Élan stands nowhere."},
		{"sentence with its stop", Sentence("Why so?"), "Why so?"},
		{"sentence of nothing", Sentence(""), ""},
		{"short", shorten("knee brace"), "knee brace"},
		{"shortened", shorten("physical therapy of the lumbar spine, twice a week for six weeks, with a review"),
			"physical therapy of the lumbar spine, twice a week for six …"},
		{"one long word", shorten("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"),
			"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}
