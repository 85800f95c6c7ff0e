package dev.sessionlog.archive;

import dev.sessionlog.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Which sessions have their last line in a piece of a rolled log. */
final class LogEnds {
  /** How JSON lines of the transcript of a session end; see {@code docs/format.md}. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "\\{\"session\":\"(?<id>[^\"]{20})\",.*\"kind\":\"marker\",\"text\":\"-- session closed: .*");

  private LogEnds() {}

  /** Writes the ids of those sessions, a line each. */
  static void write(Path piece, OutputStream out) throws IOException {
    try (InputStream packed = java.nio.file.Files.newInputStream(piece);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(packed, 1 << 16), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<SessionId> id = closed(line);
        if (id.isPresent()) {
          out.write((id.get() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }

  private static Optional<SessionId> closed(String line) {
    if (!line.contains("-- session closed: ")) {
      return Optional.empty(); // most lines, without the work of the pattern
    }
    Matcher form = CLOSED.matcher(line);
    return form.matches() ? SessionId.parse(form.group("id")) : Optional.empty();
  }

  /** Reads what {@link #write} wrote. */
  static Set<SessionId> read(Path ends) throws IOException {
    Set<SessionId> ids = new HashSet<>();
    for (String line : java.nio.file.Files.readAllLines(ends, StandardCharsets.US_ASCII)) {
      SessionId.parse(line).ifPresent(ids::add);
    }
    return ids;
  }
}
