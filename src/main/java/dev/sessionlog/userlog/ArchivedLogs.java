package dev.sessionlog.userlog;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * Which rolled logs an archive has, as far as this host knows: {@code archive/logs} in the log dir,
 * a line for each. Only the archiver writes it. Not thread-safe.
 */
public final class ArchivedLogs {
  private static final int LARGEST = 1 << 28;

  private final Path file;
  private final Set<String> names;

  private ArchivedLogs(Path file, Set<String> names) {
    this.file = file;
    this.names = names;
  }

  /** Reads what is known in a log dir. */
  public static ArchivedLogs read(Path logDir) throws IOException {
    Path file = logDir.resolve("archive").resolve("logs");
    Set<String> names = new HashSet<>();
    try {
      StoreFiles.text(file, LARGEST).lines().forEach(names::add);
    } catch (NoSuchFileException none) {
      return new ArchivedLogs(file, names);
    }
    return new ArchivedLogs(file, names);
  }

  /** Tells whether the archive has a log of that seat. */
  public boolean contains(Seat seat, UserLogFile log) {
    return names.contains(name(seat, log));
  }

  /** Says that the archive has it; a loss of power does not undo that. */
  public void add(Seat seat, UserLogFile log) throws IOException {
    String name = name(seat, log);
    try (FileChannel channel = StoreFiles.append(file)) {
      byte[] line = (name + "\n").getBytes(StandardCharsets.UTF_8);
      DurableFile.writeAll(channel, ByteBuffer.wrap(line));
      channel.force(true);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    names.add(name);
  }

  /** What is compressed is the same log. */
  private static String name(Seat seat, UserLogFile log) {
    String plain = log.plain().path().getFileName().toString();
    return seat.isFirst() ? plain : seat.folder().getFileName() + "~" + plain;
  }
}
