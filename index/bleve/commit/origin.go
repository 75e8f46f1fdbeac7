package commit

// Origin returns the path of the file that a letter of the index was read
// from; false for one that is not in it, or was added by this Writer.
func (w *Writer) Origin(letter string) (path string, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, now := w.session[letter]; now {
		return "", false
	}
	var newest uint64
	for _, s := range w.finished {
		for _, l := range s.Letters.Find(letter) {
			if !ok || s.Letters.Sequence[l] > newest {
				path, ok, newest = s.Letters.Paths.At(int(l)), true, s.Letters.Sequence[l]
			}
		}
	}
	if ok || w.Base == nil {
		return path, ok
	}
	if s, l, found := w.Base.Find(letter); found {
		return s.Letters.Paths.At(int(l)), true
	}
	return "", false
}
