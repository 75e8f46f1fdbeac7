package lettertest

// A bodyPart is a part of the body with the guideline chapters that speak of it.
type bodyPart struct {
	request  string // in requests: "lumbar spine"
	prose    string // in prose: "low back"
	name     string // for counting
	sided    bool
	title    string // of its chapter in the MTUS; "" when it has none
	chapter  int
	year     int
	later    string // the chapter's name since 2017
	odg      string
	sections map[string]string // pages of the chapter's sections
}

var bodyParts = map[string]bodyPart{
	"lumbar": {request: "lumbar spine", prose: "low back", name: "low back", title: "Low Back Complaints", chapter: 12, year: 2004,
		later: "Low Back Disorders", odg: "Low Back",
		sections: map[string]string{"Initial Care": "297-299", "Physical Methods": "298-301", "Special Studies": "303-305",
			"Surgical Considerations": "305-307", "Follow-up Visits": "303", "General Approach": "287-289"}},
	"cervical": {request: "cervical spine", prose: "neck", name: "neck", title: "Neck and Upper Back Complaints", chapter: 8, year: 2004,
		later: "Cervical and Thoracic Spine Disorders", odg: "Neck and Upper Back",
		sections: map[string]string{"Initial Care": "173-175", "Physical Methods": "173-174", "Special Studies": "177-179",
			"Surgical Considerations": "179-181", "Follow-up Visits": "177", "General Approach": "165-166"}},
	"thoracic": {request: "thoracic spine", prose: "mid back", name: "upper back", title: "Neck and Upper Back Complaints", chapter: 8, year: 2004,
		later: "Cervical and Thoracic Spine Disorders", odg: "Neck and Upper Back",
		sections: map[string]string{"Initial Care": "173-175", "Physical Methods": "173-174", "Special Studies": "177-179",
			"Surgical Considerations": "179-181", "Follow-up Visits": "177", "General Approach": "165-166"}},
	"shoulder": {request: "shoulder", prose: "shoulder", name: "shoulder", sided: true, title: "Shoulder Complaints", chapter: 9, year: 2004,
		later: "Shoulder Disorders", odg: "Shoulder",
		sections: map[string]string{"Initial Care": "201-205", "Physical Methods": "203", "Special Studies": "207-209",
			"Surgical Considerations": "209-211", "Follow-up Visits": "207", "General Approach": "195"}},
	"elbow": {request: "elbow", prose: "elbow", name: "elbow", sided: true, title: "Elbow Complaints", chapter: 10, year: 2007,
		later: "Elbow Disorders", odg: "Elbow",
		sections: map[string]string{"Initial Care": "16-30", "Physical Methods": "26-29", "Special Studies": "33-34",
			"Surgical Considerations": "34-38", "Follow-up Visits": "32", "General Approach": "4-5"}},
	"wrist": {request: "wrist", prose: "wrist", name: "wrist", sided: true, title: "Forearm, Wrist, and Hand Complaints", chapter: 11, year: 2004,
		later: "Hand, Wrist, and Forearm Disorders", odg: "Forearm, Wrist, & Hand",
		sections: map[string]string{"Initial Care": "264-266", "Physical Methods": "264-265", "Special Studies": "268-269",
			"Surgical Considerations": "270-271", "Follow-up Visits": "267", "General Approach": "253"}},
	"hand": {request: "hand", prose: "hand", name: "hand", sided: true, title: "Forearm, Wrist, and Hand Complaints", chapter: 11, year: 2004,
		later: "Hand, Wrist, and Forearm Disorders", odg: "Forearm, Wrist, & Hand",
		sections: map[string]string{"Initial Care": "264-266", "Physical Methods": "264-265", "Special Studies": "268-269",
			"Surgical Considerations": "270-271", "Follow-up Visits": "267", "General Approach": "253"}},
	"hip": {request: "hip", prose: "hip", name: "hip", sided: true, later: "Hip and Groin Disorders", odg: "Hip & Pelvis"},
	"knee": {request: "knee", prose: "knee", name: "knee", sided: true, title: "Knee Complaints", chapter: 13, year: 2004,
		later: "Knee Disorders", odg: "Knee & Leg",
		sections: map[string]string{"Initial Care": "337-339", "Physical Methods": "338-340", "Special Studies": "341-343",
			"Surgical Considerations": "343-345", "Follow-up Visits": "340", "General Approach": "329"}},
	"ankle": {request: "ankle", prose: "ankle", name: "ankle", sided: true, title: "Ankle and Foot Complaints", chapter: 14, year: 2004,
		later: "Ankle and Foot Disorders", odg: "Ankle & Foot",
		sections: map[string]string{"Initial Care": "369-371", "Physical Methods": "370-371", "Special Studies": "372-374",
			"Surgical Considerations": "374-375", "Follow-up Visits": "372", "General Approach": "361"}},
	"foot": {request: "foot", prose: "foot", name: "foot", sided: true, title: "Ankle and Foot Complaints", chapter: 14, year: 2004,
		later: "Ankle and Foot Disorders", odg: "Ankle & Foot",
		sections: map[string]string{"Initial Care": "369-371", "Physical Methods": "370-371", "Special Studies": "372-374",
			"Surgical Considerations": "374-375", "Follow-up Visits": "372", "General Approach": "361"}},
	"head": {request: "head", prose: "head", name: "head", later: "Traumatic Brain Injury", odg: "Head"},
	"psyche": {request: "psyche", prose: "low back", name: "psyche", title: "Stress Related Conditions", chapter: 15, year: 2004,
		later: "Workplace Mental Health: Depressive Disorders", odg: "Mental Illness & Stress",
		sections: map[string]string{"Initial Care": "398-400", "Follow-up Visits": "405", "General Approach": "386-387"}},
}

// bodyPartKeys are the keys of parts in the order of their weight.
var bodyPartKeys = []string{"lumbar", "lumbar", "lumbar", "lumbar", "cervical", "cervical", "shoulder", "shoulder", "knee", "knee",
	"wrist", "elbow", "ankle", "foot", "hand", "hip", "thoracic", "head", "psyche"}
