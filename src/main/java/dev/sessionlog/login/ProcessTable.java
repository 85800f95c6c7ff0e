package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running processes, as proc(5) shows them. What is gone or hidden is empty. Thread-safe. */
public final class ProcessTable {
  private static final int LARGEST = 1 << 20;

  /** What the kernel shows as the login uid of a process that nobody logged in for. */
  private static final long NO_LOGIN_UID = 0xffffffffL;

  private static final Pattern TTY_INDEX = Pattern.compile("(?m)^tty-index:\\s*(\\d+)$");

  private final Path proc;

  /** Creates a table that looks at {@code proc}, usually {@code /proc}. */
  public ProcessTable(Path proc) {
    this.proc = proc;
  }

  /** Returns what is known of a process. */
  Optional<ProcessFacts> find(long pid) {
    try {
      String stat = read(proc.resolve(pid + "/stat"));
      // The command's name stands in brackets and may itself hold brackets and blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      int tty = Integer.parseInt(fields[4]);
      return Optional.of(
          new ProcessFacts(
              pid,
              Long.parseLong(fields[1]),
              Long.parseLong(fields[3]),
              tty == 0 ? OptionalInt.empty() : OptionalInt.of(tty)));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /**
   * Returns the user of a process; empty when its real, effective, saved and file system uids are
   * not all the same, as in a set-uid program, which acts for one user and is another's.
   */
  OptionalLong soleUid(long pid) {
    try {
      for (String line : read(proc.resolve(pid + "/status")).split("\n")) {
        if (line.startsWith("Uid:")) {
          long[] uids =
              Arrays.stream(line.substring(4).strip().split("\\s+"))
                  .mapToLong(Long::parseLong)
                  .distinct()
                  .toArray();
          return uids.length == 1 ? OptionalLong.of(uids[0]) : OptionalLong.empty();
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
    } catch (IOException | NumberFormatException unseen) {
      return found;
    }
    return found;
  }

  /** Returns the name by which a process was called, with the dash in front of a login shell's. */
  String calledAs(long pid) {
    try {
      return read(proc.resolve(pid + "/cmdline")).split("\0", 2)[0];
    } catch (IOException gone) {
      return "";
    }
  }

  /** Returns the environment that a process was started with. */
  Map<String, String> environment(long pid) {
    Map<String, String> environment = new HashMap<>();
    try {
      for (String entry : read(proc.resolve(pid + "/environ")).split("\0")) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          environment.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
    } catch (IOException gone) {
      return environment;
    }
    return environment;
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

  /** Returns the program that a process runs. */
  Optional<Path> program(long pid) {
    return link(proc.resolve(pid + "/exe"));
  }

  /** Returns what a file descriptor of a process leads to. */
  Optional<Path> openFile(long pid, int fd) {
    return link(proc.resolve(pid + "/fd/" + fd));
  }

  /**
   * Returns the pseudo-terminal that a process made, as {@code script} does: the one whose other
   * end it holds.
   */
  public Optional<Path> madeTerminal(long pid) {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(proc.resolve(pid + "/fd"), ProcessTable::isMaster)) {
      for (Path entry : entries) {
        String facts = read(proc.resolve(pid + "/fdinfo/" + entry.getFileName()));
        Matcher index = TTY_INDEX.matcher(facts);
        if (index.find()) {
          return Optional.of(Path.of("/dev/pts/" + index.group(1)));
        }
      }
    } catch (IOException gone) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isMaster(Path descriptor) {
    return link(descriptor).filter(file -> file.endsWith("ptmx")).isPresent();
  }

  /** Returns what all file descriptors of a process lead to. */
  List<Path> openFiles(long pid) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
      for (Path entry : entries) {
        link(entry).ifPresent(files::add);
      }
    } catch (IOException gone) {
      return files;
    }
    return files;
  }

  /** Returns true when a process can be seen to have the file at {@code path} open. */
  public boolean uses(long pid, Path path) {
    return openFiles(pid).contains(path);
  }

  /**
   * Returns the files in {@code folder} that processes can be seen to have open, with their pids.
   * Looks at every process.
   */
  public Map<Path, Set<Long>> users(Path folder) {
    Map<Path, Set<Long>> users = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        for (Path file : openFiles(pid)) {
          if (folder.equals(file.getParent())) {
            users.computeIfAbsent(file, any -> new TreeSet<>()).add(pid);
          }
        }
      }
    } catch (IOException | NumberFormatException unseen) {
      return users;
    }
    return users;
  }

  /** Returns true when a process is there but has lost its terminal. */
  public boolean lostTerminal(long pid) {
    return find(pid).filter(process -> process.tty().isEmpty()).isPresent();
  }

  private static Optional<Path> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static String read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
  }
}
