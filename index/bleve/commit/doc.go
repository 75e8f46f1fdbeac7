// Package commit answers one question: how does a new generation come about?
// It adds letters, merges segments, publishes, takes over what an interrupted
// run finished, verifies, repairs and collects garbage. It does not search.
//
// # States of a segment
//
// Every step is taken under the index's lock. A segment is a folder, and its
// place and description say in which of four states it is, whatever happened
// to the process that made it:
//
//	building  building/ID                        being written; scratch
//	pending   segments/ID, bound to the serving  complete, durable, not served;
//	          commit, named by no manifest       the next Writer takes it over
//	served    segments/ID, named by a manifest   part of a generation
//	garbage   anything else
//
// The steps between them:
//
//	building → pending   Writer: files synced, described, renamed into segments/
//	pending  → served    Commit: a manifest that names it is published
//	served   → garbage   Commit merged it, or Repair rebuilt it
//	pending  → garbage   another commit was published in between
//	building → garbage   the process ended; the next Writer, or GC, removes it
//
// A pending segment says in its description which commit it was built to
// follow: generation and hash of its manifest (segment.Base). A Writer takes
// it over only while that very commit serves, and after its files have been
// read and found whole. Segments that a merge or a repair makes are bound to no
// commit: until a manifest names them they are garbage. So letters can never
// return from an older state of the index.
//
// The one point of a commit is the rename of CURRENT. Manifests with a higher
// number than CURRENT's were never published: they name nothing, and are
// removed. Before the first commit CURRENT says "none", or neither it nor a
// manifest is there; manifests without CURRENT are damage, which Repair mends.
//
// Known letters are those of the serving generation and of pending segments.
// Whoever writes must commit when Recovered is above zero, even when it has
// nothing to add.
package commit
