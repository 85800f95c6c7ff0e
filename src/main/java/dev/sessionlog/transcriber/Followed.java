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
 * A recording that is followed, and what of its files was seen last. For one thread, but for what
 * its follower lets others do.
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
   * Returns true when other files stand there than those that are followed, or the typescript is
   * shorter than it was: the recording was put back, or is another from some place on.
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

  /** Says that it is to be followed anew, if it comes back. */
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

  /** Returns how many transcribers died of it. */
  int deaths() {
    return deaths;
  }

  /** What became of a recording's length since the last look. */
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

  /** Returns true when it has been followed for long enough to try again what went wrong. */
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

  /** Returns the session once it has ended, the first time that {@code session.json} says so. */
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

  /** Says that the last line of the session is in the log. */
  void written() {
    written = true;
  }

  boolean isWritten() {
    return written;
  }
}
