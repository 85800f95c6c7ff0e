package dev.sessionlog.pipe;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process that does nothing but keep a read end of a pipe open, so that what {@code script}
 * writes waits there while the collector is dead. It is a sleep(1), outlives the collector, and is
 * known by a file beside the pipe that holds its pid.
 */
public final class Holder {
  private static final String PROGRAM = "/bin/sleep";
  private static final String FOREVER = "infinity";
  private static final int SIGKILL = 9;

  private final Unix unix;
  private final Path pidFile;
  private final long pid;
  private final boolean child;

  private Holder(Unix unix, Path pidFile, long pid, boolean child) {
    this.unix = unix;
    this.pidFile = pidFile;
    this.pid = pid;
    this.child = child;
  }

  /** Starts a holder that stays until {@link #release}. */
  public static Holder start(Unix unix, NamedPipe pipe) throws IOException {
    return start(unix, pipe, FOREVER);
  }

  /** Takes over the holder that an earlier collector left, or starts one. */
  public static Holder adopt(Unix unix, NamedPipe pipe) throws IOException {
    Optional<Holder> left = find(unix, pipe.path());
    if (left.isPresent() && left.get().unlimited()) {
      return left.get();
    }
    Holder fresh = start(unix, pipe);
    left.ifPresent(Holder::end);
    return fresh;
  }

  private boolean unlimited() throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(FOREVER);
  }

  private static Holder start(Unix unix, NamedPipe pipe, String time) throws IOException {
    long pid = unix.spawn(pipe.readEnd(), List.of(PROGRAM, time));
    Holder holder = new Holder(unix, PipeFolder.holderFile(pipe.path()), pid, true);
    try {
      Files.writeString(holder.pidFile, pid + "\n");
      return holder;
    } catch (IOException e) {
      holder.end();
      throw e;
    }
  }

  /**
   * Returns the holder that an earlier collector left for the pipe at {@code pipe}, if it lives.
   */
  public static Optional<Holder> find(Unix unix, Path pipe) throws IOException {
    Path pidFile = PipeFolder.holderFile(pipe);
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      return holds(pid, pipe)
          ? Optional.of(new Holder(unix, pidFile, pid, false))
          : Optional.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * A pid may be another process's by now: it counts only when its input is this pipe. The kernel
   * says {@code (deleted)} behind the name once the pipe is unlinked.
   */
  private static boolean holds(long pid, Path pipe) {
    try {
      String input =
          Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0")).getFileName().toString();
      String name = pipe.getFileName().toString();
      return input.equals(name) || input.equals(name + " (deleted)");
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns the processes that hold pipes in {@code folder} and that none of the files there names:
   * a collector that was killed just after it started one left it. One that is being started looks
   * the same for an instant.
   */
  public static Set<Long> strays(Unix unix, PipeFolder folder) throws IOException {
    Set<Long> strays = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holdsAny(unix, process, folder)) {
          strays.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    for (Path pipe : folder.pipes()) {
      find(unix, pipe).ifPresent(holder -> strays.remove(holder.pid));
    }
    return strays;
  }

  /** Ends a holder that {@link #strays} found. */
  public static void end(Unix unix, long stray) {
    unix.kill(stray, SIGKILL);
  }

  /**
   * Looks at processes of this user alone: to read how another's was called may take for ever, for
   * that is kept in its memory.
   */
  private static boolean holdsAny(Unix unix, Path process, PipeFolder folder) {
    try {
      long owner = Integer.toUnsignedLong((Integer) Files.getAttribute(process, "unix:uid"));
      if (owner != unix.uid()) {
        return false;
      }
      String input = Files.readSymbolicLink(process.resolve("fd/0")).toString();
      Path pipe = Path.of(input.replaceFirst(" \\(deleted\\)$", ""));
      return folder.sessionOf(pipe).isPresent()
          && Files.readString(process.resolve("cmdline")).startsWith(PROGRAM + "\0");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Returns its pid. */
  public long pid() {
    return pid;
  }

  /**
   * Lets it stay for {@code time} at the most from now, for a collector that ends in good order:
   * when nobody takes over by then, the session goes on unrecorded rather than wait for ever.
   */
  public void limit(NamedPipe pipe, Duration time) throws IOException {
    start(unix, pipe, Long.toString(Math.max(1, time.toSeconds())));
    end();
  }

  /** Ends the holder of the pipe at {@code pipe}, if there is one, and removes its file. */
  public static void discard(Unix unix, Path pipe) throws IOException {
    Optional<Holder> left = find(unix, pipe);
    left.ifPresent(Holder::end);
    Files.deleteIfExists(PipeFolder.holderFile(pipe));
  }

  /** Ends it and removes its file. */
  public void release() throws IOException {
    end();
    Files.deleteIfExists(pidFile);
  }

  private void end() {
    unix.kill(pid, SIGKILL);
    if (child) {
      unix.reap(pid);
    }
  }
}
