package parser

import (
	"cmp"
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	whetherIssue = pattern.New(`(?is)^(?:whether\s+(?:or\s+not\s+)?|(?:is|are|was|were)\s+)?(?:the\s+)?(?:request(?:ed)?\s+(?:for\s+|treatment\s+of\s+)?)?`)
	issueTail    = pattern.New(`(?is)[\s,]*\b(?:is|are|was|were)\s+medically\s+necessary(?:\s+and\s+appropriate)?[\s?.]*$|[\s,]*\bmedically\s+necessary(?:\s+and\s+appropriate)?\s*\?\s*$`).Literals("necessary")
)

// issueRequest returns the treatment that an issue asks about.
func issueRequest(s string) string {
	s = s[len(whetherIssue.FindString(s)):]
	return strings.TrimRight(issueTail.ReplaceAllString(s, ""), " .?:")
}

var (
	remainingPortion = pattern.New(`(?is)\bremaining\s+(?:IMR[\s-]+)?(?:eligible\s+)?(?:IMR\s+)?portion(?:\s+of\s+(?:the|this)\s+(?:original\s+)?request)?\s*,?\s*(?:(?:is|for|of)\s+)?(?:for\s+)?(.+?)[\s,]*(?:\b(?:is|are|was|were)\b)?[\s:.,]*$`).Prefixes("remaining")
	leavesRequest    = pattern.New(`(?i)\bw(?:as|ere)\s+(?:the\s+)?original\s+request\b|\bleaving\s+the\s+original\s+request\b`).Prefixes("was", "were", "leaving")
	leftOriginal     = pattern.New(`(?is)\bthe\s+original\s+request\s*,?\s*(?:(?:is|for|of)\s+)?(.+?)[\s,]*(?:\b(?:is|are|was|were)\b)?[\s:.,]*$`).Prefixes("the")
	numbered         = pattern.New(`^(?:#\s?|item\s+(?:no\.?\s*|#\s*)?|issue\s+(?:no\.?\s*|#\s*)?|[(\[])?\d{1,2}\s*[).:\]]\s+`)
	numberedTight    = pattern.New(`^\d{1,2}[).]([A-Za-z])`)
	bareNumber       = pattern.New(`^(\d{1,2})\s+([A-Z0-9])`)
	requestFor       = pattern.New(`(?i)^(?:the\s+)?(?:request|decision)s?\s+for\s+(?:authorization\s+(?:of|for)\s+)?`)
	regardingFor     = pattern.New(`(?i)^regarding\s+(?:the\s+)?(?:request|decision)s?\s+for\s+`)
	determinedFor    = pattern.New(`(?is)^maximus\s+federal\s+services,?\s*inc\.?,?\s+has\s+determined\s+(?:that\s+)?the\s+requests?\s+for\s+`)
	retrospective    = pattern.New(`(?i)\bretro(?:spective(?:ly)?|active(?:ly)?)?\b|\bdos\b|\bdates?\s+of\s+service\b`).Prefixes("retro", "dos", "date")
)

// fillRequests fills what follows from the headings.
func (r *reading) fillRequests() {
	items := r.letter.Items
	strip := stripsBareNumbers(items, r.layout.id == imr.LayoutC && !r.Has(outline.Credentials) && !r.Has(outline.States))
	for i := range items {
		it := &items[i]
		if r.layout.id == imr.LayoutZ {
			it.Request = cmp.Or(cleanRequest(issueRequest(it.Heading)), it.Heading)
			it.Retrospective = retrospective.MatchString(it.Heading)
			continue
		}
		heading := withoutFrame(withoutNumber(it.Heading, strip))
		it.Request, it.RemainingPortion = requestOf(heading)
		it.Retrospective = retrospective.MatchString(it.Heading)
		if it.Request == "" {
			it.Request = it.Heading
			continue
		}
		if l := r.layout.id; l == imr.LayoutA || l == imr.LayoutB {
			// number and frame are the layout's, the heading is what they frame
			it.Heading = heading
		}
	}
}

// requestOf returns what was asked for in the words of a heading without its
// number: of one that tells what was authorized, the portion in dispute.
func requestOf(s string) (request string, remaining bool) {
	if m := lastMatch(remainingPortion, s); m != nil {
		return cleanRequest(lastPortion(m[1])), true
	}
	if loc := leavesRequest.FindStringIndex(s); loc != nil {
		if m := lastMatch(leftOriginal, s[loc[1]:]); m != nil {
			return cleanRequest(lastOriginal(m[1])), false
		}
	}
	return cleanRequest(s), false
}

// withoutNumber drops an item's number. strip tells that bare numbers are
// numbering.
func withoutNumber(s string, strip bool) string {
	s = s[len(numbered.FindString(s)):]
	if m := numberedTight.FindStringSubmatchIndex(s); m != nil {
		s = s[m[2]:]
	}
	if m := bareNumber.FindStringSubmatchIndex(s); strip && m != nil {
		s = s[m[4]:]
	}
	return s
}

// withoutFrame drops the words by which the layouts A and B lead up to the
// request.
func withoutFrame(s string) string {
	for _, re := range []*pattern.Pattern{determinedFor, regardingFor, requestFor} {
		s = s[len(re.FindString(s)):]
	}
	return s
}

// lastOriginal returns what stands behind the last "the original request".
func lastOriginal(s string) string {
	for {
		m := leftOriginal.FindStringSubmatch(s)
		if m == nil || m[1] == s {
			return s
		}
		s = m[1]
	}
}

// lastPortion returns what stands behind the last "remaining portion": a
// heading may name it before it tells it.
func lastPortion(s string) string {
	for {
		m := remainingPortion.FindStringSubmatch(s)
		if m == nil || m[1] == s {
			return s
		}
		s = m[1]
	}
}

func lastMatch(re *pattern.Pattern, s string) []string { return re.FindStringSubmatch(s) }

// cleanRequest drops what closes a request.
func cleanRequest(s string) string {
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), ":;,-– "))
}

// stripsBareNumbers reports whether numbers without a sign before the
// headings are numbering: all have one, the same everywhere or counting. A
// single item's number counts as such only in layout C, where that was seen.
func stripsBareNumbers(items []imr.Item, layoutC bool) bool {
	if len(items) == 0 {
		return false
	}
	same, counting := true, true
	for i, it := range items {
		m := bareNumber.FindStringSubmatch(it.Heading)
		if m == nil {
			return false
		}
		same = same && m[1] == "1"
		counting = counting && m[1] == strconv.Itoa(i+1)
	}
	if len(items) == 1 {
		return same && layoutC
	}
	return same || counting
}
