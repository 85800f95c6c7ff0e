package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder that looks like proc(5), with the processes that a test wants. */
final class FakeProc {
  static final int PTS_3 = 136 << 8 | 3;
  static final int PTS_4 = 136 << 8 | 4;

  private static final String WRITE_ONLY = "0100001";

  private final Path root;
  private final Path script;

  /** Terminals, by the paths that lead to them. */
  private final Map<Path, TerminalDevice> devices = new HashMap<>();

  FakeProc(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
    this.script = Files.createTempFile(root, "script", "");
  }

  FakeProc process(long pid, long parent, String command, int tty) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Long.toString(pid)));
    Files.createDirectories(folder.resolve("fd"));
    Files.writeString(
        folder.resolve("stat"), pid + " (" + command + ") S " + parent + " 1 1 " + tty + " 0 0\n");
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    return uids(pid, uid, uid);
  }

  /** Says more of a process: who leads its session, how many threads it has, when it began. */
  FakeProc started(long pid, long leader, int threads, long ticks) throws IOException {
    return stat(pid, 3, leader).stat(pid, 17, threads).stat(pid, 19, ticks);
  }

  FakeProc parent(long pid, long parent) throws IOException {
    return stat(pid, 1, parent);
  }

  /** Sets one of the fields of {@code stat}, counted from the state of the process. */
  private FakeProc stat(long pid, int field, long value) throws IOException {
    String stat = Files.readString(root.resolve(pid + "/stat")).strip();
    int end = stat.lastIndexOf(')') + 2;
    List<String> fields = new ArrayList<>(List.of(stat.substring(end).split(" ")));
    while (fields.size() <= field) {
      fields.add("0");
    }
    fields.set(field, Long.toString(value));
    return file(pid, "stat", stat.substring(0, end) + String.join(" ", fields) + "\n");
  }

  /** Says in which mount namespace a process is. */
  FakeProc namespace(long pid, String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve(pid + "/ns"));
    Files.createSymbolicLink(folder.resolve("mnt"), Path.of(name));
    return this;
  }

  /** Opens a file to write in a thread alone. */
  FakeProc thread(Path thread, int fd, Path file) throws IOException {
    Path folder = root.resolve(thread);
    Files.createDirectories(folder.resolve("fdinfo"));
    Files.createSymbolicLink(Files.createDirectories(folder.resolve("fd")).resolve("" + fd), file);
    Files.writeString(folder.resolve("fdinfo/" + fd), "flags:\t" + WRITE_ONLY + "\n");
    return this;
  }

  FakeProc children(long pid, long child) throws IOException {
    Path task = Files.createDirectories(root.resolve(pid + "/task/" + pid));
    Files.writeString(task.resolve("children"), child + " ");
    return this;
  }

  FakeProc uids(long pid, int real, int effective) throws IOException {
    return file(
        pid,
        "status",
        "Name:\tx\nUid:\t%d\t%d\t%d\t%d\n".formatted(real, effective, effective, effective));
  }

  /** Starts the script(1) that the system has, in a session of its own. */
  FakeProc script(long pid, long parent, int tty) throws IOException {
    return process(pid, parent, "script", tty).program(pid, script);
  }

  /** Has a terminal stand in this machine's /dev/pts. */
  FakeProc terminal(int number, long owner) {
    Path name = TtyName.of(number).orElseThrow();
    devices.put(name, new TerminalDevice(number, owner, name));
    return this;
  }

  /** Opens that terminal for both. */
  FakeProc openTerminal(long pid, int fd, int number) throws IOException {
    Path name = TtyName.of(number).orElseThrow();
    devices.put(entry(pid, fd), devices.get(name));
    return open(pid, fd, name, "0100002");
  }

  /** Opens a terminal that has the same number, and the same name elsewhere. */
  FakeProc openForeignTerminal(long pid, int fd, int number, long owner) throws IOException {
    devices.put(entry(pid, fd), new TerminalDevice(number, owner, "foreign"));
    return open(pid, fd, TtyName.of(number).orElseThrow(), "0100002");
  }

  private Path entry(long pid, int fd) {
    return root.resolve(pid + "/fd/" + fd);
  }

  /** Opens a file to write. */
  FakeProc open(long pid, int fd, Path file) throws IOException {
    return open(pid, fd, file, WRITE_ONLY);
  }

  /**
   * Opens a file.
   *
   * @param flags what open(2) was told, in octal
   */
  FakeProc open(long pid, int fd, Path file, String flags) throws IOException {
    Files.createSymbolicLink(root.resolve(pid + "/fd/" + fd), file);
    Path info = Files.createDirectories(root.resolve(pid + "/fdinfo")).resolve("" + fd);
    Files.writeString(info, "pos:\t0\nflags:\t" + flags + "\nmnt_id:\t9\n");
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
    return new ProcessTable(root, script, path -> Optional.ofNullable(devices.get(path)));
  }
}
