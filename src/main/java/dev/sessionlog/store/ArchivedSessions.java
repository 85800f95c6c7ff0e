package dev.sessionlog.store;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which recordings an archive has whole, as far as this host knows: {@code archive/done/} in the
 * log dir, a file for each day with a line for each session. Only the archiver writes there, after
 * the archive has said so. What is not in it may be there all the same. Thread-safe.
 */
public final class ArchivedSessions {
  private static final int MOST_REMEMBERED = 200_000;
  private static final int LARGEST = 1 << 28;
  private static final int DAY_LENGTH = "20261124".length();
  private static final String MODE = "unix:mode";
  private static final String READABLE = "rw-r-----";

  private final Path logDir;
  private final Path folder;
  private final Map<String, Set<SessionId>> days = new LinkedHashMap<>(16, 0.75f, true);

  /** Creates it for a log dir; nothing need be there yet. */
  public ArchivedSessions(Path logDir) {
    this.logDir = logDir;
    this.folder = logDir.resolve("archive").resolve("done");
  }

  /** Tells whether the archive has a session whole. */
  public synchronized boolean contains(SessionId id) throws IOException {
    return day(id).contains(id);
  }

  /** Says that the archive has it; a loss of power does not undo that. */
  public synchronized void add(SessionId id) throws IOException {
    makeFolder();
    byte[] line = (id + "\n").getBytes(StandardCharsets.US_ASCII);
    Path file = file(id);
    try (FileChannel channel = StoreFiles.append(file)) {
      DurableFile.writeAll(channel, ByteBuffer.wrap(line));
      channel.force(true);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READABLE));
    day(id).add(id);
  }

  /** Whoever may read what lies above may read this: what is made in it has the same group. */
  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      StoreFiles.makeFolder(logDir, folder);
      Object mode = Files.getAttribute(folder.getParent(), MODE, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(folder, MODE, (Integer) mode & 07777, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private Path file(SessionId id) {
    return folder.resolve(id.toString().substring(0, DAY_LENGTH));
  }

  private Set<SessionId> day(SessionId id) throws IOException {
    String name = id.toString().substring(0, DAY_LENGTH);
    Set<SessionId> known = days.get(name);
    if (known == null) {
      known = read(file(id));
      days.put(name, known);
      while (days.size() > 1
          && days.values().stream().mapToInt(Set::size).sum() > MOST_REMEMBERED) {
        days.remove(days.keySet().iterator().next());
      }
    }
    return known;
  }

  /** Half a line, which a crash left, names no session. */
  private static Set<SessionId> read(Path file) throws IOException {
    Set<SessionId> ids = new HashSet<>();
    try (Stream<String> lines = StoreFiles.text(file, LARGEST).lines()) {
      lines.forEach(line -> SessionId.parse(line).ifPresent(ids::add));
    } catch (NoSuchFileException none) {
      return ids;
    }
    return ids;
  }
}
