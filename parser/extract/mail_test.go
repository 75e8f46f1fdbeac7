package extract

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

func members(t *testing.T, name string, data []byte) string {
	t.Helper()
	if !IsArchive(name, data[:min(len(data), 512)]) {
		return "no archive"
	}
	var out []string
	err := Walk(name, bytes.NewReader(data), int64(len(data)), func(m Member) error {
		switch {
		case m.Err != nil:
			out = append(out, m.Name+": "+m.Err.Error())
		default:
			out = append(out, fmt.Sprintf("%s=%.24q", m.Name, m.Data))
		}
		return nil
	})
	if err != nil {
		out = append(out, err.Error())
	}
	return strings.Join(out, "; ")
}

func zipped(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const mailHead = "From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"

func part(headers, body string) string { return "--B\n" + headers + "\n\n" + body + "\n" }

// TestMail shows what the members of a mail are.
func TestMail(t *testing.T) {
	letter := strings.Repeat("A line of a letter.\n", 60)
	multi := mailHead + "Content-Type: multipart/mixed; boundary=B\n\n"
	attach := "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="
	b64 := base64.StdEncoding.EncodeToString([]byte("%PDF-1.7 content"))
	tests := []struct{ name, mail, want string }{
		{"a letter in the body", mailHead + "\n" + letter, `body.txt="A line of a letter.\nA li"`},
		{"quoted-printable", mailHead + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9 and a long=\n line", `body.txt="café and a long line"`},
		{"another charset", mailHead + "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9", `body.txt="café"`},
		{"attached", multi + part("Content-Type: text/plain", "See attached.") + part(attach+`"CM16-0990001.pdf"`, b64) + "--B--\n", `CM16-0990001.pdf="%PDF-1.7 content"`},
		{"a letter above an attachment", multi + part("Content-Type: text/plain", letter) + part(attach+`"a.pdf"`, b64) + "--B--\n", `a.pdf="%PDF-1.7 content"; body.txt="A line of a letter.\nA li"`},
		{"a path in the name", multi + part(attach+`"..\\..\\x/a.pdf"`, b64) + "--B--\n", `a.pdf="%PDF-1.7 content"`},
		{"two forms of one text", mailHead + "Content-Type: multipart/alternative; boundary=B\n\n" + part("Content-Type: text/plain", "plain") + part("Content-Type: text/html", "<p>html</p>") + "--B--\n", `body.txt="plain"`},
		{"a page saved as mail", mailHead + "Content-Type: multipart/related; boundary=B\n\n" + part("Content-Type: text/html", "<p>saved</p>") + part("Content-Type: image/png\nContent-ID: <1>", "x") + "--B--\n", `body.html="<p>saved</p>"`},
		{"a mail in a mail", multi + part("Content-Type: message/rfc822", multi+part(attach+`"in.pdf"`, b64)+"--B--\n") + "--B--\n", `in.pdf="%PDF-1.7 content"`},
		{"a zip attached", multi + part("Content-Type: application/zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=z.zip", base64.StdEncoding.EncodeToString([]byte(zipped(t, "in/a.txt", "hello")))) + "--B--\n", `z.zip/in/a.txt="hello"`},
		{"cut off", multi + part("Content-Type: text/plain", letter) + "--B\nContent-Type: application/pdf\nContent-Disp", `body.txt="A line of a letter.\nA li"; rest of the mail: the file is damaged: fetch it again, or print it to a new PDF (mail: malformed MIME header: missing colon: "Content-Disp")`},
		{"a mailbox", "From a@example.org Mon Jan 2\n" + mailHead + "\none\n\nFrom b@example.org Mon Jan 2\n" + mailHead + "\ntwo\n", `mail 1/body.txt="one\n\n"; mail 2/body.txt="two\n"`},
		{"a letter's table is no mail", "Case Number: CM16-0990001\nDate Assigned: 01/02/2016\nPriority: Standard\n\nx", "no archive"},
		{"a form letter is no mail", "To: the parties\nSubject: your request\n\nx", "no archive"},
	}
	for _, test := range tests {
		if got := members(t, "a.eml", []byte(test.mail)); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, got, test.want)
		}
	}
	if got, want := members(t, "a.zip", []byte(zipped(t, "m.eml", tests[3].mail))), `m.eml/CM16-0990001.pdf="%PDF-1.7 content"`; got != want {
		t.Errorf("a mail in a zip: %s, want %s", got, want)
	}
}

// TestHostileMail: parts without end, and nested ones, cost a bound.
func TestHostileMail(t *testing.T) {
	level := 0
	multi := func(inner string) string { // each level with a boundary of its own
		level++
		b := fmt.Sprintf("B%d-", level)
		return mailHead + "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n" + inner + "\n--" + b + "--\n"
	}
	deep := "Content-Type: text/plain\n\nx"
	for range 40 {
		deep = "Content-Type: message/rfc822\n\n" + multi(deep)
	}
	level = 0
	many := multi(strings.Repeat("Content-Disposition: attachment; filename=a.txt\n\nx\n--B1-\n", 5000))
	level = 100
	for name, mail := range map[string]string{"deep": multi(deep), "many": many} {
		if got := members(t, "a.eml", []byte(mail)); !strings.Contains(got, "beyond a limit") {
			t.Errorf("%s: %.300s", name, got)
		}
	}
}

// FuzzMail holds that a mail is walked without a panic, within the limits of its
// members.
func FuzzMail(f *testing.F) {
	f.Add([]byte(mailHead + "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Disposition: attachment; filename=a.txt\n\nx\n--B--\n"))
	f.Add([]byte("From a\n" + mailHead + "\none\n\nFrom b\n" + mailHead + "\ntwo\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = Walk("a.eml", bytes.NewReader(data), int64(len(data)), func(m Member) error {
			if m.Err == nil && len(m.Data) > 4*len(data)+1<<20 {
				t.Errorf("%s has %d bytes of a mail of %d", m.Name, len(m.Data), len(data))
			}
			return nil
		})
	})
}

// TestMarkdown: what converters write reads as the page it was made from.
func TestMarkdown(t *testing.T) {
	text := "| Case Number: | CM16-0990001 | | |\n|---|---|---|---|\n| Priority: | Standard | Application<br>Received: | 08/01/2019 |\n\n" +
		"# **IMR ISSUES, DECISIONS AND RATIONALES**\n\n**Knee brace, 5\\* size: Upheld**\n\n**Decision rationale:**  It is *not* necessary &amp; so on.\n"
	doc, err := Read("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, l := range doc.Pages[0].Lines {
		if l != "" {
			lines = append(lines, l)
		}
	}
	want := "Case Number:   CM16-0990001|Priority:   Standard   Application Received:   08/01/2019|IMR ISSUES, DECISIONS AND RATIONALES|" +
		"Knee brace, 5* size: Upheld|Decision rationale:  It is not necessary & so on."
	if got := strings.Join(lines, "|"); strings.ReplaceAll(got, "  ", " ") != strings.ReplaceAll(want, "  ", " ") || doc.Extractor != fmt.Sprintf("markdown/%d", Version) {
		t.Errorf("%s, %s\nwant %s", doc.Extractor, got, want)
	}
}

// TestQuotedText: the marks of a forwarded text are taken off, as often as it
// was forwarded; a line that begins so in another text stays.
func TestQuotedText(t *testing.T) {
	var quoted, plain strings.Builder
	for i := range 12 {
		fmt.Fprintf(&quoted, "> > line %d\n>\n", i)
		fmt.Fprintf(&plain, "line %d\n\n", i)
	}
	a, err := Read("a.txt", []byte(quoted.String()))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Read("a.txt", []byte(plain.String()))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(a.Pages) != fmt.Sprint(b.Pages) {
		t.Errorf("quoted %v\nplain  %v", a.Pages, b.Pages)
	}
	other, err := Read("a.txt", []byte(plain.String()+"> 40 mg"))
	if err != nil {
		t.Fatal(err)
	}
	if last := other.Pages[0].Lines; last[len(last)-1] != "> 40 mg" {
		t.Errorf("the last line is %q", last[len(last)-1])
	}
}
