package dev.sessionlog.recording;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Creates the recordings of active sessions again, if they were removed while no collector ran. The
 * owner of a session is noted outside of the log dir.
 */
public final class LostRecording {
  private static final String REASON =
      "its recording was removed while no collector ran; what came before is lost";

  /** More than any session could have had before. */
  private static final long MOST_LINES = 1_000_000_000;

  private LostRecording() {}

  /** Returns the note about the owner of a session. */
  public static byte[] note(Session session) throws IOException {
    return SessionFile.encode(session);
  }

  /**
   * Returns the session that a note of {@link #note} describes.
   *
   * @param file the file of the note, for messages
   * @throws IOException if it is damaged
   */
  public static Session noted(Path file, byte[] note) throws IOException {
    return SessionFile.decode(file, note);
  }

  /**
   * Creates a recording that begins with a gap of unknown size.
   *
   * @param recording its name; the folder must exist
   * @param now the time of day, at {@code nowNanos}
   */
  public static Recording make(
      Recording recording, Session session, RecordingOwner owner, long nowNanos, Instant now)
      throws IOException {
    for (Path left : recording.files()) {
      Files.deleteIfExists(left);
    }
    Instant started = session.started().isBefore(now) ? session.started() : now;
    long startNanos = nowNanos - Duration.between(started, now).toNanos();
    try (RecordingWriter writer = RecordingWriter.create(recording, session, owner, startNanos)) {
      try (FileChannel typescript = StoreFiles.update(recording.typescript())) {
        writeFirstLine(typescript, started);
      }
      writer.cut(MOST_LINES);
      writer.gap(new Gap(started, now, writer.length(), -1, REASON));
      writer.sync();
    }
    return recording;
  }

  /**
   * Readers skip the first line of a typescript. The one of script(1) is gone, so this writes
   * another.
   */
  static void writeFirstLine(FileChannel typescript, Instant started) throws IOException {
    String line =
        "Script started on " + RecordingStart.isoTime(started) + " [<its beginning was removed>]\n";
    DurableFile.writeAll(typescript, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
  }
}
