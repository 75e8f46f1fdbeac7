package bleve

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
		for _, l := range s.letters.find(letter) {
			if !ok || s.letters.sequence[l] > newest {
				path, ok, newest = s.letters.paths.at(int(l)), true, s.letters.sequence[l]
			}
		}
	}
	if ok || w.base == nil {
		return path, ok
	}
	if s, l, found := w.base.find(letter); found {
		return s.letters.paths.at(int(l)), true
	}
	return "", false
}
