# Three commands: make run, make test, make run-cluster. The first two work on a
# machine with nothing but Go and make; make test also installs what the browser
# tests and those on a cluster need.

LETTERS  ?= testdata/letters
DATA     ?= data
LISTEN   ?= 127.0.0.1:8017
ITEMS    ?= 20000
FUZZTIME ?= 1m

.PHONY: build run run-cluster test test-cluster bench fuzz clean

build:
	CGO_ENABLED=0 go build -trimpath -o bin/imr ./cmd/imr
	CGO_ENABLED=0 go build -trimpath -o bin/lettergen ./cmd/lettergen

# Builds, reads the letters into a folder of its own, serves, prints the
# address. Inputs that are no letters are listed and do not stop it (exit 3).
run: build
	bin/imr --data $(DATA) ingest $(LETTERS) || test $$? -eq 3
	bin/imr --data $(DATA) serve --listen $(LISTEN)

# The same over three nodes of OpenSearch on this machine, which end with it and
# leave nothing. Needs Maven and a JDK (Java 17 or newer); fetches 71 MB once.
run-cluster: build
	CGO_ENABLED=0 go build -trimpath -o bin/imrcluster ./cmd/imrcluster
	bin/imrcluster sh -c 'bin/imr --data $(DATA) ingest $(LETTERS) || test $$? -eq 3; exec bin/imr --data $(DATA) serve --listen $(LISTEN)'

test:
	.ci/tools
	.ci/check

# The engine of a cluster on three real nodes. EFFORT is the share of the random
# searches of the embedded engine's tests, in per cent. Needs Maven and a JDK of
# Java 17 or newer; the libraries are fetched once, into the user's cache folder.
test-cluster:
	IMR_CLUSTER_TESTS=required go test ./index/opensearch/... -count=1 -timeout 60m $(if $(EFFORT),-args -indextest.effort=$(EFFORT))

# Tables, then one line of JSON with every figure. BENCH takes more flags, as
# BENCH="--dir /var/tmp/imrbench --profile realistic"; see bin/imrbench --help.
bench:
	CGO_ENABLED=0 go build -trimpath -o bin/imrbench ./cmd/imrbench
	bin/imrbench --items $(ITEMS) $(BENCH)

# Every fuzz target, one after the other, FUZZTIME each; FUZZ chooses some by
# package or name, as FUZZ=index/query.
fuzz:
	FUZZTIME=$(FUZZTIME) .ci/fuzz $(FUZZ)

clean:
	rm -rf bin data
