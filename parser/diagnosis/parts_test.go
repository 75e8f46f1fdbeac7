package diagnosis

import (
	"fmt"
	"strings"
	"testing"
)

// TestCues holds which words introduce diagnoses, and which only look so.
func TestCues(t *testing.T) {
	for summary, want := range map[string]string{
		"":                                        "",
		"Diagnosis: lumbar strain.":               "lumbar strain",
		"The diagnoses include lumbar strain.":    "lumbar strain",
		"He was diagnosed with lumbar strain.":    "lumbar strain",
		"She is being treated for lumbar strain.": "lumbar strain",
		"She was seen and treated for it.":        "",
		"He suffers from lumbar strain.":          "lumbar strain",
		"Dx: lumbar strain.":                      "lumbar strain",
		"ICD-9 codes: 847.2 lumbar strain.":       "847.2 lumbar strain",
		"Assessment: lumbar strain.":              "lumbar strain",
		"An assessment of the back was made.":     "",
		"The MRI impression was of a bulge.":      "", // an impression of a study is none of the patient
		"Differential diagnosis: lumbar strain.":  "",
		"The diagnosis is not stated.":            "",
		"The diagnosis was made in 2014.":         "",
		"He was diagnosed on 5/6/2014.":           "",
		"A misdiagnosis was feared.":              "",
		"Diagnoses at that time were noted to include lumbar strain and neck pain.": "lumbar strain|neck pain",
		"Diagnoses per Dr. Brand: lumbar strain.":                                   "lumbar strain",
		"Diagnosis: lumbar strain. Diagnosis: lumbar strain.":                       "lumbar strain", // once
	} {
		if got := strings.Join(Find(summary), "|"); got != want {
			t.Errorf("%q: %s, want %s", summary, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for list, want := range map[string]string{
		"neck pain, back pain, and knee pain":                         "neck pain|back pain|knee pain",
		"neck pain and back pain":                                     "neck pain|back pain",
		"neck and back pain":                                          "neck and back pain", // two parts of one pain
		"neck, back and knee pain":                                    "neck, back and knee pain",
		"sprain and strain of the neck":                               "sprain and strain of the neck",
		"pain and numbness of the right hand":                         "pain and numbness of the right hand",
		"lumbar strain; neck pain; knee sprain":                       "lumbar strain|neck pain|knee sprain",
		"strain of the neck, with spasm; knee pain":                   "strain of the neck, with spasm|knee pain",
		"1. lumbar strain. 2. neck pain. 3. knee sprain.":             "lumbar strain|neck pain|knee sprain",
		"(1) lumbar strain (2) neck pain":                             "lumbar strain|neck pain",
		"-lumbar strain -neck pain":                                   "lumbar strain|neck pain",
		"fracture of wrist, initial encounter, and neck pain":         "fracture of wrist, initial encounter|neck pain",
		"major depressive disorder, single episode, moderate":         "major depressive disorder, single episode, moderate",
		"contusion of face, scalp and neck and acute cervical sprain": "contusion of face, scalp and neck|acute cervical sprain",
		"disc bulges (L4-5, L5-S1) and neck pain":                     "disc bulges (L4-5, L5-S1)|neck pain",
		"headaches as well as neck pain, anxiety plus insomnia":       "headaches|neck pain|anxiety|insomnia",
		"left shoulder impingement and bursitis":                      "left shoulder impingement and bursitis",
		"cervical radiculopathy and/or neuropathy":                    "cervical radiculopathy and/or neuropathy",
		"left knee":                   "left knee",
		"the following lumbar strain": "lumbar strain",
		"“lumbar strain”":             "“lumbar strain”",
		"status post fusion of L4-5, chronic pain and weakness": "status post fusion of L4-5|chronic pain and weakness",
	} {
		if got := strings.Join(splitDiagnoses(list), "|"); got != want {
			t.Errorf("%q:\n got %s\nwant %s", list, got, want)
		}
	}
}

func TestSentenceEnd(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "one": 3, "one.": 4, "one. two": 4, "Dr. Brand. he": 10, "at L4. He": 6, "5.5 mg. He": 10, "one? two": 4, `"one." two`: 6,
		"strain.The man": 7, // glued
		"J. Brand fell":  2, "by J. Brand": 11,
	} {
		if got := sentenceEnd(s); got != want {
			t.Errorf("%q ends at %d, want %d", s, got, want)
		}
	}
}

func TestOnlyBody(t *testing.T) {
	for s, want := range map[string]bool{
		"left knee": true, "right shoulder and neck": true, "L4": true, "c5 6": true, "knee pain": false, "strain": false, "": false,
	} {
		if got := onlyBody(s); got != want {
			t.Errorf("%q: only a part of the body is %v", s, got)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"lumbar strain":                        "lumbar strain   []",
		"status post left knee arthroscopy":    "knee arthroscopy  status post  left []",
		"s/p fusion":                           "fusion  status post   []",
		"right shoulder pain, rule out tear":   "shoulder pain  rule out  right []",
		"bilateral knee pain":                  "knee pain   bilateral []",
		"left and right knee pain":             "and knee pain   bilateral []",
		"lumbar strain (847.2)":                "lumbar strain   [847.2]",
		"M54.5 low back pain":                  "low back pain   [M54.5]",
		"neck pain (ICD-10: M54.2) and strain": "neck pain and strain   [M54.2]",
		"history of asthma":                    "asthma  history of   []",
		"suspected tear":                       "tear  suspected   []",
		"possible tear":                        "tear  possible   []",
		"left":                                 "left   left []", // nothing else is its own name
		"post-operative pain":                  "pain  postoperative   []",
	} {
		d := Parse(text)
		side := d.Side
		if side != "" {
			side += " "
		}
		status := d.Status
		if status != "" {
			status = " " + status + " "
		}
		if got := strings.TrimSpace(fmt.Sprintf("%s %s %s%v", d.Name, status, side, d.Codes)); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") || d.Text != text {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
