package dev.sessionlog.pipe;

import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A session's pipe with its read end open. For one thread at a time. */
public final class NamedPipe implements Closeable {
  private static final int PRIVATE = 0600;

  private final Path path;
  private final UnixFile readEnd;

  private NamedPipe(Path path, UnixFile readEnd) {
    this.path = path;
    this.readEnd = readEnd;
  }

  /**
   * Makes a pipe and opens its read end, without waiting for a writer.
   *
   * @param mode the permission bits that it has afterwards, exactly: mkfifo(2) alone would lose
   *     some to the umask
   * @param size how many bytes it is to hold; less where the kernel allows no more
   */
  public static NamedPipe create(Unix unix, Path path, int mode, int size) throws IOException {
    return create(unix, path, size, pipe -> pipe.chmod(mode));
  }

  /**
   * Makes a pipe as {@link #create} does, for another user: who may do with it what the mode's
   * group bits say, and nobody else in any group. Where the file system has no access control
   * lists, that takes a group in which the user is alone.
   *
   * @throws IOException when neither can be had
   */
  public static NamedPipe createFor(Unix unix, Path path, Account user, int mode, int size)
      throws IOException {
    return create(unix, path, size, pipe -> allow(unix, path, pipe, user, mode));
  }

  private static void allow(Unix unix, Path path, UnixFile pipe, Account user, int mode)
      throws IOException {
    try {
      pipe.allowOnly(user.uid(), mode);
    } catch (UnixException e) {
      if (!e.unsupported()) {
        throw e;
      }
      if (!unix.aloneInGroup(user)) {
        throw new IOException(
            path
                + ": its file system has no access control lists, and the group of "
                + user.name()
                + " has other members; nothing keeps them from the pipe");
      }
      pipe.chgrp(user.gid());
      pipe.chmod(mode);
    }
  }

  /** What is done to a new pipe before anyone but its owner can open it. */
  private interface Opening {
    void apply(UnixFile pipe) throws IOException;
  }

  private static NamedPipe create(Unix unix, Path path, int size, Opening opening)
      throws IOException {
    unix.mkfifo(path, PRIVATE);
    NamedPipe pipe = null;
    try {
      pipe = open(unix, path);
      enlarge(pipe.readEnd, size); // first: who may write it may keep it from answering
      opening.apply(pipe.readEnd);
      return pipe;
    } catch (IOException e) {
      if (pipe != null) {
        pipe.close();
      }
      PipeFolder.remove(path);
      throw e;
    }
  }

  /**
   * Opens the read end of a pipe that is there.
   *
   * @throws IOException when what stands at {@code path} is no pipe of this process's user
   */
  public static NamedPipe open(Unix unix, Path path) throws IOException {
    try (UnixFile found = unix.open(path, OpenFlag.PATH)) {
      FileFacts facts = found.facts();
      if (!facts.fifo()) {
        throw new IOException(path + ": not a named pipe; it was replaced");
      }
      if (facts.uid() != unix.uid()) {
        throw new IOException(path + ": belongs to uid " + facts.uid() + ", not to the collector");
      }
      return new NamedPipe(path, unix.reopen(found, OpenFlag.READ, OpenFlag.NONBLOCK));
    }
  }

  /**
   * Opens the read end of a pipe that a process keeps open, whatever stands at its name now.
   *
   * @param kept what {@link KeptPipes} found
   * @param path where it is to count as standing
   * @throws IOException when that process keeps no pipe open of this process's user any more
   */
  public static NamedPipe open(Unix unix, KeptPipes.Kept kept, Path path) throws IOException {
    UnixFile readEnd = unix.openInputOf(kept.keepAlive(), OpenFlag.READ, OpenFlag.NONBLOCK);
    FileFacts facts = readEnd.facts();
    if (!facts.fifo() || facts.uid() != unix.uid()) {
      readEnd.close();
      throw new IOException(path + ": its keep-alive process, pid " + kept.keepAlive() + ", ended");
    }
    return new NamedPipe(path, readEnd);
  }

  /** Asks for ever less until the kernel agrees: a user's pipes share one limit. */
  private static void enlarge(UnixFile pipe, int size) throws IOException {
    for (int ask = size; ask > pipe.pipeSize(); ask /= 2) {
      if (tryResize(pipe, ask)) {
        return;
      }
    }
  }

  private static boolean tryResize(UnixFile pipe, int size) throws IOException {
    try {
      pipe.setPipeSize(size);
      return true;
    } catch (UnixException refused) {
      return false;
    }
  }

  /** Returns where it stands in the file system. */
  public Path path() {
    return path;
  }

  /** Returns the read end, to wait for its readiness or to hand it on. */
  public UnixFile readEnd() {
    return readEnd;
  }

  /** Returns what fstat(2) says of it. */
  public FileFacts facts() throws IOException {
    return readEnd.facts();
  }

  /** Returns when it was last written to, which the kernel keeps; it needs no name for that. */
  public Instant lastWrite() throws IOException {
    return Files.getLastModifiedTime(readEnd.alias()).toInstant();
  }

  /**
   * Makes sure that a wait for readiness tells when no writer is there. The kernel tells so only of
   * writers that came and went while this end was open: so one comes and goes.
   */
  public void noticeHangup(Unix unix) throws IOException {
    unix.reopen(readEnd, OpenFlag.WRITE, OpenFlag.NONBLOCK).close();
  }

  /** Removes its name; open ends go on working. */
  public void unlink() throws IOException {
    PipeFolder.remove(path);
  }

  @Override
  public void close() throws IOException {
    readEnd.close();
  }
}
