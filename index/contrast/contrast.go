// Package contrast answers one question: what stands on one side and not on
// the other? It counts features of letters (words, phrases, reasons,
// guidelines) on two sides, overturned and upheld, and says of each how much
// the sides differ, with an interval.
//
// Counts are letters, not items and not occurrences: a letter counts a feature
// once on a side, so that one reviewer's habit or one letter of twelve items
// is one witness. Engines leave out rationales that are alike to one that was
// counted, sentences that stand in many letters, and what the verdict itself
// says; see Word and Sentence for the rules that need the words alone. The
// package knows no engine.
package contrast

import "math"

// A Side is one of two sets of letters.
type Side uint8

// The sides. A letter that decides several items may be on both.
const (
	Overturned Side = iota
	Upheld
	sides
)

// PriorLetters is what the prior weighs, in letters. It keeps a feature of
// three letters of five behind one of thirty of fifty. Chosen by reading the
// lists of 65 real letters.
const PriorLetters = 10

// normal95 is the quantile of the normal distribution for 95 %.
const normal95 = 1.959964

// A Ratio says how much the sides differ in a feature: the ratio of its odds
// among overturned letters to its odds among upheld ones. Above 1 it speaks
// for, below 1 against.
type Ratio struct {
	Odds, Low, High float64 // with its 95 % interval
	Z               float64 // the log-odds in standard errors
}

// Clear reports whether the interval excludes 1.
func (r Ratio) Clear() bool { return r.Low > 1 || r.High < 1 }

// Compare compares the letters with a feature, of all letters of their side.
// share is the feature's share of the letters of the whole corpus.
//
// It is the log-odds ratio with an informative Dirichlet prior of Monroe,
// Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008, 372-403,
// equations 16 to 22), for letters that have a feature or not in place of the
// words of a text: the prior is a Beta distribution of PriorLetters letters on
// each side, and the variance is that of the posterior log-odds, 1/(with) +
// 1/(without), of both sides. Its mean is the corpus's share, updated by the
// letters of both sides together: letters on one treatment share words that the
// corpus has seldom, and a mean of the corpus alone would draw the smaller side
// away from the larger where both say the same.
func Compare(letters, of [2]int, share float64) Ratio {
	share = (float64(letters[0]+letters[1]) + PriorLetters*share) / (float64(of[0]+of[1]) + PriorLetters)
	share = min(max(share, 1e-4), 1-1e-4)
	logOdds, variance := 0.0, 0.0
	for side, n := range letters {
		with := float64(n) + PriorLetters*share
		without := float64(max(of[side]-n, 0)) + PriorLetters*(1-share)
		l := math.Log(with / without)
		if Side(side) == Upheld {
			l = -l
		}
		logOdds += l
		variance += 1/with + 1/without
	}
	se := math.Sqrt(variance)
	return Ratio{
		Odds: math.Exp(logOdds), Low: math.Exp(logOdds - normal95*se), High: math.Exp(logOdds + normal95*se),
		Z: logOdds / se,
	}
}
