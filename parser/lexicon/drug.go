package lexicon

import (
	"cmp"
	"slices"
	"strconv"
	"sync"
)

// A drug is one substance, or one combination with a fixed name.
type drug struct {
	generic    string
	class      string // as "opioid", "NSAID"
	subclass   string
	brands     []string
	otherNames []string // salts, short forms, names of other countries
	misspelt   []string // wrong spellings of any of the names, as letters print them
	// rank orders drugs by how often such letters name them, 1 the commonest;
	// those that are not ranked share the last rank.
	rank int
}

const unranked = 9999

var drugs = sync.OnceValue(readDrugs)

func readDrugs() []drug {
	var ds []drug
	for _, r := range readTable("drugs") {
		rank, err := strconv.Atoi(r.get("rank"))
		if err != nil {
			rank = unranked
		}
		ds = append(ds, drug{
			rank:    rank,
			generic: r.get("generic"), class: r.get("class"), subclass: r.get("subclass"),
			brands: r.list("brands"), otherNames: r.list("other_names"), misspelt: r.list("misspelt"),
		})
	}
	return ds
}

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

// leaf returns the drug's subclass in the tree of treatments, below
// "Pharmaceuticals".
func (d *drug) leaf() string {
	if l, ok := leaves()[leafKey{d.class, d.subclass}]; ok {
		return l
	}
	if l, ok := leaves()[leafKey{d.class, "*"}]; ok {
		return l
	}
	return "Other drugs"
}

var drugsByUse = sync.OnceValue(func() []*drug {
	all := drugs()
	order := make([]*drug, len(all))
	for i := range all {
		order[i] = &all[i]
	}
	slices.SortStableFunc(order, func(a, b *drug) int { return cmp.Compare(a.rank, b.rank) })
	return order
})

// byUse returns the drugs, the commonest first.
func byUse() []*drug { return drugsByUse() }
