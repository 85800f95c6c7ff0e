package dev.sessionlog.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** What stands in a typescript before and behind the session's own output. */
public final class TypescriptLines {
  private TypescriptLines() {}

  /** Returns the first line with its line end, in which script(1) tells of the session. */
  public static byte[] first(Recording recording) throws IOException {
    try (FileChannel typescript = open(recording)) {
      ByteBuffer line =
          ByteBuffer.allocate((int) TypescriptEnds.firstLineLength(typescript).orElse(0));
      int count = 0;
      while (count >= 0 && line.hasRemaining()) {
        count = typescript.read(line, line.position());
      }
      return line.array();
    }
  }

  /**
   * Copies all that stands behind the output that the timing file tells of: script's last line.
   *
   * @param output how many bytes of output there are
   */
  public static void copyRest(Recording recording, long output, OutputStream out)
      throws IOException {
    try (FileChannel typescript = open(recording)) {
      long from = TypescriptEnds.firstLineLength(typescript).orElse(0) + output;
      InputStream rest = Channels.newInputStream(typescript.position(from));
      rest.transferTo(out);
    }
  }

  private static FileChannel open(Recording recording) throws IOException {
    return StoredFile.open(recording.typescript());
  }
}
