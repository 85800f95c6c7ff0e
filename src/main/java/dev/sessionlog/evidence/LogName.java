package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's log by the name of its file, for example {@code alice.log} or {@code
 * alice.2026-11-23.0.log}. A compressed one counts as the same.
 *
 * @param text the name, without {@code .gz}
 */
record LogName(String text) implements Comparable<LogName> {
  /** The names of users there; files with other names are not logs. */
  private static final Pattern LOG =
      Pattern.compile("([A-Za-z0-9_+@%][A-Za-z0-9._+@%-]*\\.log)(?:\\.gz)?");

  private static final Pattern ROLLED =
      Pattern.compile("(.+)\\.\\d{4}-\\d{2}-\\d{2}\\.\\d{1,9}\\.log");

  /** Returns the logs in a log dir, sorted by name. */
  static SortedSet<LogName> in(Path logDir) throws IOException {
    SortedSet<LogName> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logDir)) {
      for (Path file : files) {
        Matcher matcher = LOG.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          names.add(new LogName(matcher.group(1)));
        }
      }
    }
    return names;
  }

  /** Returns true if it is no longer written. */
  boolean rolled() {
    return ROLLED.matcher(text).matches();
  }

  /** Returns the log that it was before it was rotated; empty if it was not rotated. */
  Optional<LogName> before() {
    Matcher matcher = ROLLED.matcher(text);
    return matcher.matches()
        ? Optional.of(new LogName(matcher.group(1) + ".log"))
        : Optional.empty();
  }

  @Override
  public int compareTo(LogName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
