package imr

import (
	"fmt"
	"time"
)

// A Date is a calendar day. The zero Date means that none is known. Dates
// are written YYYY-MM-DD.
type Date struct {
	Year  int16
	Month uint8 // 1 to 12
	Day   uint8 // 1 to 31
}

// NewDate returns the day, or the error that there is no such day.
func NewDate(year, month, day int) (Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1000 || year > 9999 {
		return Date{}, fmt.Errorf("date %d-%d-%d: no such day", year, month, day)
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return NewDate(t.Year(), int(t.Month()), t.Day())
}

// IsZero reports whether d is unknown.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// Number returns the day as the integer YYYYMMDD, 0 when it is unknown, so
// that numbers sort as days do.
func (d Date) Number() int { return int(d.Year)*10000 + int(d.Month)*100 + int(d.Day) }

// MarshalText writes YYYY-MM-DD; the zero Date is empty.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	var err error
	*d, err = ParseDate(string(b))
	return err
}
