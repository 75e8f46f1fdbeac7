package match

// Stop ends a long evaluation inside one document when the search has no
// more time; see index.Stopper.
func (v *fieldView) Stop() bool { return v.evaluator.Deadline.Stop() }
