package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of checking a bundle of evidence.
 *
 * @param session which session it is of
 * @param user whose, as the ledger says
 * @param origin the name of the ledger
 * @param sealed when its content was last sealed
 * @param after when the checkpoint before that was made; empty if it is not known to be right
 * @param whole true when that was after the session's end
 * @param trusted how it leads to something kept elsewhere, in words; empty if it does not
 * @param problems what is wrong with it, in words
 * @param notes what could not be checked, in words
 */
public record BundleVerdict(
    SessionId session,
    String user,
    String origin,
    Instant sealed,
    Optional<Instant> after,
    boolean whole,
    Optional<String> trusted,
    List<String> problems,
    List<String> notes) {
  /** Copies the lists. */
  public BundleVerdict {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }
}
