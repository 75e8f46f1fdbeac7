package cite

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// The media types of the forms that reference managers read.
const (
	RISType    = "application/x-research-info-systems"
	BibTeXType = "application/x-bibtex"
	CSLType    = "application/vnd.citationstyles.csl+json"
)

// A CSL is a citation as an item of CSL-JSON (schema csl-data.json 1.0 of the
// Citation Style Language). A file is an array of them.
type CSL struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"` // always "legal_case"
	Title     string   `json:"title"`
	Authority string   `json:"authority"`
	Number    string   `json:"number"`
	Issued    *CSLDate `json:"issued,omitempty"`
	Locator   string   `json:"locator,omitempty"` // pages
	Note      string   `json:"note,omitempty"`    // the outcome
}

// A CSLDate is a day as CSL-JSON writes it: [[year, month, day]].
type CSLDate struct {
	DateParts [][]int `json:"date-parts"`
}

// CSL returns the citation for CSL-JSON.
func (c Citation) CSL() CSL {
	v := CSL{
		ID: c.key(), Type: "legal_case", Title: c.Title(), Authority: Authority, Number: c.number(),
		Locator: c.Pages(), Note: c.outcome(),
	}
	if !c.Decided.IsZero() {
		v.Issued = &CSLDate{[][]int{{int(c.Decided.Year), int(c.Decided.Month), int(c.Decided.Day)}}}
	}
	return v
}

// RIS returns the citation as one RIS record (type CASE), with the line ends
// and the closing line that the format prescribes. Tags are those that Zotero
// and EndNote read for a case: PB the court, SV the docket number, SP the page.
func (c Citation) RIS() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, oneLine(value))
		}
	}
	line("TY", "CASE")
	line("ID", c.key())
	line("TI", c.Title())
	line("PB", Authority)
	if !c.Decided.IsZero() {
		line("DA", fmt.Sprintf("%04d/%02d/%02d/", c.Decided.Year, c.Decided.Month, c.Decided.Day))
		line("PY", strconv.Itoa(int(c.Decided.Year)))
	}
	line("SV", c.number())
	line("SP", c.Pages())
	line("N1", c.outcome())
	b.WriteString("ER  - \r\n")
	return b.String()
}

// BibTeX returns the citation as one entry. BibTeX knows no cases: it is of
// type misc, which every style sets; biblatex's fields are beside it.
func (c Citation) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", c.key())
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	field("title", "{"+texEscape(c.Title())+"}") // a second pair keeps the capitals
	field("institution", texEscape(Authority))
	field("number", texEscape(c.number()))
	if !c.Decided.IsZero() {
		field("date", c.Decided.String())
		field("year", strconv.Itoa(int(c.Decided.Year)))
		field("month", strings.ToLower(c.Decided.Time().Format("Jan")))
	}
	field("pages", strings.ReplaceAll(c.Pages(), "–", "--"))
	field("note", c.outcome())
	b.WriteString("}\n")
	return b.String()
}

// COinS returns the citation as the title of a span of class Z3988 (OpenURL
// context object in Dublin Core), from which Zotero makes a case: it takes the
// type from rft.type.
func (c Citation) COinS() string {
	v := []string{"ctx_ver=Z39.88-2004", "rft_val_fmt=" + url.QueryEscape("info:ofi/fmt:kev:mtx:dc"), "rft.type=case"}
	add := func(key, value string) {
		if value != "" {
			v = append(v, key+"="+strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
		}
	}
	add("rft.title", c.Title())
	add("rft.source", Authority)
	add("rft.date", c.Decided.String())
	add("rft.identifier", c.number())
	add("rft.description", c.outcome())
	return strings.Join(v, "&")
}

// key names the citation inside a file: CM16-0990412-2. Signs that BibTeX does
// not allow in a key become dashes.
func (c Citation) key() string {
	s := c.number()
	if c.Item > 0 {
		s += "-" + strconv.Itoa(c.Item)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '.', r == '_':
			return r
		}
		return '-'
	}, s)
}

// texEscape writes a text so that TeX shows it as it is.
func texEscape(s string) string { return texSigns.Replace(oneLine(s)) }

var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
)
