package dev.sessionlog.userlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The last lines of a log.
 *
 * @param lines the lines, oldest first
 * @param end the offset of their end in the current file, where later lines begin
 */
record LastLines(List<String> lines, long end) {
  private static final int BLOCK = 1 << 16;

  /**
   * Reads the last {@code count} lines, or fewer if there are not so many, from the newest file
   * backwards.
   */
  static LastLines read(LogSnapshot log, int count, Consumer<String> damage) throws IOException {
    Deque<List<String>> files = new ArrayDeque<>();
    int found = 0;
    long end = 0;
    FileChannel current = log.current();
    if (current != null) {
      List<String> lines = new ArrayList<>();
      end = readFrom(current, startOfLast(current, count), lines::add);
      files.addFirst(lines);
      found = lines.size();
    }
    for (int i = log.rolled().size() - 1; i >= 0 && found < count; i--) {
      List<String> lines = lastOf(log.rolled().get(i), count - found, damage);
      files.addFirst(lines);
      found += lines.size();
    }
    List<String> all = new ArrayList<>();
    files.forEach(all::addAll);
    // More lines may have been written since their beginning was found.
    return new LastLines(
        List.copyOf(all.subList(Math.max(0, all.size() - count), all.size())), end);
  }

  /** Reads complete lines from {@code offset} on, and returns the offset of their end. */
  static long readFrom(FileChannel file, long offset, Consumer<String> sink) throws IOException {
    @SuppressWarnings("resource") // closing it would close the file of the caller
    LogLines lines = LogLines.of(file, offset);
    for (String line = lines.next(); line != null; line = lines.next()) {
      sink.accept(line);
    }
    return offset + lines.consumed();
  }

  /** Returns the offset of the last {@code count} complete lines of a file. */
  private static long startOfLast(FileChannel file, int count) throws IOException {
    byte[] block = new byte[BLOCK];
    long missing = count + 1L; // including the line end before the first of them
    for (long end = file.size(); end > 0; ) {
      int wanted = (int) Math.min(BLOCK, end);
      int got = file.read(ByteBuffer.wrap(block, 0, wanted), end - wanted);
      for (int i = got - 1; i >= 0; i--) {
        if (block[i] == '\n' && --missing == 0) {
          return end - wanted + i + 1;
        }
      }
      end -= wanted;
    }
    return 0;
  }

  private static List<String> lastOf(UserLogFile file, int count, Consumer<String> damage)
      throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (LogLines lines = LogLines.of(file, damage)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        last.addLast(line);
        if (last.size() > count) {
          last.removeFirst();
        }
      }
    }
    return List.copyOf(last);
  }
}
