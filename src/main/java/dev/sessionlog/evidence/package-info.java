/**
 * The ledger: what was recorded, in a form in which a later change shows. See docs/evidence.md.
 *
 * <p>{@code MerkleTree}, {@code InclusionProof}, {@code Checkpoint}, {@code SignedNote} and {@code
 * LedgerEntry} are pure; {@code Ledger} and {@code KeyFile} are the files; {@code Sealer} writes,
 * {@code LedgerReader} and {@code Verifier} check.
 */
package dev.sessionlog.evidence;
