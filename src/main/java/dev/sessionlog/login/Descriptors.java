package dev.sessionlog.login;

import dev.sessionlog.pipe.UnlinkedName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open files of processes, from proc(5). Users decide how many there are and how long their
 * names are, so descriptors are read one by one, only the first {@value #MOST} of a process, and
 * the others are not kept in memory. Thread-safe.
 */
final class Descriptors {
  /** {@code script} opens its files early, so its pipe is among the first dozen. */
  static final int MOST = 512;

  /** The suffix of the names of sessions' pipes. */
  private static final String PIPE = ".fifo";

  private static final int LARGEST_INFO = 4096;
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final long ACCESS_MODE = 03;
  private static final long WRITE_ONLY = 01;
  private static final long NAME_ONLY = 010000000;
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s*([0-7]{1,12})$");
  private static final Pattern INODE = Pattern.compile("(?m)^ino:\\s*(\\d{1,18})$");
  private static final Pattern TTY_INDEX = Pattern.compile("(?m)^tty-index:\\s*(\\d{1,9})$");

  private final Path proc;

  Descriptors(Path proc) {
    this.proc = proc;
  }

  /**
   * Returns the first result of {@code choose} for the pipes that a process has open for writing. A
   * pipe opened with O_PATH or for reading does not count.
   */
  <T> Optional<T> writtenPipe(long pid, long uid, Function<OpenPipe, Optional<T>> choose) {
    return first(pid, entry -> pipe(pid, uid, entry).flatMap(choose));
  }

  private Optional<OpenPipe> pipe(long pid, long uid, Path entry) throws IOException {
    Path name = UnlinkedName.without(Files.readSymbolicLink(entry));
    // The kernel knows the name itself; everything else needs the file system, which may hang.
    if (!name.toString().endsWith(PIPE)) {
      return Optional.empty();
    }
    Map<String, Object> facts = Files.readAttributes(entry, "unix:mode,dev,ino");
    if (((Integer) facts.get("mode") & TYPE) != FIFO
        || !writes(access(proc.resolve(Long.toString(pid)), entry))) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenPipe(pid, uid, (Long) facts.get("dev"), (Long) facts.get("ino"), name));
  }

  /** Returns true if a descriptor is open for reading. */
  boolean canBeRead(long pid, Path entry) {
    try {
      return reads(access(proc.resolve(Long.toString(pid)), entry));
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns true if a descriptor is open for writing.
   *
   * @param task the folder of its process or thread
   */
  boolean canBeWritten(Path task, Path entry) {
    try {
      return writes(access(task, entry));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Returns the number of an open file; empty if the kernel does not show it, as before 5.14. */
  OptionalLong inode(Path task, Path entry) {
    try {
      Matcher inode = INODE.matcher(info(task, entry));
      return inode.find() ? OptionalLong.of(Long.parseLong(inode.group(1))) : OptionalLong.empty();
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  /** Returns the number of the first pseudo-terminal that a process created. */
  OptionalInt madeTerminal(long pid) {
    Optional<Integer> made = first(pid, entry -> terminalIndex(pid, entry));
    return made.isPresent() ? OptionalInt.of(made.get()) : OptionalInt.empty();
  }

  private Optional<Integer> terminalIndex(long pid, Path entry) throws IOException {
    if (!Files.readSymbolicLink(entry).endsWith("ptmx")) {
      return Optional.empty();
    }
    Matcher index = TTY_INDEX.matcher(info(proc.resolve(Long.toString(pid)), entry));
    return index.find() ? Optional.of(Integer.valueOf(index.group(1))) : Optional.empty();
  }

  /** A question about a descriptor. */
  private interface Question<T> {
    Optional<T> answer(Path entry) throws IOException;
  }

  /**
   * Reads again if something was unreadable and the process is alive, because a shell whose pipe
   * was missed would count as unrecorded, and be recorded twice.
   */
  private <T> Optional<T> first(long pid, Question<T> question) {
    Path process = proc.resolve(Long.toString(pid));
    Look<T> look = look(process, question);
    boolean again = look.missed && Files.exists(process);
    return again ? look(process, question).found : look.found;
  }

  /**
   * The result, and whether an unreadable descriptor may have been it. Files of other users do not
   * count, because they can never be read.
   */
  private record Look<T>(Optional<T> found, boolean missed) {}

  private static <T> Look<T> look(Path process, Question<T> question) {
    boolean missed = false;
    int looked = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path entry : entries) {
        try {
          Optional<T> found = question.answer(entry);
          if (found.isPresent()) {
            return new Look<>(found, false);
          }
        } catch (IOException | RuntimeException gone) {
          missed = true;
        }
        if (++looked == MOST) {
          return new Look<>(Optional.empty(), missed);
        }
      }
    } catch (AccessDeniedException forbidden) {
      return new Look<>(Optional.empty(), false);
    } catch (IOException | DirectoryIteratorException gone) {
      missed = true;
    }
    // Every process has something open, but some errors look like the end of the folder.
    return new Look<>(Optional.empty(), missed || looked == 0);
  }

  private static long access(Path task, Path entry) throws IOException {
    Matcher flags = FLAGS.matcher(info(task, entry));
    if (!flags.find()) {
      throw new IOException(entry + ": no flags");
    }
    long bits = Long.parseLong(flags.group(1), 8);
    return bits & (ACCESS_MODE | NAME_ONLY);
  }

  /** Opened for writing, or for both. */
  private static boolean writes(long access) {
    return access != 0 && (access & NAME_ONLY) == 0;
  }

  private static boolean reads(long access) {
    return access != WRITE_ONLY && (access & NAME_ONLY) == 0;
  }

  private static String info(Path task, Path entry) throws IOException {
    Path info = task.resolve("fdinfo").resolve(entry.getFileName());
    try (InputStream in = Files.newInputStream(info)) {
      return new String(in.readNBytes(LARGEST_INFO), StandardCharsets.US_ASCII);
    }
  }
}
