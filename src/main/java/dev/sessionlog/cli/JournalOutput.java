package dev.sessionlog.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Standard error where that is a stream of systemd's journal: the journal has the time, the name
 * and the pid of each line already. So a message begins with its severity instead, as sd-daemon(3)
 * has it, and not with the program's name. For one thread.
 */
final class JournalOutput extends FilterOutputStream {
  /** What a message begins with elsewhere. */
  static final String NAME = "sessionlog: ";

  /** What an error begins with in the journal. */
  static final String ERROR = "<3>";

  private static final byte[] PREFIX = NAME.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WARNING = "<4>".getBytes(StandardCharsets.US_ASCII);
  private static final int NOT_AT_START = -1;

  /** How much of {@link #PREFIX} the line has so far, none of which is written yet. */
  private int matched;

  JournalOutput(OutputStream journal) {
    super(journal);
  }

  /** Returns standard error as messages are to be written to it. */
  static OutputStream orPlain(OutputStream standardError, Map<String, String> environment) {
    return isJournal(Path.of("/proc/self/fd/2"), environment)
        ? new JournalOutput(standardError)
        : standardError;
  }

  /** Tells whether systemd connected {@code file} with its journal, see systemd.exec(5). */
  static boolean isJournal(Path file, Map<String, String> environment) {
    String stream = environment.get("JOURNAL_STREAM");
    if (stream == null) {
      return false;
    }
    try {
      Map<String, Object> facts = Files.readAttributes(file, "unix:dev,ino");
      return stream.equals(facts.get("dev") + ":" + facts.get("ino"));
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void write(int value) throws IOException {
    if (matched != NOT_AT_START && value == PREFIX[matched]) {
      matched++;
      if (matched == PREFIX.length) {
        out.write(WARNING);
        matched = NOT_AT_START;
      }
      return;
    }
    writeMatched();
    out.write(value);
    matched = value == '\n' ? 0 : NOT_AT_START;
  }

  @Override
  public void flush() throws IOException {
    writeMatched();
    out.flush();
  }

  private void writeMatched() throws IOException {
    if (matched > 0) {
      out.write(PREFIX, 0, matched);
      matched = NOT_AT_START;
    }
  }
}
