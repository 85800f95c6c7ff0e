package dev.sessionlog.transcriber;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Which session each thread is rendering at this moment. It is noted in a file, a slot for each
 * thread, that is mapped into memory: a note costs nothing, and outlives the process. Each slot is
 * for its thread; the rest is thread-safe.
 */
final class Rendering {
  private static final int SLOT = 64;

  private final AtomicLongArray since;
  private final @Nullable MappedByteBuffer slots;

  private Rendering(int threads, @Nullable MappedByteBuffer slots) {
    this.since = new AtomicLongArray(threads);
    this.slots = slots;
  }

  /** Returns one that keeps no file. */
  static Rendering unnoted(int threads) {
    return new Rendering(threads, null);
  }

  /** Begins a file with nothing noted. Its room is written, for a full disk would end us later. */
  static Rendering in(Path file, int threads) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS)) {
      int size = threads * SLOT;
      ByteBuffer zeros = ByteBuffer.allocate(size);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return new Rendering(threads, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
    }
  }

  /** Returns what an earlier process noted last: what it was rendering when it died. */
  static Set<SessionId> left(Path file) throws IOException {
    Set<SessionId> sessions = new HashSet<>();
    byte[] slots;
    try {
      slots = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return sessions;
    }
    for (int i = 0; i + SLOT <= slots.length; i += SLOT) {
      String text = new String(slots, i, SLOT, StandardCharsets.US_ASCII);
      int end = text.indexOf(0);
      SessionId.parse(end < 0 ? text : text.substring(0, end)).ifPresent(sessions::add);
    }
    return sessions;
  }

  void begins(int thread, SessionId id) {
    since.set(thread, System.nanoTime() | 1);
    MappedByteBuffer map = slots;
    if (map != null) {
      byte[] slot = new byte[SLOT];
      byte[] name = id.toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, slot, 0, Math.min(SLOT - 1, name.length));
      map.put(thread * SLOT, slot);
    }
  }

  void ends(int thread) {
    since.set(thread, 0);
    MappedByteBuffer map = slots;
    if (map != null) {
      map.put(thread * SLOT, (byte) 0);
    }
  }

  /**
   * Returns for how long the oldest rendering that is not over has lasted; 0 when there is none.
   */
  long longestNanos() {
    long longest = 0;
    for (int i = 0; i < since.length(); i++) {
      long began = since.get(i);
      longest = began == 0 ? longest : Math.max(longest, System.nanoTime() - began);
    }
    return longest;
  }
}
