package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like proc(5), with the processes that a test wants. */
final class FakeProc {
  static final int PTS_3 = 136 << 8 | 3;
  static final int PTS_4 = 136 << 8 | 4;

  private final Path root;

  FakeProc(Path root) {
    this.root = root;
  }

  FakeProc process(long pid, long parent, String command, int tty) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
    Files.createDirectories(folder.resolve("fd"));
    Files.writeString(
        folder.resolve("stat"), pid + " (" + command + ") S " + parent + " 1 1 " + tty + " 0 0\n");
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    return uids(pid, uid, uid);
  }

  FakeProc uids(long pid, int real, int effective) throws IOException {
    return file(
        pid,
        "status",
        "Name:\tx\nUid:\t%d\t%d\t%d\t%d\n".formatted(real, effective, effective, effective));
  }

  FakeProc open(long pid, int fd, Path file) throws IOException {
    Files.createSymbolicLink(root.resolve(pid + "/fd/" + fd), file);
    return this;
  }

  FakeProc file(long pid, String name, String content) throws IOException {
    Files.writeString(root.resolve(pid + "/" + name), content);
    return this;
  }

  FakeProc program(long pid, Path program) throws IOException {
    Files.createSymbolicLink(root.resolve(pid + "/exe"), program);
    return this;
  }

  ProcessTable table() {
    return new ProcessTable(root);
  }
}
