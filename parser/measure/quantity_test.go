package measure

import "testing"

// TestAmount holds how many and how often a request asks for, and where it
// tells neither.
func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		request   string
		quantity  int
		frequency string
	}{
		{"", 0, ""},
		{"Norco 10/325mg #60", 60, ""},
		{"Norco, Qty: 60", 60, ""},
		{"Tylenol #3", 0, ""}, // a name
		{"Tylenol #3 #60", 60, ""},
		{"Extraction of tooth #30", 0, ""},
		{"30 tablets of Norco", 30, ""},
		{"Series of 4 injections", 4, ""},
		{"12 sessions of physical therapy", 12, ""},
		{"Six (6) physical therapy visits", 6, ""},
		{"12-18 sessions of therapy", 0, ""}, // a range
		{"12 to 18 visits", 0, ""},
		{"Two massage sessions and eight therapy sessions", 10, ""},
		{"Physical therapy 2 times a week for 6 weeks", 12, "2 times a week for 6 weeks"},
		{"Physical therapy 2-3 times a week for 6 weeks", 0, "2-3 times a week for 6 weeks"},
		{"Physical therapy 2xWk x 6Wks", 12, "2xWk x 6Wks"},
		{"Physical therapy two times per week over three weeks", 6, "two times per week over three weeks"},
		{"Therapy twice a week for 1 month", 0, "twice a week for 1 month"}, // units differ
		{"Therapy 3x4", 12, "3x4"},
		{"Acupuncture times 8", 8, ""},
		{"Acupuncture x 8", 8, ""},
		{"2 month rental of a unit", 0, ""},
		{"Home health aide 4 hours a day, 5 days a week", 0, "4 hours a day, 5 days a week"},
		{"Gabapentin 300 mg at bedtime", 0, "at bedtime"},
		{"Ibuprofen 800 mg t.i.d. #90", 90, "t.i.d"},
		{"Naproxen every 6-8 hours", 0, "every 6-8 hours"},
		{"2 leg wraps", 2, ""},
		{"2 view x-ray", 0, ""}, // the views are no things
		{"Purchase of 3 braces", 3, ""},
	} {
		quantity, frequency := Amount(tt.request)
		if quantity != tt.quantity || frequency != tt.frequency {
			t.Errorf("%q: %d, %q; want %d, %q", tt.request, quantity, frequency, tt.quantity, tt.frequency)
		}
	}
}
