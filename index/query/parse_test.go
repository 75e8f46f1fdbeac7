package query

import "testing"

var parseCases = []struct{ in, want string }{
	{"", "all"},
	{"  ", "all"},
	{"opioid", "opioid"},
	{"opioid taper", "and(opioid taper)"},
	{"a AND b", "AND(a b)"},
	{"a & b", "AND(a b)"},
	{"a AND b c", "AND(a b c)"},
	{"a OR b", "or(a b)"},
	{"NOT a", "not(a)"},
	{"-a", "not(a)"},
	{"a -b", "and(a not(b))"},
	{"a - b", "and(a b)"},
	{"x-ray", "x-ray"},
	{"a % b", "but(a b)"},
	{"5% patch", "and(5 patch)"},
	{"a BUT NOT b", "but(a b)"},
	{"a % b % c", "but(but(a b) c)"},
	{`"not medically necessary"`, `"not medically necessary"`},
	{`"a b c"~5`, `"a b c"~5`},
	{"a /5 b", "/5(a b)"},
	{"a w/5 b", "/5(a b)"},
	{"a W/5 b", "/5(a b)"},
	{"a NEAR/5 b", "/5(a b)"},
	{"a near/5 b", "/5(a b)"},
	{"a +5 b", "+5(a b)"},
	{"a pre/5 b", "+5(a b)"},
	{"a PRE/5 b", "+5(a b)"},
	{"a /s b", "/s(a b)"},
	{"a w/s b", "/s(a b)"},
	{"a +s b", "+s(a b)"},
	{"a /p b", "/p(a b)"},
	{"a W/P b", "/p(a b)"},
	{"a +p b", "+p(a b)"},
	{"opioid!", "opioid*"},
	{"opioid*", "opioid*"},
	{"wom?n", "wom?n"},
	{"hydro*one", "hydro*one"},
	{"#steroids", "#steroids"},
	{"heading:#MRI", "heading:(#MRI)"},
	{"medicaton~", "medicaton~"},
	{"ATLEAST3(opioid!)", "atleast3(opioid*)"},
	{"atleast3(a OR b)", "atleast3(or(a b))"},
	{"outcome:overturned", "outcome:(overturned)"},
	{"request:(epidural OR esi)", "request:(or(epidural esi))"},
	{`rationale:"functional improvement"`, `rationale:("functional improvement")`},
	{"age:40..60", "age:([40,60])"},
	{"age:40..", "age:([40,])"},
	{"age:..60", "age:([,60])"},
	{"decided:2016", "decided:([2016,2016])"},
	{"injured:>=2014-03", "injured:([2014-03,])"},
	{"injured:>2014-03", "injured:((2014-03,])"},
	{"injured:<2014", "injured:([,2014))"},
	{"injured:<=3/14/2014", "injured:([,3/14/2014])"},
	{"page:288", "page:([288,288])"},
	{"decided:(2014 OR 2016)", "decided:(or([2014,2014] [2016,2016]))"},
	{"age:(>=40 -50..55)", "age:(and([40,] not([50,55])))"},
	{"40..60 >=3", "and(40..60 3)"},
	{"CM16-0990412", "<CM16-0990412>"},
	{"cm16-0990412/2", "<cm16-0990412/2>"},
	{"13-000004", "<13-000004>"},
	{"case:CM16-0990412/2", "case:(<CM16-0990412/2>)"},
	{"case:x0123456789ab", "case:(x0123456789ab)"},
	{"a OR b c", "and(or(a b) c)"},
	{"a b OR c", "and(a or(b c))"},
	{"a OR b /s c", "/s(or(a b) c)"},
	{"a /5 b /5 c", "/5(/5(a b) c)"},
	{"a /5 b /s c +3 d", "/s(/5(a b) +3(c d))"},
	{"a /s b /p c /s d", "/p(/s(a b) /s(c d))"},
	{"a /p b c", "and(/p(a b) c)"},
	{"a /5 (b /s c)", "/5(a /s(b c))"},
	{"a b % c d", "but(and(a b) and(c d))"},
	{"NOT a OR b", "or(not(a) b)"},
	{"NOT (a OR b)", "not(or(a b))"},
	{"-(a b)", "not(and(a b))"},
	{`-"a b"`, `not("a b")`},
	{"-outcome:upheld", "not(outcome:(upheld))"},
	{"-#mri", "not(#mri)"},
	{"a AND NOT b", "AND(a not(b))"},
	{"((a))", "a"},
	{"(a b) c", "and(and(a b) c)"},
	{"(a OR b)(c)", "and(or(a b) c)"},
	{"L4-5 and/or 10/325 w/o 5/10 b/p", `and(L4-5 and/or 10/325 or(without "w/o") 5/10 b/p)`},
	{"Norco #60", "and(Norco #60)"},
	{"q.i.d. 2.5", "and(q.i.d 2.5)"},
	{"is MRI necessary?", "and(is MRI necessary)"},
	{"necessary?", "necessary?"},
	{"(is it needed?)", "and(is it needed)"},
	{"“functional restoration”", `"functional restoration"`},
	{"don’t", "don't"},
	{"opioid — taper", "and(opioid taper)"},
	{"C5–6", "C5-6"},
	{"ＭＲＩ ＯＲ　ＣＴ", "or(MRI CT)"},
	{"a\u00a0OR\u00a0b", "or(a b)"},
	{"a\x00b\xffc", "and(a b c)"},
	{"a and b or c not d", "and(a and b or c not d)"},
	{"BUT a", "and(but a)"},
	{`request:"a b"~3`, `request:("a b"~3)`},
	{"request:ATLEAST2(mri)", "request:(atleast2(mri))"},
	{"rationale:(opioid! /s (taper OR wean!))", "rationale:(/s(opioid* or(taper wean*)))"},
	{`opioid OR narcotic /s wean! % "functional restoration"`, `but(/s(or(opioid narcotic) wean*) "functional restoration")`},
	{"pain, neck; (left).", "and(pain neck left)"},
	{"request:(mri /5 2016)", "request:(/5(mri 2016))"},
	{"10:30", "10:30"},
	{"(a b)/5", "?"},
}

func TestParse(t *testing.T) {
	for _, c := range parseCases {
		n, err := Parse(c.in)
		if err != nil {
			if c.want != "?" {
				t.Errorf("Parse(%q): %v", c.in, err)
			}
			continue
		}
		if got := dump(n); got != c.want {
			t.Errorf("Parse(%q) = %s, want %s", c.in, got, c.want)
		}
		again, err := Parse(n.String())
		if err != nil || !Equal(n, again) {
			t.Errorf("Parse(%q) writes %q: %v, %v", c.in, n, again, err)
		}
	}
}
