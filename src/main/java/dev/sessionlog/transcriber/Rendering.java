package dev.sessionlog.transcriber;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which session each thread is rendering, in a file with a slot for each thread, so that it
 * is known after a crash. The file is written, not memory-mapped, because writing to a mapped file
 * on a full disk, or above a quota, kills the thread. Notes that cannot be written are left out.
 * Each slot belongs to its thread; the rest is thread-safe.
 */
final class Rendering {
  private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);
  private static final int SLOT = 64;

  private final AtomicLongArray since;
  private final @Nullable SessionId[] noted;
  private final @Nullable FileChannel slots;

  private Rendering(int threads, @Nullable FileChannel slots) {
    this.since = new AtomicLongArray(threads);
    this.noted = new SessionId[threads];
    this.slots = slots;
  }

  /** Returns one without a file. */
  static Rendering unnoted(int threads) {
    return new Rendering(threads, null);
  }

  /** Creates an empty file, which stays open for the life of the process. */
  static Rendering in(Path file, int threads) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);
    Rendering rendering = new Rendering(threads, channel);
    for (int thread = 0; thread < threads; thread++) {
      rendering.note(thread, new byte[SLOT]);
    }
    return rendering;
  }

  /** Returns the sessions that an earlier process was rendering when it died. */
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

  /**
   * Says that a piece of a session is being rendered. In the file it stays until {@link #rests}: to
   * write it anew for each piece would cost a tenth of the rendering.
   */
  void begins(int thread, SessionId id) {
    since.set(thread, System.nanoTime() | 1);
    if (id.equals(noted[thread])) {
      return;
    }
    noted[thread] = id;
    byte[] slot = new byte[SLOT];
    byte[] name = id.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, slot, 0, Math.min(SLOT - 1, name.length));
    note(thread, slot);
  }

  /** Says that it is rendered. */
  void ends(int thread) {
    since.set(thread, 0);
  }

  /** Says that the thread does something else from now on. */
  void rests(int thread) {
    if (noted[thread] != null) {
      noted[thread] = null;
      note(thread, new byte[1]);
    }
  }

  private void note(int thread, byte[] bytes) {
    FileChannel channel = slots;
    if (channel == null) {
      return;
    }
    try {
      channel.write(ByteBuffer.wrap(bytes), (long) thread * SLOT);
    } catch (IOException full) {
      // A crash then sets aside the session noted before, if any; it is rendered alone, and
      // completely.
      LOG.debug("not noted what is rendered: {}", full.toString());
    }
  }

  /** Returns how long the oldest unfinished rendering has lasted; 0 if there is none. */
  long longestNanos() {
    long longest = 0;
    for (int i = 0; i < since.length(); i++) {
      long began = since.get(i);
      longest = began == 0 ? longest : Math.max(longest, System.nanoTime() - began);
    }
    return longest;
  }
}
