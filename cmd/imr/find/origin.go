package find

import (
	"errors"
	"io/fs"
	"os"

	"imrsearch/cmd/imr/cli"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// moved says why the file that a letter was read from is not there any more
// as it was; "" when it is. Originals stay where they are, so people move,
// rename and replace them.
func moved(s imr.Source) string {
	if s.Path == cli.Stdin {
		return ""
	}
	info, err := os.Stat(s.Path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
		return "moved: no file stands there now"
	}
	if err == nil && s.Member == "" && info.Size() != s.Bytes {
		return "moved: another file stands there now"
	}
	_, err = extract.ReadMember(s.Path, s.Member, s.SHA256)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, fs.ErrNotExist):
		return "moved: the archive has no such file now"
	case !errors.Is(err, extract.ErrChanged):
		return "not to be read now: " + err.Error()
	case s.Member == "":
		return "moved: another file stands there now"
	}
	return "moved: another text stands there now"
}
