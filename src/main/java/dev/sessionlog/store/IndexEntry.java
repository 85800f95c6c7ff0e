package dev.sessionlog.store;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The index entry of a finished recording.
 *
 * @param session the content of its {@code session.json}
 * @param diskSize its disk space in bytes, see {@link Recording#diskSize}
 * @param compressible true if compressing it would free a block of the disk
 */
public record IndexEntry(Session session, long diskSize, boolean compressible) {
  /**
   * Makes the entry from the recording itself.
   *
   * @throws CorruptRecordingException if {@code session.json} is not a session
   */
  public static IndexEntry of(Recording recording) throws IOException {
    return new IndexEntry(recording.session(), recording.diskSize(), recording.isCompressible());
  }

  /** Returns true if this is complete, so that a line of the index can replace it. */
  boolean known() {
    return session.state() != SessionState.UNKNOWN;
  }

  /** Returns its line in the index, including the end of the line. */
  byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String head = session.id() + " " + diskSize + (compressible ? " plain " : " final ");
    line.write(head.getBytes(StandardCharsets.US_ASCII));
    line.write(SessionFile.encodeInOneLine(session));
    line.write('\n');
    return line.toByteArray();
  }
}
