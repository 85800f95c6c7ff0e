package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines of the audit log about removals, holds and releases of sessions, and about logs
 * that {@code cleanup} removes. Each line is on the disk before the removal, so the ledger can take
 * it from there at any later time.
 */
final class Removals {
  private static final String BY =
      "(\\S+) (uid (\\d+)(?: \\([^():]*\\))? loginuid (?:\\d+|none) pid \\d+): ";
  private static final Pattern LINE =
      Pattern.compile(BY + "cleanup removes session (\\S+) of .*?: (.*)");
  private static final Pattern LOG =
      Pattern.compile(BY + "cleanup removes (\\S+\\.log)(?:\\.gz)? sha256:.*?: (.*)");
  private static final Pattern HOLD = Pattern.compile(BY + "(hold|release) (.*)");

  private final Path auditLog;

  Removals(Path logDir) {
    this.auditLog = logDir.resolve("audit").resolve("audit.log");
  }

  /** Returns the audit log. */
  Path auditLog() {
    return auditLog;
  }

  /**
   * Reads complete lines from an offset on.
   *
   * @param to the end of the part to read, because later lines may not be on the disk yet
   * @param entries receives a {@code gone} for each session, a {@code file-gone} for each log, and
   *     a {@code note} for each hold and release
   * @return the end of the last complete line
   */
  long read(long from, long to, Consumer<LedgerEntry> entries) throws IOException {
    try (LineScanner lines = new LineScanner(StoreFiles.read(auditLog), from)) {
      String owner = owner();
      long end = from;
      Optional<byte[]> line = lines.next();
      while (line.isPresent() && lines.place() <= to) {
        String text = new String(line.get(), StandardCharsets.UTF_8);
        removal(text, owner).ifPresent(entries);
        log(text, owner).ifPresent(entries);
        hold(text, owner).ifPresent(entries);
        end = lines.place();
        line = lines.next();
      }
      return end;
    } catch (NoSuchFileException nothingNotedYet) {
      return from;
    }
  }

  /** Lines about views of auditors contain arbitrary words, so the uid distinguishes them. */
  private String owner() throws IOException {
    Object uid = Files.getAttribute(auditLog, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return Integer.toUnsignedString((Integer) uid);
  }

  private static Optional<LedgerEntry.Gone> removal(String line, String owner) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || !matcher.group(3).equals(owner)) {
      return Optional.empty();
    }
    return SessionId.parse(matcher.group(4))
        .map(
            id ->
                new LedgerEntry.Gone(
                    time(matcher.group(1)), id, matcher.group(2), matcher.group(5)));
  }

  private static Optional<LedgerEntry.FileGone> log(String line, String owner) {
    Matcher matcher = LOG.matcher(line);
    return matcher.matches() && matcher.group(3).equals(owner)
        ? Optional.of(
            new LedgerEntry.FileGone(
                time(matcher.group(1)), matcher.group(4), matcher.group(2), matcher.group(5)))
        : Optional.empty();
  }

  private static Optional<LedgerEntry.Note> hold(String line, String owner) {
    Matcher matcher = HOLD.matcher(line);
    return matcher.matches() && matcher.group(3).equals(owner)
        ? Optional.of(
            new LedgerEntry.Note(
                time(matcher.group(1)), matcher.group(4), matcher.group(5), matcher.group(2)))
        : Optional.empty();
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException unknown) {
      return Instant.EPOCH;
    }
  }
}
