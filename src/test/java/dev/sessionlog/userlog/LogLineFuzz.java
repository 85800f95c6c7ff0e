package dev.sessionlog.userlog;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.transcript.LineText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a user's log, whatever it holds: taken apart or none. An input is a byte for the
 * pattern of the log, then the line.
 */
public final class LogLineFuzz {
  private static final String[] PATTERNS = {
    "%d{yyyy-MM-dd'T'HH:mm:ss.SSSxxx} %session:%line %tty %text",
    "%session:%line %text",
    "%host %user %session:%line%tty%text",
    "%d %session:%line %tty %host %user [%text]",
    "%text"
  };

  private static final String HEAD = "2026-11-23T06:25:10.123+00:00 20261123T062510-k3f9:17 pts/3 ";

  /** What looks like the id of a session. */
  private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}-");

  private LogLineFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          LogLine.Form form = LogLine.Form.of(PATTERNS[input.next() % PATTERNS.length]);
          String line = new String(input.rest(), StandardCharsets.UTF_8).replace('\n', ' ');
          check(form, line);
          ownLine(line);
        });
  }

  private static void check(LogLine.Form form, String line) {
    Optional<LogLine> parsed = form.parse(line);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int start = form.textStart(bytes, 0, bytes.length);
    Oracle.holds(start >= 0 && start <= bytes.length, "where the text begins");
    if (parsed.isEmpty()) {
      return;
    }
    parsed.get().time();
    String time = line.substring(0, Math.max(0, line.indexOf(' ')));
    if (ID.matcher(time).find()) {
      return; // no line of ours: they begin with a time
    }
    Oracle.same(
        Optional.of(parsed.get().place()), TranscriptPlace.of(line), "the place, found otherwise");
    int text = parsed.get().text().text().getBytes(StandardCharsets.UTF_8).length;
    Oracle.holds(line.startsWith("{") || start <= bytes.length - text, "begins behind the text");
  }

  /** What the collector writes is read as it was. */
  private static void ownLine(String line) {
    String text = TranscriptLine.clean(line);
    Oracle.printable(text);
    LogLine read = LogLine.Form.of(PATTERNS[0]).parse(HEAD + text).orElseThrow();
    Oracle.same(LineText.parse(text), read.text(), "the text");
    Oracle.same(17L, read.place().number(), "the number");
  }
}
