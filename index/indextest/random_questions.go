package indextest

import (
	"fmt"
	"strings"
)

// spoken writes a query as people ask: a treatment by one of its names, what
// became of it, who asked, when, and what is said about the case. Its words
// mean more than their texts: see resolve.Resolve.
func (s *speaker) spoken() string {
	parts := []string{s.treatment()}
	if s.yes(40) {
		parts = append(parts, s.outcome())
	}
	if s.yes(30) {
		parts = append([]string{s.who()}, parts...)
	}
	if s.yes(25) {
		parts = append(parts, s.when())
	}
	if s.yes(25) {
		parts = append(parts, s.context())
	}
	if s.yes(15) {
		parts = append(parts, s.clause(1))
	}
	said := strings.Join(parts, " ")
	if s.yes(15) {
		return s.pick("how often is", "was", "has", "why was", "can", "what is needed for", "which") + " " + said + s.pick("", "?")
	}
	return said
}

// treatment names what may be asked for.
func (s *speaker) treatment() string {
	name := s.pick("norco", "hydrocodone", "tramadol", "flexeril", "cyclobenzaprine", "gabapentin", "opioids", "NSAIDs", "lidocaine patch",
		"MRI", "M.R.I.", "lumbar MRI", "EMG/NCV", "x-ray", "xray", "acupuncture", "physical therapy", "chiropractic", "TENS", "T.E.N.S. unit",
		"epidural steroid injection", "ESI", "trigger point injection", "fusion", "knee arthroscopy", "post-op therapy", "follow up visit",
		"urine drug screen", "home health", "gym membership", "anti-inflammatory", "water therapy", s.word(), s.word()+" "+s.word())
	switch s.IntN(8) {
	case 0:
		return name + " " + s.pick("50 mg", "50mg", "7.5", "10/325", "5%", "5 percent", "#60", "qty 60", "100 mcg", "600")
	case 1:
		return name + " " + s.pick("L4-5", "L4-L5", "L5S1", "C5/6", "L5-S1")
	case 2:
		return s.pick("right", "rt", "left", "lumbar", "cervical", "knee", "shoulder") + " " + name
	case 3:
		return name + " " + s.pick("twice a week", "2x/week", "12 sessions", "six visits", "for one month", "6 weeks", "1 month trial")
	}
	return name
}

func (s *speaker) outcome() string {
	return s.pick("allowed", "approved", "overturned", "granted", "medically necessary", "denied", "upheld", "not medically necessary", "turned down")
}

func (s *speaker) who() string {
	n := 20 + s.IntN(50)
	return s.pick("women", "men", "female", "male", fmt.Sprintf("women under %d", n), fmt.Sprintf("over %d", n), fmt.Sprintf("%d year old", n),
		fmt.Sprintf("%d y/o man", n), fmt.Sprintf("in their %d0s", 2+s.IntN(6)), "elderly", fmt.Sprintf("aged %d to %d", n, n+10))
}

func (s *speaker) when() string {
	year := 2013 + s.IntN(6)
	return s.pick(fmt.Sprintf("in %d", year), fmt.Sprintf("since %d", year), fmt.Sprintf("before %d", year), fmt.Sprint(year),
		fmt.Sprintf("injured in %d", year), "expedited", "pain medicine reviewer", "by an orthopedic surgeon")
}

// context writes what is said about the case behind what is asked for.
func (s *speaker) context() string {
	return s.pick("after", "before", "because", "without", "no", "while", "who takes") + " " + s.pick("surgery", "physical therapy", "opioids", "red flags", s.word(), s.plain())
}
