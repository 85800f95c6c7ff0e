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
 * What is known of a recording that is done with.
 *
 * @param session what its {@code session.json} says
 * @param diskSize how many bytes of the disk it takes, see {@link Recording#diskSize}
 * @param compressible whether compressing it would free any block of the disk
 */
public record IndexEntry(Session session, long diskSize, boolean compressible) {
  /**
   * Looks at a recording itself.
   *
   * @throws CorruptRecordingException when {@code session.json} does not hold a session
   */
  public static IndexEntry of(Recording recording) throws IOException {
    return new IndexEntry(recording.session(), recording.diskSize(), recording.isCompressible());
  }

  /** Returns true when this knows all of it, so that a line in the index can stand for it. */
  boolean known() {
    return session.state() != SessionState.UNKNOWN;
  }

  /** Returns its line in the index, with the line's end. */
  byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String head = session.id() + " " + diskSize + (compressible ? " plain " : " final ");
    line.write(head.getBytes(StandardCharsets.US_ASCII));
    line.write(SessionFile.encodeInOneLine(session));
    line.write('\n');
    return line.toByteArray();
  }
}
