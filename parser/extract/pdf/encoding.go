package pdf

import (
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

// A codeTable is the text of each code of a simple font.
type codeTable [256]string

// standardDiffers is where Adobe's StandardEncoding departs from Windows-1252.
var standardDiffers = map[byte]string{
	0x27: "’", 0x60: "‘", 0xA4: "⁄", 0xA6: "ƒ", 0xA8: "¤", 0xA9: "'", 0xAA: "“", 0xAC: "‹", 0xAD: "›", 0xAE: "fi", 0xAF: "fl",
	0xB1: "–", 0xB2: "†", 0xB3: "‡", 0xB4: "·", 0xB7: "•", 0xB8: "‚", 0xB9: "„", 0xBA: "”", 0xBC: "…", 0xBD: "‰", 0xD0: "—",
	0xE1: "Æ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xF1: "æ", 0xF5: "ı", 0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß",
}

// The predefined encodings.
var (
	windowsTable   = charsetTable(charmap.Windows1252)
	macintoshTable = charsetTable(charmap.Macintosh)
	standardTable  = windowsTable.with(standardDiffers)
)

func charsetTable(charset *charmap.Charmap) *codeTable {
	e := &codeTable{}
	for c := ' '; c < 256; c++ {
		if r := charset.DecodeByte(byte(c)); r != '\uFFFD' {
			e[c] = string(r)
		}
	}
	return e
}

// with returns a copy with other texts for some codes.
func (e *codeTable) with(texts map[byte]string) *codeTable {
	other := *e
	for c, s := range texts {
		other[c] = s
	}
	return &other
}

// baseEncoding returns the predefined encoding of that name, StandardEncoding
// for an unknown name. It must not be changed.
func baseEncoding(name string) *codeTable {
	switch name {
	case "WinAnsiEncoding":
		return windowsTable
	case "MacRomanEncoding":
		return macintoshTable
	}
	return standardTable
}

// simpleEncoding reads the encoding of a simple font: a name, or a base with
// differences. Without one, a TrueType font has the encoding of Windows.
func (o *objects) simpleEncoding(fontDict types.Dict) *codeTable {
	switch enc := o.resolve(fontDict["Encoding"]).(type) {
	case types.Name:
		return baseEncoding(string(enc))
	case types.Dict:
		e := baseEncoding(o.name(enc["BaseEncoding"])).with(nil)
		o.differ(e, o.array(enc["Differences"]))
		return e
	}
	if o.name(fontDict["Subtype"]) == "TrueType" {
		return baseEncoding("WinAnsiEncoding")
	}
	return baseEncoding("")
}

// differ applies a Differences array: a code, then the glyph names of it and
// the codes that follow.
func (o *objects) differ(e *codeTable, differences types.Array) {
	code := 0
	for _, item := range differences {
		switch v := o.resolve(item).(type) {
		case types.Integer, types.Float:
			code = o.integer(v)
		case types.Name:
			if code >= 0 && code < len(e) {
				e[code] = differenceText(string(v), code)
			}
			code++
		}
	}
}

// differenceText is the text of a glyph name in a Differences array. For a
// made-up name (a65, g12, C0045) the code itself is the best guess.
func differenceText(glyph string, code int) string {
	if s := glyphText(glyph); s != "" {
		return s
	}
	if code >= ' ' && code <= '~' && glyph != ".notdef" {
		return string(rune(code))
	}
	return ""
}

// glyphRunes are the glyph names of the Adobe Glyph List that letters use,
// those of one letter left out.
var glyphRunes = map[string]rune{
	"AE": 'Æ', "Aacute": 'Á', "Acircumflex": 'Â', "Adieresis": 'Ä', "Agrave": 'À', "Aring": 'Å', "Atilde": 'Ã',
	"Ccedilla": 'Ç', "Delta": 'Δ', "Eacute": 'É', "Ecircumflex": 'Ê', "Edieresis": 'Ë', "Egrave": 'È', "Eth": 'Ð',
	"Euro": '€', "Iacute": 'Í', "Icircumflex": 'Î', "Idieresis": 'Ï', "Igrave": 'Ì', "Lslash": 'Ł', "Ntilde": 'Ñ', "OE": 'Œ',
	"Oacute": 'Ó', "Ocircumflex": 'Ô', "Odieresis": 'Ö', "Ograve": 'Ò', "Omega": 'Ω', "Oslash": 'Ø', "Otilde": 'Õ',
	"Scaron": 'Š', "Thorn": 'Þ', "Uacute": 'Ú', "Ucircumflex": 'Û', "Udieresis": 'Ü', "Ugrave": 'Ù', "Yacute": 'Ý',
	"Ydieresis": 'Ÿ', "Zcaron": 'Ž', "aacute": 'á', "acircumflex": 'â', "acute": '´', "adieresis": 'ä', "ae": 'æ',
	"agrave": 'à', "alpha": 'α', "ampersand": '&', "approxequal": '≈', "aring": 'å', "arrowdown": '↓', "arrowleft": '←',
	"arrowright": '→', "arrowup": '↑', "asciicircum": '^', "asciitilde": '~', "asterisk": '*', "at": '@', "atilde": 'ã',
	"backslash": '\u005c', "bar": '|', "beta": 'β', "braceleft": '{', "braceright": '}', "bracketleft": '[',
	"bracketright": ']', "breve": '˘', "brokenbar": '¦', "bullet": '•', "caron": 'ˇ', "ccedilla": 'ç', "cedilla": '¸',
	"cent": '¢', "checkmark": '✓', "chi": 'χ', "circle": '○', "circumflex": 'ˆ', "colon": ':', "comma": ',',
	"copyright": '©', "currency": '¤', "dagger": '†', "daggerdbl": '‡', "degree": '°', "delta": 'δ', "dieresis": '¨',
	"divide": '÷', "dollar": '$', "dotaccent": '˙', "dotlessi": 'ı', "eacute": 'é', "ecircumflex": 'ê', "edieresis": 'ë',
	"egrave": 'è', "eight": '8', "ellipsis": '…', "emdash": '—', "endash": '–', "epsilon": 'ε', "equal": '=', "eta": 'η',
	"eth": 'ð', "exclam": '!', "exclamdown": '¡', "filledbox": '■', "five": '5', "florin": 'ƒ', "four": '4', "fraction": '⁄',
	"gamma": 'γ', "germandbls": 'ß', "grave": '`', "greater": '>', "greaterequal": '≥', "guillemotleft": '«',
	"guillemotright": '»', "guilsinglleft": '‹', "guilsinglright": '›', "hungarumlaut": '˝', "hyphen": '-',
	"hyphenminus": '-', "iacute": 'í', "icircumflex": 'î', "idieresis": 'ï', "igrave": 'ì', "infinity": '∞', "iota": 'ι',
	"kappa": 'κ', "lambda": 'λ', "less": '<', "lessequal": '≤', "logicalnot": '¬', "lslash": 'ł', "macron": '¯',
	"minus": '−', "mu": 'µ', "mu1": 'µ', "multiply": '×', "nbspace": '\u00a0', "nine": '9', "nonbreakingspace": '\u00a0',
	"notequal": '≠', "ntilde": 'ñ', "nu": 'ν', "numbersign": '#', "oacute": 'ó', "ocircumflex": 'ô', "odieresis": 'ö',
	"oe": 'œ', "ogonek": '˛', "ograve": 'ò', "omega": 'ω', "one": '1', "onehalf": '½', "onequarter": '¼', "onesuperior": '¹',
	"ordfeminine": 'ª', "ordmasculine": 'º', "oslash": 'ø', "otilde": 'õ', "paragraph": '¶', "parenleft": '(',
	"parenright": ')', "percent": '%', "period": '.', "periodcentered": '·', "perthousand": '‰', "phi": 'φ', "pi": 'π',
	"plus": '+', "plusminus": '±', "psi": 'ψ', "question": '?', "questiondown": '¿', "quotedbl": '"', "quotedblbase": '„',
	"quotedblleft": '“', "quotedblright": '”', "quoteleft": '‘', "quoteright": '’', "quotesinglbase": '‚',
	"quotesingle": '\u0027', "radical": '√', "registered": '®', "rho": 'ρ', "ring": '˚', "scaron": 'š', "section": '§',
	"semicolon": ';', "seven": '7', "sfthyphen": '-', "sigma": 'σ', "six": '6', "slash": '/', "softhyphen": '-',
	"space": ' ', "square": '■', "sterling": '£', "summation": '∑', "tau": 'τ', "theta": 'θ', "thorn": 'þ', "three": '3',
	"threequarters": '¾', "threesuperior": '³', "tilde": '˜', "trademark": '™', "two": '2', "twosuperior": '²',
	"uacute": 'ú', "ucircumflex": 'û', "udieresis": 'ü', "ugrave": 'ù', "underscore": '_', "xi": 'ξ', "yacute": 'ý',
	"ydieresis": 'ÿ', "yen": '¥', "zcaron": 'ž', "zero": '0', "zeta": 'ζ',
}

// ligatures are the glyph names of several letters.
var ligatures = map[string]string{
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
}

// glyphText returns the text of a glyph name, "" for an unknown one. Suffixes
// (a.sc), parts (f_i) and codes (uni2264, u1D49C) are understood.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if r, ok := glyphRunes[name]; ok {
		return string(r)
	}
	if s, ok := ligatures[name]; ok {
		return s
	}
	if len(name) == 1 {
		return name
	}
	if strings.Contains(name, "_") {
		var all strings.Builder
		for _, part := range strings.Split(name, "_") {
			all.WriteString(glyphText(part))
		}
		return all.String()
	}
	return codedGlyph(name)
}

// codedGlyph reads names that hold a code point: uniXXXX, uXXXX to uXXXXXX.
func codedGlyph(name string) string {
	digits, ok := strings.CutPrefix(name, "uni")
	if !ok {
		digits, ok = strings.CutPrefix(name, "u")
	}
	if !ok || len(digits) < 4 || len(digits) > 6 {
		return ""
	}
	code, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || code > 0x10FFFF || code >= 0xD800 && code < 0xE000 {
		return ""
	}
	return string(rune(code))
}
