package dev.sessionlog.replay;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;

/** A recording on disk, written as the tests want it. */
final class FakeRecording {
  static final TerminalSize SIZE = new TerminalSize(20, 5);

  private final Path folder;

  FakeRecording(Path folder) throws IOException {
    this.folder = folder;
    Files.write(folder.resolve("typescript"), bytes("Script started on today\n"));
    Files.writeString(folder.resolve("timing"), "H 0.000000 TERM xterm\n");
  }

  /** Adds output that comes so long after what was before. */
  FakeRecording output(double delay, String text) throws IOException {
    append("typescript", bytes(text));
    return timing(String.format(Locale.ROOT, "O %.6f %d", delay, bytes(text).length));
  }

  FakeRecording resize(double delay, int columns, int rows) throws IOException {
    return timing(
        String.format(Locale.ROOT, "S %.6f SIGWINCH ROWS=%d COLS=%d", delay, rows, columns));
  }

  FakeRecording timing(String line) throws IOException {
    append("timing", bytes(line + "\n"));
    return this;
  }

  private void append(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes, StandardOpenOption.APPEND);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static SessionId id() {
    return SessionId.parse("20261124T080000-bbbb").orElseThrow();
  }

  Recording recording() {
    return new Recording(id(), folder);
  }

  Session session() {
    Session live = liveSession();
    return live.ended(SessionState.COMPLETE, live.started().plusSeconds(60), OptionalInt.of(0), 0);
  }

  Session liveSession() {
    Instant start = Instant.parse("2026-11-24T08:00:00Z");
    return SampleSession.named(id()).host("web1").size(SIZE).started(start).build();
  }
}
