package dev.sessionlog.login;

import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file at the place of a knock, whatever it is, as it was opened. */
final class Knock implements Closeable {
  /** A pid, and after a dot anything that makes the name unpredictable. */
  static final Pattern NAME = Pattern.compile("([1-9]\\d{0,17})(?:\\.[A-Za-z0-9]{1,16})?");

  /** An empty line is not an answer, but announces one. */
  private static final String PROMISE = "\n";

  private final Unix unix;
  private final Path path;
  private final UnixFile file;

  private Knock(Unix unix, Path path, UnixFile file) {
    this.unix = unix;
    this.path = path;
    this.file = file;
  }

  static Knock open(Unix unix, Path path) throws IOException {
    return new Knock(unix, path, unix.open(path, OpenFlag.PATH));
  }

  /** Returns its owner. */
  long uid() throws IOException {
    return file.facts().uid();
  }

  /** With two names, it could be another user's knock under the pid of a process of theirs. */
  boolean isWellFormed() throws IOException {
    FileFacts facts = file.facts();
    return facts.fifo() && facts.links() == 1;
  }

  /**
   * Returns the knocking process; empty unless it is alive and belongs to the owner of the knock.
   */
  OptionalLong knocker(ProcessTable processes) throws IOException {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!isWellFormed() || !name.matches()) {
      return OptionalLong.empty();
    }
    long pid = Long.parseLong(name.group(1));
    return processes.soleUid(pid).equals(OptionalLong.of(uid()))
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }

  /**
   * Makes sure that its launcher has opened it. It is not kept open for that, because the launcher
   * could not give up if this thread were stuck.
   *
   * @throws dev.sessionlog.unix.UnixException if nobody has it open
   */
  void requireOpened() throws IOException {
    unix.reopen(file, OpenFlag.WRITE, OpenFlag.NONBLOCK).close();
  }

  void answer(Answer answer) throws IOException {
    write(answer.text());
  }

  void promise() throws IOException {
    write(PROMISE);
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (UnixFile open = unix.reopen(file, OpenFlag.WRITE, OpenFlag.NONBLOCK)) {
      open.write(UnixFile.allocate(bytes.length).put(bytes).flip());
    }
  }

  /** Another file may be at its path by now, so it is removed only if it is the opened one. */
  void remove() throws IOException {
    FileFacts opened = file.facts();
    Path knocks = path.toAbsolutePath().getParent();
    new KnockRemoval(new RunDir(knocks.getParent()).refused())
        .remove(path, new KnockRemoval.Identity(opened.device(), opened.inode()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
