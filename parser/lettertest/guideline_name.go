package lettertest

import "imrsearch/parser/imr"

// guidelineNames are the names by which guidelines are counted, where letters
// print them otherwise: by family and printed title.
var guidelineNames = map[imr.Family]map[string]string{
	imr.MTUSChronicPain: {
		"Chronic Pain Medical Treatment":    "Chronic Pain Medical Treatment Guidelines",
		"Chronic Pain Treatment Guidelines": "Chronic Pain Medical Treatment Guidelines",
		"Chronic Pain":                      "Chronic Pain Guideline (ACOEM)",
	},
	imr.MTUSOpioids: {
		"Opioid Treatment": "Opioids Treatment Guidelines",
		"Opioids":          "Opioids Guideline (ACOEM)",
	},
	imr.MTUSAcupuncture: {
		"Acupuncture Treatment":            "Acupuncture Medical Treatment Guidelines",
		"Acupuncture Treatment Guidelines": "Acupuncture Medical Treatment Guidelines",
	},
	imr.MTUSACOEM: {
		"Elbow Complaints 2007": "Elbow Disorders (Revised 2007)",
	},
	imr.ODG: {
		"Low Back":               "Low Back - Lumbar & Thoracic (Acute & Chronic)",
		"Neck and Upper Back":    "Neck & Upper Back (Acute & Chronic)",
		"Shoulder":               "Shoulder (Acute & Chronic)",
		"Elbow":                  "Elbow (Acute & Chronic)",
		"Forearm, Wrist, & Hand": "Forearm, Wrist, & Hand (Acute & Chronic)",
		"Hip & Pelvis":           "Hip & Pelvis (Acute & Chronic)",
		"Knee & Leg":             "Knee & Leg (Acute & Chronic)",
		"Ankle & Foot":           "Ankle & Foot (Acute & Chronic)",
		"Head":                   "Head (trauma, headaches, etc., not including stress & mental disorders)",
		"Carpal Tunnel Syndrome": "Carpal Tunnel Syndrome (Acute & Chronic)",
	},
	imr.ACOEM: {
		"ACOEM 3rd Edition, Low Back Disorders": "Low Back Disorders (3rd edition)",
	},
	imr.OtherFamily: {
		"http://www.drugs.com":             "Drugs.com",
		"National Guideline Clearinghouse": "Agency for Healthcare Research and Quality and National Guideline Clearinghouse",
		"FDA label":                        "Food and Drug Administration (FDA)",
	},
}

// named returns the citation under the name by which it is counted.
func named(c imr.Citation) imr.Citation {
	printed := c.Title
	if c.Family == imr.MTUSACOEM && c.Year == 2007 {
		printed += " 2007"
	}
	if name, ok := guidelineNames[c.Family][printed]; ok {
		c.Title = name
	}
	return c
}
