package dev.sessionlog.retention;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/**
 * Notes in {@code audit/audit.log} of the log dir what was removed, held and released, and who did
 * it, beside the views that the collector notes there. Each line is appended by one write, so that
 * lines of several processes do not mix.
 */
public final class AuditTrail {
  private final Path file;
  private final InstantSource wall;
  private final String who;

  /**
   * Creates the trail of a log dir; nothing is made before the first note.
   *
   * @param who does what is noted, as the collector's lines have it: {@code uid 0 (root) loginuid
   *     1000 pid 4711}
   */
  public AuditTrail(Path logDir, InstantSource wall, String who) {
    this.file = logDir.resolve("audit").resolve("audit.log");
    this.wall = wall;
    this.who = who;
  }

  /** Returns who does what is noted. */
  public String who() {
    return who;
  }

  /** Appends a line. */
  public void note(String what) throws IOException {
    String words = what.replaceAll("\\p{Cntrl}", " ");
    String line = wall.instant() + " " + who + ": " + words + "\n";
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
