package dates

import (
	"testing"

	"imrsearch/parser/imr"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		s    string
		near int
		want string // "-" for no date, "" for no such day
	}{
		{"5/6/2014", 0, "2014-05-06"}, {"05-06-2014", 0, "2014-05-06"}, {"5.6.2014", 0, "2014-05-06"}, {"5 / 6 / 2014", 0, "2014-05-06"},
		{"2014-05-06", 0, "2014-05-06"}, {"5/6/14", 2014, "2014-05-06"}, {"5/6/99", 2014, "1999-05-06"}, {"5/6/15", 2014, "1915-05-06"},
		{"5/6/14", 0, "2014-05-06"}, {"May 6, 2014", 0, "2014-05-06"}, {"Sept. 6th, 2014", 0, "2014-09-06"}, {"6 May 2014", 0, "2014-05-06"},
		{"6th of May, 2014", 0, "2014-05-06"}, {"MAY 6 2014 and more", 0, "2014-05-06"}, {"2/30/2014", 0, ""}, {"13/1/2014", 0, ""}, {"June 31, 2014", 0, ""},
		{"", 0, "-"}, {"yesterday", 0, "-"}, {"5/6", 0, "-"}, {"2014", 0, "-"}, {"may be", 0, "-"}, {"x 5/6/2014", 0, "-"}, {"Mayor 6, 2014", 0, "-"},
	} {
		d, ok := Read(tt.s, tt.near)
		if got := d.String(); ok != (tt.want != "-") || ok && got != tt.want {
			t.Errorf("Read(%q, %d) = %q, %v; want %q", tt.s, tt.near, got, ok, tt.want)
		}
	}
}

// FuzzDate holds that what is read as a date is a day, or no such day.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"5/6/14", "May 6, 2014", "2014-02-30", "ſept 1 2014"} {
		f.Add(s, 2014)
	}
	f.Fuzz(func(t *testing.T, s string, near int) {
		d, ok := Read(s, near)
		if !ok && !d.IsZero() {
			t.Fatalf("Read(%q) = %v without being one", s, d)
		}
		if _, err := imr.NewDate(int(d.Year), int(d.Month), int(d.Day)); !d.IsZero() && err != nil {
			t.Fatalf("Read(%q) = %v: %v", s, d, err)
		}
	})
}
