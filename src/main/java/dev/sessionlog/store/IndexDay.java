package dev.sessionlog.store;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.NewerRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The index of the sessions that began on one day, as it was when it was read. A line that is
 * truncated or has no session is ignored; if a session has two lines, the last one counts. Missing
 * sessions are read from their recordings. Thread-safe.
 */
public final class IndexDay {
  private static final int ID_LENGTH = 20;

  /** The largest index of a day, for a million sessions, in bytes. */
  private static final int LARGEST = 1 << 30;

  private final Path file;
  private final byte[] content;
  private final Map<String, Integer> lines;

  private IndexDay(Path file, byte[] content) {
    this.file = file;
    this.content = content;
    this.lines = lines(content);
  }

  /** Reads {@code file}; an unreadable file counts as empty. */
  static IndexDay read(Path file) {
    try {
      return new IndexDay(file, StoreFiles.bytes(file, LARGEST));
    } catch (IOException | OutOfMemoryError unreadable) {
      return new IndexDay(file, new byte[0]);
    }
  }

  private static Map<String, Integer> lines(byte[] content) {
    Map<String, Integer> lines = new HashMap<>();
    int from = 0;
    for (int to = end(content, from); to >= 0; to = end(content, from)) {
      if (to - from > ID_LENGTH && content[from + ID_LENGTH] == ' ') {
        lines.put(new String(content, from, ID_LENGTH, StandardCharsets.US_ASCII), from);
      }
      from = to + 1;
    }
    return lines;
  }

  private static int end(byte[] content, int from) {
    for (int at = from; at < content.length; at++) {
      if (content[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /**
   * Returns the entry of a recording of this day, from the index or from its folder.
   *
   * @throws NoSuchFileException if it is gone, or was never complete
   * @throws CorruptRecordingException if {@code session.json} is not a session
   */
  public IndexEntry look(Recording recording) throws IOException {
    Optional<IndexEntry> known = find(recording.id());
    return known.isPresent() ? known.get() : IndexEntry.of(recording);
  }

  /** Returns the session of a recording of this day; throws like {@link #look}. */
  Session session(Recording recording) throws IOException {
    Optional<IndexEntry> known = find(recording.id());
    return known.isPresent() ? known.get().session() : recording.session();
  }

  /** Returns the disk space of a recording of this day, in bytes. */
  public long diskSize(Recording recording) {
    Integer from = lines.get(recording.id().toString());
    try {
      return from == null ? recording.diskSize() : Head.at(content, from).diskSize();
    } catch (IllegalArgumentException notALine) {
      return recording.diskSize();
    }
  }

  /** Returns the entry of a session in this index. */
  Optional<IndexEntry> find(SessionId id) {
    Integer from = lines.get(id.toString());
    if (from == null) {
      return Optional.empty();
    }
    try {
      Head head = Head.at(content, from);
      byte[] json = Arrays.copyOfRange(content, head.end(), end(content, from));
      IndexEntry entry =
          new IndexEntry(SessionFile.decode(file, json), head.diskSize(), head.compressible());
      return Optional.of(entry).filter(e -> e.session().id().equals(id));
    } catch (IOException | IllegalArgumentException notALine) {
      return Optional.empty();
    }
  }

  /**
   * Rewrites the file with a line for each of these recordings, in the order of their ids. An
   * unreadable recording is left out, so that every reader looks at it.
   *
   * @param recordings all finished recordings of the day
   */
  void renew(List<Recording> recordings) throws IOException {
    ByteArrayOutputStream renewed = new ByteArrayOutputStream(content.length);
    List<Recording> sorted =
        recordings.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    for (Recording recording : sorted) {
      line(recording).ifPresent(renewed::writeBytes);
    }
    byte[] wanted = renewed.toByteArray();
    if (wanted.length == 0) {
      Files.deleteIfExists(file);
    } else if (!Arrays.equals(wanted, content)) {
      DurableFile.replaceSoon(file, wanted);
    }
  }

  private Optional<byte[]> line(Recording recording) throws IOException {
    try {
      IndexEntry entry = look(recording);
      return entry.known() ? Optional.of(entry.line()) : Optional.empty();
    } catch (NoSuchFileException | CorruptRecordingException | NewerRecordingException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The part of a line before the session.
   *
   * @param end the offset of the session
   */
  private record Head(long diskSize, boolean compressible, int end) {
    /**
     * Reads the head of the line that begins at {@code from}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Head at(byte[] content, int from) {
      int size = from + ID_LENGTH + 1;
      int sizeEnd = blank(content, size);
      int word = sizeEnd + 1;
      int wordEnd = blank(content, word);
      boolean plain =
          switch (text(content, word, wordEnd)) {
            case "plain" -> true;
            case "final" -> false;
            default -> throw new IllegalArgumentException("neither plain nor final");
          };
      return new Head(Long.parseLong(text(content, size, sizeEnd)), plain, wordEnd + 1);
    }

    private static int blank(byte[] content, int from) {
      int at = from;
      while (at < content.length && content[at] != ' ') {
        if (content[at] == '\n') {
          throw new IllegalArgumentException("cut off");
        }
        at++;
      }
      return at;
    }

    private static String text(byte[] content, int from, int to) {
      return new String(content, from, to - from, StandardCharsets.US_ASCII);
    }
  }
}
