package lexicon

import (
	"cmp"
	"slices"
	"strconv"
	"sync"
)

// A Drug is one substance, or one combination with a fixed name.
type Drug struct {
	Generic    string
	Class      string // as "opioid", "NSAID"
	Subclass   string
	Brands     []string
	OtherNames []string // salts, short forms, names of other countries
	Misspelt   []string // wrong spellings of any of the names, as letters print them
	Forms      []string
	Strengths  []string
	// Rank orders drugs by how often such letters name them, 1 the commonest;
	// those that are not ranked share the last rank.
	Rank int
}

const unranked = 9999

var drugs = sync.OnceValue(readDrugs)

func readDrugs() []Drug {
	var ds []Drug
	for _, r := range readTable("drugs") {
		rank, err := strconv.Atoi(r.get("rank"))
		if err != nil {
			rank = unranked
		}
		ds = append(ds, Drug{
			Rank:    rank,
			Generic: r.get("generic"), Class: r.get("class"), Subclass: r.get("subclass"),
			Brands: r.list("brands"), OtherNames: r.list("other_names"), Misspelt: r.list("misspelt"),
			Forms: r.list("forms"), Strengths: r.list("strengths"),
		})
	}
	return ds
}

// Drugs returns all drugs, in the order of the table.
func Drugs() []Drug { return drugs() }

type leafKey struct{ class, subclass string }

// A drugClass is a row of drug_classes.tsv.
type drugClass struct {
	leafKey
	leaf    string
	words   []string
	expands bool
}

var drugClasses = sync.OnceValue(func() []drugClass {
	var cs []drugClass
	for _, r := range readTable("drug_classes") {
		cs = append(cs, drugClass{
			leafKey{r.get("class"), r.get("subclass")}, r.get("leaf"), r.list("words"), r.get("expands") == "yes",
		})
	}
	return cs
})

var leaves = sync.OnceValue(func() map[leafKey]string {
	m := map[leafKey]string{}
	for _, c := range drugClasses() {
		m[c.leafKey] = c.leaf
	}
	return m
})

// Leaf returns the drug's subclass in the tree of treatments, below
// "Pharmaceuticals".
func (d *Drug) Leaf() string {
	if l, ok := leaves()[leafKey{d.Class, d.Subclass}]; ok {
		return l
	}
	if l, ok := leaves()[leafKey{d.Class, "*"}]; ok {
		return l
	}
	return "Other drugs"
}

var drugsByUse = sync.OnceValue(func() []*Drug {
	all := drugs()
	order := make([]*Drug, len(all))
	for i := range all {
		order[i] = &all[i]
	}
	slices.SortStableFunc(order, func(a, b *Drug) int { return cmp.Compare(a.Rank, b.Rank) })
	return order
})

// byUse returns the drugs, the commonest first.
func byUse() []*Drug { return drugsByUse() }
