package dev.sessionlog.it;

import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A session of alice in the store of an installation, written as a test wants it: 80 x 24. */
final class StoredSession {
  static final String ID = "20261124T080000-bbbb";

  private final Path folder;

  private StoredSession(Path folder) {
    this.folder = folder;
  }

  static StoredSession in(Installation installation) throws IOException {
    Path folder = installation.logDir().resolve("sessions/alice").resolve(ID);
    Files.createDirectories(folder);
    Session session =
        SampleSession.named(ID)
            .host("web1")
            .remote(Optional.of(Origin.known("192.0.2.7")))
            .started(Instant.parse("2026-11-24T08:00:00Z"))
            .build()
            .ended(
                SessionState.COMPLETE, Instant.parse("2026-11-24T08:01:00Z"), OptionalInt.of(0), 0);
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(folder.resolve("typescript"), "Script started on today\n");
    Files.writeString(folder.resolve("timing"), "H 0.000000 TERM xterm\n");
    return new StoredSession(folder);
  }

  Path folder() {
    return folder;
  }

  StoredSession output(double delay, String text) throws IOException {
    return output(delay, text.getBytes(StandardCharsets.UTF_8));
  }

  StoredSession output(double delay, byte[] bytes) throws IOException {
    Files.write(folder.resolve("typescript"), bytes, StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("timing"),
        String.format(Locale.ROOT, "O %.6f %d%n", delay, bytes.length),
        StandardOpenOption.APPEND);
    return this;
  }
}
