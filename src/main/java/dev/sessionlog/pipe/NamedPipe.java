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
   * @param mode its exact permission bits, which mkfifo(2) alone would reduce by the umask
   * @param size the wanted capacity in bytes; the kernel may allow less
   */
  public static NamedPipe create(Unix unix, Path path, int mode, int size) throws IOException {
    return create(unix, path, size, pipe -> pipe.chmod(mode));
  }

  /**
   * Makes a pipe as {@link #create} does, for another user. That user gets the rights of the mode's
   * group bits; other members of any group get none. On a file system without access control lists
   * this needs a group with that user as its only member.
   *
   * @throws IOException if neither is available
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
                + ": the file system has no access control lists, and the group of "
                + user.name()
                + " has other members, who could write to the pipe");
      }
      pipe.chgrp(user.gid());
      pipe.chmod(mode);
    }
  }

  /** An action on a new pipe before users other than its owner can open it. */
  private interface Opening {
    void apply(UnixFile pipe) throws IOException;
  }

  private static NamedPipe create(Unix unix, Path path, int size, Opening opening)
      throws IOException {
    unix.mkfifo(path, PRIVATE);
    NamedPipe pipe = null;
    try {
      pipe = open(unix, path);
      enlarge(pipe.readEnd, size); // first, because a user who may write to it can block it
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
   * Opens the read end of an existing pipe.
   *
   * @throws IOException if {@code path} is not a pipe of this process's user
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
   * @param kept the pipe that {@link KeptPipes} found
   * @param path the path that it is regarded as having
   * @throws IOException if that process keeps no pipe open of this process's user any more
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

  /** Asks for less and less until the kernel agrees, because the pipes of a user share a limit. */
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

  /** Returns its path. */
  public Path path() {
    return path;
  }

  /** Returns the read end, to poll it or to pass it on. */
  public UnixFile readEnd() {
    return readEnd;
  }

  /** Returns what fstat(2) says of it. */
  public FileFacts facts() throws IOException {
    return readEnd.facts();
  }

  /** Returns when it was last written to. This works for an unlinked pipe, too. */
  public Instant lastWrite() throws IOException {
    return Files.getLastModifiedTime(readEnd.alias()).toInstant();
  }

  /**
   * Makes sure that poll(2) reports the absence of a writer. The kernel reports a hangup only if a
   * writer came and went while this end was open, so this opens and closes one.
   */
  public void noticeHangup(Unix unix) throws IOException {
    unix.reopen(readEnd, OpenFlag.WRITE, OpenFlag.NONBLOCK).close();
  }

  /** Unlinks it; open ends continue to work. */
  public void unlink() throws IOException {
    PipeFolder.remove(path);
  }

  @Override
  public void close() throws IOException {
    readEnd.close();
  }
}
