package dev.sessionlog.login;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The running processes, as proc(5) shows them. What is gone or hidden is empty. What users can
 * make large is read in part only. Thread-safe.
 */
public final class ProcessTable {
  /** The kernel's own files on a process are not larger; what users put into others is cut. */
  private static final int LARGEST = 16 * 1024;

  /** More than execve(2) takes. */
  private static final int LARGEST_ENVIRONMENT = 8 * 1024 * 1024;

  private static final int LONGEST_VALUE = 1024;

  /** What the kernel shows as the login uid of a process that nobody logged in for. */
  private static final long NO_LOGIN_UID = 0xffffffffL;

  private static final String SCRIPT = "script";
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Path proc;
  private final Path script;
  private final Function<Path, Optional<TerminalDevice>> devices;
  private final Descriptors descriptors;
  private final CommandLines commandLines;

  /** The start of {@code stat}, and its fields behind the command's name. */
  private record Stat(String command, List<String> fields) {
    boolean ended() {
      return fields.get(0).equals("Z") || fields.get(0).equalsIgnoreCase("X");
    }
  }

  /** Creates a table that looks at {@code proc}, usually {@code /proc}. */
  public ProcessTable(Path proc) {
    this(proc, Path.of("/usr/bin/script"), TerminalDevice::find);
  }

  /**
   * Creates a table that looks at {@code proc}.
   *
   * @param script the program that records terminals
   * @param devices tells which terminal a path leads to
   */
  ProcessTable(Path proc, Path script, Function<Path, Optional<TerminalDevice>> devices) {
    this.proc = proc;
    this.script = script;
    this.devices = devices;
    this.descriptors = new Descriptors(proc);
    this.commandLines = new CommandLines(proc);
  }

  /** Returns what is known of a process. */
  Optional<ProcessFacts> find(long pid) {
    try {
      List<String> fields = stat(pid).fields();
      int tty = Integer.parseInt(fields.get(4));
      return Optional.of(
          new ProcessFacts(
              pid,
              Long.parseLong(fields.get(1)),
              Long.parseLong(fields.get(3)),
              tty == 0 ? OptionalInt.empty() : OptionalInt.of(tty)));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /** The command's name stands in brackets and may itself hold brackets and blanks. */
  private Stat stat(long pid) throws IOException {
    String stat = read(proc.resolve(pid + "/stat"));
    int end = stat.lastIndexOf(')');
    return new Stat(
        stat.substring(stat.indexOf('(') + 1, end), List.of(stat.substring(end + 2).split(" ")));
  }

  /**
   * Returns true when a process lives, belongs to the user {@code uid} and runs {@code command}. A
   * process that ended and that nobody waited for does not live.
   */
  boolean runs(long pid, String command, long uid) {
    try {
      Stat stat = stat(pid);
      return stat.command().equals(command)
          && !stat.ended()
          && owner(pid).equals(OptionalLong.of(uid));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /**
   * Returns the user of a process; empty when its real, effective, saved and file system uids are
   * not all the same, as in a set-uid program, which acts for one user and is another's.
   */
  OptionalLong soleUid(long pid) {
    return sole(pid, "Uid:");
  }

  /** Returns the group of a process; empty when it has several, see {@link #soleUid}. */
  OptionalLong soleGid(long pid) {
    return sole(pid, "Gid:");
  }

  private OptionalLong sole(long pid, String kind) {
    try {
      for (String line : read(proc.resolve(pid + "/status")).split("\n")) {
        if (line.startsWith(kind)) {
          long[] ids =
              Arrays.stream(line.substring(kind.length()).strip().split("\\s+"))
                  .mapToLong(Long::parseLong)
                  .distinct()
                  .toArray();
          return ids.length == 1 ? OptionalLong.of(ids[0]) : OptionalLong.empty();
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException gone) {
      return OptionalLong.empty();
    }
  }

  /** Returns the user who owns a process, as the kernel shows its folder. */
  OptionalLong owner(long pid) {
    try {
      Object uid = Files.getAttribute(proc.resolve(Long.toString(pid)), "unix:uid");
      return OptionalLong.of(Integer.toUnsignedLong((Integer) uid));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  /** Returns the processes that have a terminal. */
  List<ProcessFacts> onTerminals() {
    List<ProcessFacts> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        find(Long.parseLong(entry.getFileName().toString()))
            .filter(process -> process.tty().isPresent())
            .ifPresent(found::add);
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException unseen) {
      return found;
    }
    return found;
  }

  /**
   * Returns the name by which a process was called, with the dash in front of a login shell's; the
   * dash alone where the process does not let it be read.
   */
  String calledAs(long pid) {
    return commandLines.nameOf(pid);
  }

  /** Returns those of {@code names} that are in the environment that a process was started with. */
  Map<String, String> environment(long pid, Set<String> names) {
    Map<String, String> found = new HashMap<>();
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(proc.resolve(pid + "/environ")))) {
      StringBuilder entry = new StringBuilder();
      int left = LARGEST_ENVIRONMENT;
      for (int next = in.read(); next >= 0 && left > 0; next = in.read()) {
        left--;
        if (next == 0) {
          keep(entry, names, found);
          entry.setLength(0);
        } else if (entry.length() < LONGEST_VALUE) {
          entry.append((char) next);
        }
      }
    } catch (IOException gone) {
      return found;
    }
    return found;
  }

  /** Of two equal variables the first counts. */
  private static void keep(StringBuilder entry, Set<String> names, Map<String, String> found) {
    int equals = entry.indexOf("=");
    if (equals > 0 && names.contains(entry.substring(0, equals))) {
      byte[] value = entry.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1);
      found.putIfAbsent(entry.substring(0, equals), new String(value, StandardCharsets.UTF_8));
    }
  }

  /** Returns the audit login uid of a process. */
  public OptionalLong loginUid(long pid) {
    try {
      long uid = Long.parseLong(read(proc.resolve(pid + "/loginuid")).strip());
      return uid == NO_LOGIN_UID ? OptionalLong.empty() : OptionalLong.of(uid);
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
  }

  /** Returns the last word of a process's command line; empty when it cannot be read. */
  String lastWord(long pid) {
    return commandLines.lastWordOf(pid);
  }

  /** Returns the program that a process runs. */
  Optional<Path> program(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(proc.resolve(pid + "/exe")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Returns the terminal at which a process has the descriptor {@code fd} open to read. */
  Optional<TerminalDevice> terminal(long pid, int fd) {
    Path entry = proc.resolve(pid + "/fd/" + fd);
    return devices.apply(entry).filter(any -> descriptors.canBeRead(pid, entry));
  }

  /** Returns a finder of the connection by which somebody came. */
  SshOrigin sshOrigin() {
    return new SshOrigin(proc, this);
  }

  /** Returns the terminal that stands at {@code path} on this machine; empty when none does. */
  Optional<TerminalDevice> device(Path path) {
    return devices.apply(path);
  }

  /**
   * Returns the pseudo-terminal that a process made, as {@code script} does: the one whose other
   * end it holds.
   */
  public Optional<Path> madeTerminal(long pid) {
    OptionalInt index = descriptors.madeTerminal(pid);
    return index.isPresent()
        ? Optional.of(Path.of("/dev/pts/" + index.getAsInt()))
        : Optional.empty();
  }

  /**
   * Returns what {@code choose} makes of the first pipe that a process writes of which it makes
   * anything; empty when the process is not {@code script}, as the system has it.
   */
  <T> Optional<T> writtenPipe(long pid, Function<OpenPipe, Optional<T>> choose) {
    OptionalLong uid = runsScript(pid) ? soleUid(pid) : OptionalLong.empty();
    return uid.isPresent()
        ? descriptors.writtenPipe(pid, uid.getAsLong(), choose)
        : Optional.empty();
  }

  /** The name comes first: it costs least, and few have it. */
  private boolean runsScript(long pid) {
    try {
      Stat stat = stat(pid);
      return stat.command().equals(SCRIPT) && !stat.ended() && isScript(proc.resolve(pid + "/exe"));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Sessions outlive an upgrade: their {@code script} is then one that was removed. */
  private boolean isScript(Path program) throws IOException {
    Map<String, Object> facts = Files.readAttributes(program, "unix:uid,mode,fileKey");
    if (facts.get("fileKey").equals(Files.getAttribute(script, "unix:fileKey"))) {
      return true;
    }
    return facts.get("uid").equals(0)
        && ((Integer) facts.get("mode") & WRITABLE_BY_OTHERS) == 0
        && Files.readSymbolicLink(program).toString().equals(script.toRealPath() + " (deleted)");
  }

  /**
   * Returns true when a process is a {@code script} that has a pipe open to write that passes the
   * test.
   */
  public boolean writes(long pid, Predicate<OpenPipe> test) {
    return writtenPipe(pid, pipe -> Optional.of(pipe).filter(test)).isPresent();
  }

  /**
   * Returns the pipes that {@code script}s have open to write, all of each: a user can have one
   * inherit others. Looks at every process. Which pipe of ours one is, its numbers say; its name
   * does not, since where a user mounts file systems, names are theirs to choose.
   */
  public List<OpenPipe> writtenPipes() {
    List<OpenPipe> written = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        writes(
            Long.parseLong(entry.getFileName().toString()),
            pipe -> {
              written.add(pipe);
              return false;
            });
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException unseen) {
      return written;
    }
    return written;
  }

  /** Returns true when a process has not ended; one that waits to be reaped has. */
  public boolean lives(long pid) {
    try {
      String state = stat(pid).fields().get(0);
      return !state.equals("Z") && !state.equals("X");
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Returns the process that started another, or that took it over; empty when it is gone. */
  public OptionalLong parent(long pid) {
    return find(pid).stream().mapToLong(ProcessFacts::parent).findFirst();
  }

  /** Returns the processes that a process started and that did not end. */
  public List<Long> children(long pid) {
    try {
      String children = read(proc.resolve(pid + "/task/" + pid + "/children")).strip();
      return children.isEmpty()
          ? List.of()
          : Arrays.stream(children.split(" ")).map(Long::valueOf).toList();
    } catch (IOException | NumberFormatException unseen) {
      return List.of();
    }
  }

  /** Returns true when a process is there but has no controlling terminal. */
  public boolean withoutTerminal(long pid) {
    return find(pid).filter(process -> process.tty().isEmpty()).isPresent();
  }

  /**
   * Returns true when what a process reads is no more. A pseudo-terminal is removed as soon as its
   * other end is closed, and a new one of its name is another.
   */
  public boolean inputRemoved(long pid) {
    try {
      return Files.readSymbolicLink(proc.resolve(pid + "/fd/0")).toString().endsWith(" (deleted)");
    } catch (IOException gone) {
      return false;
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
  }
}
