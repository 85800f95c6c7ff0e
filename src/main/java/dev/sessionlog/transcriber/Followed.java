package dev.sessionlog.transcriber;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is followed, and the last known state of its files. For one thread, except for
 * the thread-safe methods of its follower.
 */
final class Followed {
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final long since = System.nanoTime();
  private final Recording recording;
  private final TranscriptFollower follower;
  private final int deaths;
  private final Optional<BasicFileAttributes> typescript;
  private final Optional<BasicFileAttributes> timing;
  private long longest;
  private boolean replaced;
  private long timingLength;
  private @Nullable Object sessionFile;
  private boolean ended;

  /** Set by the follower's thread. */
  private volatile boolean written;

  Followed(Recording recording, TranscriptFollower follower, int deaths) {
    this.deaths = deaths;
    this.recording = recording;
    this.follower = follower;
    this.timingLength = length(recording.timing());
    this.typescript = facts(recording.typescript());
    this.timing = facts(recording.timing());
  }

  /**
   * Returns true if the followed files were replaced, or the typescript is shorter than before,
   * because the recording was restored or changed.
   */
  boolean replaced() {
    Optional<BasicFileAttributes> output = facts(recording.typescript());
    replaced |= isAnother(typescript, output) || isAnother(timing, facts(recording.timing()));
    if (output.isPresent()) {
      replaced |= output.get().size() < longest;
      longest = output.get().size();
    }
    return replaced;
  }

  /** Marks it to be followed again if it comes back. */
  void leave() {
    replaced = true;
  }

  private static boolean isAnother(
      Optional<BasicFileAttributes> before, Optional<BasicFileAttributes> now) {
    return before.isPresent()
        && now.isPresent()
        && !Objects.equals(before.get().fileKey(), now.get().fileKey());
  }

  private static Optional<BasicFileAttributes> facts(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  Recording recording() {
    return recording;
  }

  TranscriptFollower follower() {
    return follower;
  }

  /** Returns how many transcribers crashed while rendering it. */
  int deaths() {
    return deaths;
  }

  /** How the length of a recording changed since the last check. */
  enum Change {
    NONE,
    GROWN,
    SHRUNK
  }

  Change lengthChange() {
    long before = timingLength;
    timingLength = length(recording.timing());
    if (timingLength == before) {
      return Change.NONE;
    }
    return timingLength > before ? Change.GROWN : Change.SHRUNK;
  }

  /** Returns true if it is time to retry a failed step. */
  boolean old() {
    return System.nanoTime() - since > RETRY_NANOS;
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return -1;
    }
  }

  /** Returns the session when {@code session.json} first says that it has ended. */
  Optional<Session> newlyEnded() {
    if (ended) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes facts =
          Files.readAttributes(recording.sessionFile(), BasicFileAttributes.class);
      Object now = facts.fileKey() + " " + facts.lastModifiedTime() + " " + facts.size();
      if (now.equals(sessionFile)) {
        return Optional.empty();
      }
      sessionFile = now;
      Session session = recording.session();
      ended = session.hasEnded();
      return ended ? Optional.of(session) : Optional.empty();
    } catch (IOException goneOrDamaged) {
      return Optional.empty();
    }
  }

  /** Marks that the last line of the session is in the log. */
  void written() {
    written = true;
  }

  boolean isWritten() {
    return written;
  }
}
