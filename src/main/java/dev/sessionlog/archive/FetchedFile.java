package dev.sessionlog.archive;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A file of a recording that ended, whose parts are fetched when they are read, and a few behind
 * them. Its length is known from the beginning. Each part is checked against what the session's
 * facts say of it. For one thread; several fetch for it.
 */
final class FetchedFile extends ReadOnlyChannel {
  /** With the one that is read these are in memory at a time. */
  private static final int AHEAD = 3;

  private final ArchivedFile promised;
  private final Source source;
  private final ExecutorService workers;
  private final FileChannel kept;
  private final Map<Integer, Future<?>> asked = new HashMap<>();

  /** Where parts come from. */
  interface Source {
    /** Returns what the name of an object with a part is. */
    String name(ArchivedFile.Part part);

    /**
     * Fetches and checks a part.
     *
     * @throws ArchiveException when it is missing, or not what it should be
     */
    byte[] fetch(ArchivedFile.Part part) throws IOException;
  }

  /**
   * Creates one; nothing is fetched yet.
   *
   * @param promised its parts, which follow each other
   * @param kept where the parts that were fetched are kept; closed with this
   */
  FetchedFile(ArchivedFile promised, Source source, ExecutorService workers, FileChannel kept) {
    this.promised = promised;
    this.source = source;
    this.workers = workers;
    this.kept = kept;
  }

  @Override
  public long size() {
    return promised.bytes();
  }

  @Override
  public int read(ByteBuffer target, long place) throws IOException {
    if (place >= size()) {
      return -1;
    }
    int index = indexOf(place);
    int last = Math.min(index + AHEAD, promised.parts().size() - 1);
    for (int next = index; next <= last; next++) {
      asked.computeIfAbsent(next, part -> workers.submit(() -> fetch(part)));
    }
    await(index);
    long left = promised.parts().get(index).end() - place;
    ByteBuffer some = target.duplicate();
    some.limit(some.position() + (int) Math.min(some.remaining(), left));
    int count = kept.read(some, place);
    target.position(some.position());
    return count;
  }

  /** Returns which part has that byte. */
  private int indexOf(long place) {
    List<ArchivedFile.Part> parts = promised.parts();
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (parts.get(middle).end() > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private Object fetch(int index) throws IOException {
    ArchivedFile.Part part = promised.parts().get(index);
    ByteBuffer bytes = ByteBuffer.wrap(source.fetch(part));
    long place = part.offset();
    while (bytes.hasRemaining()) {
      place += kept.write(bytes, place);
    }
    return part;
  }

  /** What is damaged there is a damaged place of the recording. What was away is asked again. */
  private void await(int index) throws IOException {
    try {
      ArchivedBytes.get(asked.get(index));
    } catch (ArchiveException e) {
      if (!e.isOfOneObject()) {
        asked.remove(index);
        throw e;
      }
      String name = source.name(promised.parts().get(index));
      String what = String.valueOf(e.getMessage());
      int from = what.indexOf(name + ": ");
      throw new CorruptRecordingException(
          Path.of(name), from < 0 ? what : what.substring(from + name.length() + 2));
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    asked.values().forEach(future -> future.cancel(false));
    kept.close();
  }
}
