package dev.sessionlog.collector;

import dev.sessionlog.pipe.Holder;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Removes pipes and holders that belong to no recording: a collector that was killed just when it
 * made them left them. What is being made now looks the same for an instant: so a pipe is looked at
 * before the list of recordings, which is written first, and a holder twice. For one thread.
 */
final class Strays {
  private final CollectorParts parts;
  private Optional<Set<Long>> suspects = Optional.empty();

  Strays(CollectorParts parts) {
    this.parts = parts;
  }

  /**
   * Removes what it can be sure of; to be called again a while later.
   *
   * @return true when there is nothing more to do
   */
  boolean remove() throws IOException {
    Set<Path> pipes = parts.runDir().pipes().pipes();
    Set<SessionId> known = parts.store().activeIds();
    for (Path pipe : pipes) {
      Optional<SessionId> session = parts.runDir().sessionOfPipe(pipe);
      if (session.isPresent() && !known.contains(session.get())) {
        remove(parts, pipe);
      }
    }
    Set<Long> found = Holder.strays(parts.unix(), parts.runDir().pipes());
    Set<Long> before = suspects.orElse(Set.of());
    found.stream().filter(before::contains).forEach(pid -> Holder.end(parts.unix(), pid));
    boolean second = suspects.isPresent();
    suspects = Optional.of(found);
    return second || found.isEmpty();
  }

  /** Removes a pipe with what stands beside it. Does not open it. */
  static void remove(CollectorParts parts, Path pipe) throws IOException {
    Files.deleteIfExists(pipe);
    Files.deleteIfExists(OpenGap.file(pipe));
    Holder.discard(parts.unix(), pipe);
  }
}
