package parser

import "imrsearch/parser/imr"

func (r *reading) readDiagnoses(p imr.Passage) {}
