/**
 * The ledger: seals of recordings, which reveal later changes. See docs/evidence.md.
 *
 * <p>{@code MerkleTree}, {@code InclusionProof}, {@code Checkpoint}, {@code SignedNote} and {@code
 * LedgerEntry} are pure; {@code Ledger} and {@code KeyFile} are the files; {@code Sealer} writes,
 * {@code LedgerReader} and {@code Verifier} check.
 */
package dev.sessionlog.evidence;
