package dev.sessionlog.collector;

import dev.sessionlog.session.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A gap that has not ended. It is saved in the run dir, which recordings cannot fill, so that it is
 * not forgotten if the collector dies before the recording can be written again. For one thread.
 */
final class OpenGap {
  private static final String SUFFIX = ".gap";
  private static final long UNKNOWN = -1;

  private final Instant from;
  private final long offset;
  private final String reason;
  private long bytes;

  OpenGap(Instant from, long offset, String reason) {
    this(from, offset, reason, 0);
  }

  private OpenGap(Instant from, long offset, String reason, long bytes) {
    this.from = from;
    this.offset = offset;
    this.reason = reason;
    this.bytes = bytes;
  }

  /** Returns a gap of which only the time and the place are known. */
  static OpenGap unknown(Instant from, long offset, String reason) {
    return new OpenGap(from, offset, reason, UNKNOWN);
  }

  /** Returns the file for the gap of the session with this pipe. */
  static Path file(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + SUFFIX);
  }

  /** Returns the gap that an earlier collector left. */
  static Optional<OpenGap> read(Path file) {
    try {
      String[] fields = Files.readString(file).strip().split(" ", 4);
      return Optional.of(
          new OpenGap(
              Instant.parse(fields[1]),
              Long.parseLong(fields[2]),
              fields[3],
              Long.parseLong(fields[0])));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
      return Optional.of(unknown(Instant.now(), 0, "a gap was noted that cannot be read"));
    } catch (ArrayIndexOutOfBoundsException cutOff) {
      return Optional.of(unknown(Instant.now(), 0, "a gap was noted that cannot be read"));
    }
  }

  void add(long lost) {
    if (bytes != UNKNOWN) {
      bytes += lost;
    }
  }

  /** Returns true if no bytes are lost or may be lost. */
  boolean empty() {
    return bytes == 0;
  }

  Gap close(Instant to) {
    return new Gap(from, to.isBefore(from) ? from : to, offset, bytes, reason);
  }

  /** Saves it in case this collector dies; more bytes may be lost by then. */
  void keepUncounted(Path file) throws IOException {
    Files.writeString(file, UNKNOWN + tail());
  }

  /** Saves it with its count for the collector that takes over. */
  void keep(Path file) throws IOException {
    Files.writeString(file, bytes + tail());
  }

  private String tail() {
    return " " + from + " " + offset + " " + reason.replace('\n', ' ') + "\n";
  }
}
