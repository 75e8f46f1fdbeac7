package extract

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"
)

// A mail (eml), a page saved as mail (mht) and a mailbox (mbox) are archives:
// their members are what is attached, and the body of a mail where it may hold a
// letter itself.

// Limits of a mail beside those of every archive.
const (
	maxMailParts  = 2000
	maxMailDepth  = 8
	minLetterBody = 1000 // bytes of a body beside attachments: less is a note
)

// mailHeaders are headers with which a mail begins.
var mailHeaders = map[string]bool{
	"From": true, "To": true, "Subject": true, "Date": true, "Mime-Version": true, "Received": true, "Return-Path": true,
	"Message-Id": true, "Delivered-To": true, "Content-Type": true, "Snapshot-Content-Location": true, "Reply-To": true,
	"Content-Transfer-Encoding": true, "X-Mailer": true, "Cc": true,
}

// isMailbox reports whether a file begins as a mailbox.
func isMailbox(head []byte) bool {
	line, rest, ok := bytes.Cut(head, []byte("\n"))
	return ok && bytes.HasPrefix(line, []byte("From ")) && isMail(rest)
}

// isMail reports whether a file begins as a mail: with header lines, of which
// two at least are a mail's, one of them From, Received, MIME-Version or
// Return-Path.
func isMail(head []byte) bool {
	known, sure := 0, false
	for line := range bytes.Lines(head) {
		if !bytes.HasSuffix(line, []byte("\n")) {
			break // cut off
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || bytes.ContainsAny(name, " \t") || len(name) == 0 {
			break
		}
		key := textproto.CanonicalMIMEHeaderKey(string(name))
		if mailHeaders[key] {
			known++
			sure = sure || key == "From" || key == "Received" || key == "Mime-Version" || key == "Return-Path"
		}
	}
	return known >= 2 && sure
}

// walkMailbox calls fn for the members of each mail of a mailbox, which part
// at lines that begin with "From " behind an empty one.
func (w *walk) walkMailbox(r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	var one bytes.Buffer
	n, empty := 0, true
	flush := func() error {
		if one.Len() == 0 {
			return nil
		}
		n++
		data := bytes.Clone(one.Bytes())
		one.Reset()
		return w.walkMail("mail "+strconv.Itoa(n)+"/", bytes.NewReader(data), 0)
	}
	for {
		line, err := in.ReadSlice('\n')
		if begins := empty && bytes.HasPrefix(line, []byte("From ")); begins {
			if err := flush(); err != nil {
				return err
			}
		} else if one.Len()+len(line) <= MaxFileBytes {
			one.Write(line)
		}
		empty = len(bytes.TrimSpace(line)) == 0
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return flush()
		case err != nil:
			return refuse(ErrDamaged, "mailbox: %v", err)
		}
	}
}

// walkMail calls fn for what is attached to a mail, and for its body.
func (w *walk) walkMail(prefix string, r io.Reader, depth int) error {
	m, err := mail.ReadMessage(bufio.NewReader(io.LimitReader(r, MaxFileBytes+1)))
	if err != nil {
		return refuse(ErrDamaged, "mail: %v", err)
	}
	p := &mailParts{walk: w, prefix: prefix}
	if err := p.part(textproto.MIMEHeader(m.Header), m.Body, depth); err != nil {
		return err
	}
	if len(p.body) > 0 && (p.attached == 0 || len(p.body) >= minLetterBody) {
		if err := w.member(prefix+p.bodyName, func() ([]byte, error) { return p.body, nil }); err != nil {
			return err
		}
	}
	if p.fault != nil {
		return w.member(prefix+"rest of the mail", func() ([]byte, error) { return nil, p.fault })
	}
	return nil
}

// mailParts collects the parts of one mail.
type mailParts struct {
	*walk
	prefix   string
	parts    int
	attached int
	body     []byte // the first text
	bodyName string
	fault    error // why the rest of the mail could not be read
}

// part takes a part of a mail, with the parts inside it.
func (p *mailParts) part(h textproto.MIMEHeader, r io.Reader, depth int) error {
	if p.parts++; p.parts > maxMailParts || depth > maxMailDepth {
		return refuse(ErrTooLarge, "mail: more than %d parts, or nested more than %d deep", maxMailParts, maxMailDepth)
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return p.multipart(params["boundary"], r, depth)
	case kind == "message/rfc822":
		return p.walkMail(p.prefix, decoded(h, r), depth+1)
	}
	name := fileName(h, params)
	if name == "" && strings.HasPrefix(kind, "text/") {
		return p.text(kind, params["charset"], h, r)
	}
	if name == "" || isPicture(kind) && h.Get("Content-Id") != "" || strings.HasPrefix(kind, "text/css") {
		return nil // what a body shows, and signatures
	}
	p.attached++
	return p.attachment(p.prefix+name, decoded(h, r))
}

func isPicture(kind string) bool { return strings.HasPrefix(kind, "image/") }

func (p *mailParts) multipart(boundary string, r io.Reader, depth int) error {
	if boundary == "" {
		return refuse(ErrDamaged, "mail: parts without a boundary")
	}
	parts := multipart.NewReader(r, boundary)
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil { // the parts before it are read, the fault is told
			p.fault = refuse(ErrDamaged, "mail: %v", err)
			return nil
		}
		if err := p.part(part.Header, part, depth+1); err != nil {
			return err
		}
	}
}

// text keeps the first text with words as the mail's body: of two forms of one
// text the plain one comes first (RFC 2046, 5.1.4).
func (p *mailParts) text(kind, set string, h textproto.MIMEHeader, r io.Reader) error {
	data, err := p.read(decoded(h, r), 0)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 || len(p.body) > 0 && len(p.body) >= minLetterBody {
		return nil
	}
	if set != "" {
		if in, err := charset.NewReaderLabel(set, bytes.NewReader(data)); err == nil {
			if utf8, err := io.ReadAll(in); err == nil {
				data = utf8
			}
		}
	}
	if len(p.body) == 0 || len(data) > 4*len(p.body) {
		p.body, p.bodyName = data, "body.txt"
		if kind == "text/html" {
			p.bodyName = "body.html"
		}
	}
	return nil
}

// attachment gives an attached file on, or the members of an attached zip.
func (p *mailParts) attachment(name string, r io.Reader) error {
	data, err := p.read(r, 0)
	if err == nil && len(data) > 0 && IsArchive("", data[:min(len(data), tarBlock)]) && !p.nested {
		inner := &walk{members: p.members, bytes: p.bytes, nested: true}
		inner.fn = func(m Member) error {
			m.Name = printable(name) + "/" + m.Name
			if p.only != "" && p.only != m.Name {
				return nil
			}
			return p.fn(m)
		}
		return inner.walk(name, bytes.NewReader(data), int64(len(data)))
	}
	return p.member(name, func() ([]byte, error) { return data, err })
}

// fileName returns the name under which a part is attached, "" for one that is
// not.
func fileName(h textproto.MIMEHeader, params map[string]string) string {
	_, disposition, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	name := disposition["filename"]
	if name == "" {
		name = params["name"]
	}
	if plain, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = plain
	}
	if name == "" {
		return ""
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}

// decoded undoes the transfer encoding of a part.
func decoded(h textproto.MIMEHeader, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}
