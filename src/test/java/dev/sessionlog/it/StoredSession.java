package dev.sessionlog.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

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
    Files.writeString(
        folder.resolve("session.json"),
        """
        {"version":1,"id":"%s","user":"alice","uid":1000,"host":"web1","tty":"/dev/pts/3",
        "remote":"192.0.2.7","shell":"/bin/bash","term":"xterm","columns":80,"rows":24,
        "started":"2026-11-24T08:00:00Z","ended":"2026-11-24T08:01:00Z","exit_code":0,
        "bytes":0,"state":"complete","gaps":[]}
        """
            .formatted(ID));
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
