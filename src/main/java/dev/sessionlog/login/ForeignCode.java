package dev.sessionlog.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds processes that run code not from the system: from a file that the user can write to, from a
 * file system of the user, or from anonymous memory. A library from {@code LD_PRELOAD} is such
 * code. Reading the memory map of a process can block for ever, so separate threads read it, which
 * can be abandoned. For one thread.
 */
public final class ForeignCode {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration STUCK = Duration.ofSeconds(2);
  private static final int MOST_LINES = 4096;
  private static final int WRITABLE_BY_ALL = 0002;
  private static final int WRITABLE_BY_GROUP = 0020;
  private static final String DELETED = " (deleted)";

  /** start-end perms offset major:minor inode path. */
  private static final Pattern CODE =
      Pattern.compile("(\\S+) ..x. \\S+ ([0-9a-f]+):([0-9a-f]+) (\\d+)\\s*(.*)");

  /** Mappings of the kernel. */
  private static final Set<String> KERNELS =
      Set.of("[vdso]", "[vsyscall]", "[vectors]", "[sigpage]", "[uprobes]");

  private final Path proc;
  private final Duration stuck;
  private final PatientReads reads;

  /** Creates a finder that reads {@code proc}, usually {@code /proc}. */
  public ForeignCode(Path proc) {
    this(proc, PATIENCE, STUCK);
  }

  /**
   * Creates one.
   *
   * @param patience how long a map is waited for
   * @param stuck after how long one that does not come is given up
   */
  ForeignCode(Path proc, Duration patience, Duration stuck) {
    this.proc = proc;
    this.stuck = stuck;
    this.reads = new PatientReads("maps", patience);
  }

  /**
   * Returns the processes that run foreign code, each with a description.
   *
   * @param scripts the processes, by their users
   */
  public Map<Long, String> find(Map<Long, ? extends Collection<Long>> scripts) {
    Map<Long, String> found = new HashMap<>();
    if (scripts.isEmpty()) {
      return found;
    }
    Set<String> trusted = trustedDevices();
    scripts.forEach(
        (uid, pids) -> {
          Optional<Map<Long, String>> theirs = reads.read(uid, () -> foreign(pids, trusted));
          if (theirs.isPresent()) {
            found.putAll(theirs.get());
          } else if (reads.stuck(uid, stuck)) {
            pids.forEach(pid -> found.put(pid, "its memory cannot be read"));
          }
        });
    return found;
  }

  private Map<Long, String> foreign(Collection<Long> pids, Set<String> trusted) {
    Map<Long, String> found = new HashMap<>();
    for (long pid : pids) {
      foreign(pid, trusted).ifPresent(what -> found.put(pid, what));
    }
    return found;
  }

  private Optional<String> foreign(long pid, Set<String> trusted) {
    for (String line : lines(proc.resolve(pid + "/maps"))) {
      Matcher code = CODE.matcher(line);
      if (!code.matches() || KERNELS.contains(code.group(5))) {
        continue;
      }
      if (code.group(4).equals("0")) {
        return Optional.of("code that is in no file");
      }
      if (!trusted.contains(device(code.group(2), code.group(3), 16))
          || !rootsOwn(pid, code.group(1), code.group(5))) {
        return Optional.of("code from a file that its user can write to");
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the devices that may have system programs: the mounted file systems of this process,
   * except those of users, and the devices of its own code.
   */
  private Set<String> trustedDevices() {
    Set<String> devices = new HashSet<>();
    for (String line : lines(proc.resolve("self/mountinfo"))) {
      String[] words = line.split(" ");
      int type = List.of(words).indexOf("-") + 1;
      if (type > 3 && type < words.length && !words[type].startsWith("fuse")) {
        String[] numbers = words[2].split(":");
        devices.add(device(numbers[0], numbers[1], 10));
      }
    }
    for (String line : lines(proc.resolve("self/maps"))) {
      Matcher code = CODE.matcher(line);
      if (code.matches() && !code.group(4).equals("0")) {
        devices.add(device(code.group(2), code.group(3), 16));
      }
    }
    return devices;
  }

  private static String device(String major, String minor, int radix) {
    return Integer.parseInt(major, radix) + ":" + Integer.parseInt(minor, radix);
  }

  /**
   * The kernel gives access to the file itself if this process has permission. Otherwise the name
   * is used, and a file that was replaced since, for example by an upgrade, is skipped.
   */
  private boolean rootsOwn(long pid, String range, String name) {
    Path process = proc.resolve(Long.toString(pid));
    try {
      return rootsOwn(process.resolve("map_files").resolve(range));
    } catch (IOException notAllowed) {
      if (name.endsWith(DELETED) || !name.startsWith("/")) {
        return name.startsWith("/");
      }
      try {
        return rootsOwn(process.resolve("root" + name), LinkOption.NOFOLLOW_LINKS);
      } catch (IOException gone) {
        return true;
      }
    }
  }

  private static boolean rootsOwn(Path file, LinkOption... options) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, "unix:mode,uid,gid", options);
    int mode = (Integer) facts.get("mode");
    boolean byGroup = (mode & WRITABLE_BY_GROUP) != 0 && !facts.get("gid").equals(0);
    return facts.get("uid").equals(0) && (mode & WRITABLE_BY_ALL) == 0 && !byGroup;
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine();
          line != null && lines.size() < MOST_LINES;
          line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException gone) {
      return lines;
    }
    return lines;
  }
}
