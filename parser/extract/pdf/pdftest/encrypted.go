package pdftest

import (
	"crypto/md5"
	"crypto/rc4"
	"fmt"
)

// passwordPad is the padding of passwords in PDF's standard encryption.
const passwordPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func rc4ed(key []byte, s string) string {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(s))
	c.XORKeyStream(out, []byte(s))
	return string(out)
}

// Encrypted returns a PDF of one line, encrypted with RC4 of 40 bits. Its
// permissions forbid copying.
func Encrypted(password, line string) []byte {
	pad := func(s string) string { return (s + passwordPad)[:32] }
	ownerKey := md5.Sum([]byte(pad("owner")))
	owner := rc4ed(ownerKey[:5], pad(password))
	sum := md5.Sum([]byte(pad(password) + owner + "\xE0\xFF\xFF\xFF" + "id"))
	key := sum[:5]
	content := "BT /F1 10 Tf 72 700 Td (" + line + ") Tj ET"
	streamKey := md5.Sum(append(append([]byte(nil), key...), 4, 0, 0, 0, 0)) // of object 4, generation 0
	content = rc4ed(streamKey[:10], content)
	return Assemble([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 612 792] /Resources << " + Helvetica + " >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /P -32 /O <%x> /U <%x> >>", owner, rc4ed(key, passwordPad)),
	}, "/ID [<6964> <6964>] /Encrypt 5 0 R")
}
