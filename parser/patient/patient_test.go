package patient

import "testing"

func TestAgeAndSex(t *testing.T) {
	for _, tt := range []struct {
		text string
		age  int
		sex  string
	}{
		{"The claimant is a 47-year-old male who fell.", 47, "male"},
		{"A fifty-three year old woman. Her husband is a 60 year old man.", 53, "female"},
		{"The patient is 52. She was hurt in 2011.", 52, "female"},
		{"This 52 y/o F was denied care.", 52, "female"},
		{"He was a 20 year old worker at the time of injury; a 44 year old man is seen today.", 44, "male"},
		{"An MRI from a 2 year old injury was read.", 0, ""},
		{"The worker is 9. Nothing else.", 0, ""},
		{"He says that she did it.", 0, ""}, // they do not agree
		{"", 0, ""},
	} {
		age, end, ok := Age(tt.text)
		if !ok {
			age = 0
		}
		if sex, _ := Sex(tt.text, end, ok); age != tt.age || sex != tt.sex {
			t.Errorf("%q: %d %q, want %d %q", tt.text, age, sex, tt.age, tt.sex)
		}
	}
}

// FuzzAge holds that the wording of an age lies in the text.
func FuzzAge(f *testing.F) {
	f.Add("The claimant is a 47-year-old male")
	f.Add("aged 30 and fifty y.o. she")
	f.Fuzz(func(t *testing.T, s string) {
		age, end, ok := Age(s)
		if ok && (age < youngest || age > oldest || end <= 0 || end > len(s)) {
			t.Fatalf("Age(%q) = %d, %d", s, age, end)
		}
		if sex, off := Sex(s, end, ok); sex != "" && off > len(s) {
			t.Fatalf("Sex(%q) = %q, %d", s, sex, off)
		}
	})
}
