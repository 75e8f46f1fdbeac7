package text

import (
	"strings"
	"testing"
)

var wordCases = []struct{ in, want string }{
	{"", ""},
	{"Opioid taper", "opioid taper"},
	{"supervision.In this case", "supervision in this case"},
	{"2.5 mg, 1,000 units", "2.5 mg 1,000 units"},
	{"q.i.d. Q.I.D.", "q i d q i d"},
	{"p.o.q.d.", "p o q d"},
	{"L4-5, L4-L5, L4/5, L5-S1", "l4 5 l4 l5 l4 5 l5 s1"},
	{"x-ray X-Rays", "x ray x rays"},
	{"Norco 10/325mg #60", "norco 10 325mg 60"},
	{"the patient's, the patients' pain", "the patient the patients pain"},
	{"the patient’s don’t DON'T", "the patient don't don't"},
	{"PATIENT'S", "patient"},
	{"it's 's a's", "it s a"},
	{"1990's", "1990 s"},
	{"rock 'n' roll", "rock n roll"},
	{"o'clock O’Brien's", "o'clock o'brien"},
	{"5'10\" tall", "5'10 tall"},
	{"and/or w/o", "and or w o"},
	{"note:Request 10:30", "note request 10 30"},
	{"snake_case __ _a", "snake_case _a"},
	{"a_.b", "a_ b"},
	{"3.In 3.5.In L4.5", "3 in 3.5 in l4.5"},
	{"well-\nbeing", "well being"},
	{"“medically necessary”", "medically necessary"},
	{"5% patch; 50/50", "5 patch 50 50"},
	{"$1,250.50", "1,250.50"},
	{"1;2 a;b a,b", "1;2 a b a b"},
	{"C5–6 C5—6", "c5 6 c5 6"},
	{"naïve Café", "naive cafe"},
	{"ﬁndings oﬃce réﬂex", "findings office reflex"},
	{"cafe\u0301", "cafe"},
	{"co\u00adoperate", "cooperate"},
	{"µg 10µg ½", "µg 10µg ½"},
	{"www.example.com/a?b=c", "www example com a b c"},
	{"dr.smith@example.com", "dr smith example com"},
	{"• - * ***", ""},
	{"\xff\xfea\xffb", "a b"},
	{"疼痛 です", "疼 痛 で す"},
	{"end.", "end"},
	{"...a...b", "a b"},
	{"x:y:z", "x y z"},
	{"O.K.'s", "o k s"},
	{"AT&T R&D", "at t r d"},
	{"+/- 5", "5"},
	{"T.E.N.S. unit", "t e n s unit"},
	{"\u00a0no\u00a0break\u00a0", "no break"},
}

func TestWords(t *testing.T) {
	for _, c := range wordCases {
		if got := strings.Join(Words(c.in), " "); got != c.want {
			t.Errorf("Words(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
