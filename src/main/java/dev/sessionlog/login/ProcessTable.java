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
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The running processes, as proc(5) shows them. Results are empty for processes that are gone or
 * hidden. Files that users can make large are read only in part. Thread-safe.
 */
public final class ProcessTable {
  /**
   * The largest size of the kernel's own files on a process; longer content of users is truncated.
   */
  private static final int LARGEST = 16 * 1024;

  /** More than execve(2) accepts. */
  private static final int LARGEST_ENVIRONMENT = 8 * 1024 * 1024;

  private static final int LONGEST_VALUE = 1024;

  /** The login uid that the kernel shows for a process without a login. */
  private static final long NO_LOGIN_UID = 0xffffffffL;

  private static final String SCRIPT = "script";
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Path proc;
  private final Path script;
  private final Function<Path, Optional<TerminalDevice>> devices;
  private final Descriptors descriptors;
  private final CommandLines commandLines;
  private final ProcessStats stats;

  /** Creates a table that reads {@code proc}, usually {@code /proc}. */
  public ProcessTable(Path proc) {
    this(proc, Path.of("/usr/bin/script"), TerminalDevice::find);
  }

  /**
   * Creates a table that reads {@code proc}.
   *
   * @param script the program that records terminals
   * @param devices returns the terminal to which a path leads
   */
  ProcessTable(Path proc, Path script, Function<Path, Optional<TerminalDevice>> devices) {
    this.proc = proc;
    this.script = script;
    this.devices = devices;
    this.descriptors = new Descriptors(proc);
    this.commandLines = new CommandLines(proc);
    this.stats = ProcessStats.read(proc);
  }

  private ProcessTable(ProcessTable other, ProcessStats stats) {
    this.proc = other.proc;
    this.script = other.script;
    this.devices = other.devices;
    this.descriptors = other.descriptors;
    this.commandLines = other.commandLines;
    this.stats = stats;
  }

  /**
   * Returns a table that reads the state of each process only once, to look at the parents of one
   * process several times. For one thread, and for a moment.
   */
  ProcessTable atOnce() {
    return new ProcessTable(this, stats.once());
  }

  /** Returns the facts of a process. */
  Optional<ProcessFacts> find(long pid) {
    try {
      List<String> fields = stats.of(pid).fields();
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

  /**
   * Returns true if a process is alive, belongs to the user {@code uid} and runs {@code command}. A
   * zombie is not alive.
   */
  boolean runs(long pid, String command, long uid) {
    try {
      ProcessStats.Stat stat = stats.of(pid);
      return stat.command().equals(command)
          && !stat.ended()
          && owner(pid).equals(OptionalLong.of(uid));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /**
   * Returns the user of a process; empty if its real, effective, saved and file system uids differ,
   * as in a set-uid program, which belongs to one user and acts for another.
   */
  OptionalLong soleUid(long pid) {
    return sole(pid, "Uid:");
  }

  /** Returns the group of a process; empty if it has several, see {@link #soleUid}. */
  OptionalLong soleGid(long pid) {
    return sole(pid, "Gid:");
  }

  private OptionalLong sole(long pid, String kind) {
    try {
      String status = read(proc.resolve(pid + "/status"));
      int at = status.startsWith(kind) ? 0 : status.indexOf("\n" + kind) + 1;
      if (at == 0 && !status.startsWith(kind)) {
        return OptionalLong.empty();
      }
      StringTokenizer words =
          new StringTokenizer(status.substring(at + kind.length(), status.indexOf('\n', at)));
      long first = Long.parseLong(words.nextToken());
      boolean same = true;
      while (words.hasMoreTokens()) {
        same &= first == Long.parseLong(words.nextToken());
      }
      return same ? OptionalLong.of(first) : OptionalLong.empty();
    } catch (IOException | RuntimeException gone) {
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
   * Returns the first argument of a process, with the dash in front of a login shell's; only the
   * dash if it is unreadable.
   */
  String calledAs(long pid) {
    return commandLines.nameOf(pid);
  }

  /** Returns the variables {@code names} from the initial environment of a process. */
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

  /** If a variable occurs twice, the first one counts. */
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

  /** Returns the last word of a process's command line; empty if it is unreadable. */
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

  /** Returns the terminal that a process has open for reading as descriptor {@code fd}. */
  Optional<TerminalDevice> terminal(long pid, int fd) {
    Path entry = proc.resolve(pid + "/fd/" + fd);
    return devices.apply(entry).filter(any -> descriptors.canBeRead(pid, entry));
  }

  /** Returns a finder of the ssh connection of a login. */
  SshOrigin sshOrigin() {
    return new SshOrigin(proc, this);
  }

  /** Returns the terminal at {@code path} on this machine; empty if there is none. */
  Optional<TerminalDevice> device(Path path) {
    return devices.apply(path);
  }

  /**
   * Returns the pseudo-terminal that a process such as {@code script} created, whose other end it
   * holds.
   */
  public Optional<Path> madeTerminal(long pid) {
    OptionalInt index = descriptors.madeTerminal(pid);
    return index.isPresent()
        ? Optional.of(Path.of("/dev/pts/" + index.getAsInt()))
        : Optional.empty();
  }

  /**
   * Returns the first result of {@code choose} for the pipes to which a process writes; empty if
   * the process is not the {@code script} of the system.
   */
  <T> Optional<T> writtenPipe(long pid, Function<OpenPipe, Optional<T>> choose) {
    OptionalLong uid = runsScript(pid) ? soleUid(pid) : OptionalLong.empty();
    return uid.isPresent()
        ? descriptors.writtenPipe(pid, uid.getAsLong(), choose)
        : Optional.empty();
  }

  /** The name is checked first, because that is cheapest, and few processes have it. */
  private boolean runsScript(long pid) {
    try {
      ProcessStats.Stat stat = stats.of(pid);
      return stat.command().equals(SCRIPT) && !stat.ended() && isScript(proc.resolve(pid + "/exe"));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Sessions survive an upgrade, and their {@code script} is then a removed file. */
  private boolean isScript(Path program) throws IOException {
    Map<String, Object> facts = Files.readAttributes(program, "unix:uid,mode,fileKey");
    if (facts.get("fileKey").equals(Files.getAttribute(script, "unix:fileKey"))) {
      return true;
    }
    return facts.get("uid").equals(0)
        && ((Integer) facts.get("mode") & WRITABLE_BY_OTHERS) == 0
        && Files.readSymbolicLink(program).toString().equals(script.toRealPath() + " (deleted)");
  }

  /** Returns true if a process is a {@code script} that has a matching pipe open for writing. */
  public boolean writes(long pid, Predicate<OpenPipe> test) {
    return writtenPipe(pid, pipe -> Optional.of(pipe).filter(test)).isPresent();
  }

  /**
   * Returns all pipes that {@code script} processes have open for writing; users can make a script
   * inherit several. Scans all processes. Our pipes are recognized by their numbers, not by their
   * names, because users can choose names with their own mounts.
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

  /** Returns true if a process has not ended; a zombie has. */
  public boolean lives(long pid) {
    try {
      return !stats.of(pid).ended();
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Returns the parent of a process; empty if the process is gone. */
  public OptionalLong parent(long pid) {
    return find(pid).stream().mapToLong(ProcessFacts::parent).findFirst();
  }

  /** Returns the living children of a process. */
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

  /** Returns true if a process exists but has no controlling terminal. */
  public boolean withoutTerminal(long pid) {
    return find(pid).filter(process -> process.tty().isEmpty()).isPresent();
  }

  /**
   * Returns true if the terminal that a process reads is gone. A pseudo-terminal is removed when
   * its other end is closed, and a new one with the same name is different.
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
