package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads single entries again by their places, so that a user who needs all entries of a session
 * keeps only eight bytes of each. For many threads.
 */
final class LedgerPlaces implements Closeable {
  private static final int OFFSET_BITS = 40;
  private static final int USUAL_LINE = 1024;

  private final LedgerFolder folder;
  private final Map<Long, FileChannel> files = new HashMap<>(); // guarded by itself

  LedgerPlaces(LedgerFolder folder) {
    this.folder = folder;
  }

  /** Returns the number of a place. */
  static long place(long segment, long offset) {
    return segment << OFFSET_BITS | offset;
  }

  /**
   * Returns the entry at a place.
   *
   * @throws DamagedLedgerException if there is none any more
   */
  LedgerEntry entry(long place) throws IOException {
    long segment = place >>> OFFSET_BITS;
    long offset = place & ((1L << OFFSET_BITS) - 1);
    FileChannel file = file(segment);
    for (int length = USUAL_LINE; length <= LineScanner.LONGEST; length *= 2) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      file.read(bytes, offset);
      for (int i = 0; i < bytes.position(); i++) {
        if (bytes.get(i) == '\n') {
          byte[] line = new byte[i];
          bytes.get(0, line);
          return LedgerEntry.parse(line).orElseThrow(() -> changed(segment));
        }
      }
    }
    throw changed(segment);
  }

  private DamagedLedgerException changed(long segment) {
    return new DamagedLedgerException(
        folder.path(), folder.entries(segment).getFileName() + " was changed while it was read");
  }

  private FileChannel file(long segment) throws IOException {
    synchronized (files) {
      FileChannel file = files.get(segment);
      if (file == null) {
        file = StoreFiles.read(folder.entries(segment));
        files.put(segment, file);
      }
      return file;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (files) {
      for (FileChannel file : files.values()) {
        file.close();
      }
      files.clear();
    }
  }
}
