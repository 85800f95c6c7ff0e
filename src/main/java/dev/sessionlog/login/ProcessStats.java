package dev.sessionlog.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states of processes, as proc_pid_stat(5) describes them. */
interface ProcessStats {
  /** The kernel writes no more than some 300 bytes. */
  int LARGEST = 4096;

  /**
   * The state of a process.
   *
   * @param command the name of its program
   * @param fields the fields after that name
   */
  record Stat(String command, List<String> fields) {
    /** The command's name is in brackets and may itself contain brackets and blanks. */
    static Stat parse(String line) {
      int end = line.lastIndexOf(')');
      return new Stat(
          line.substring(line.indexOf('(') + 1, end), List.of(line.substring(end + 2).split(" ")));
    }

    boolean ended() {
      return fields.get(0).equals("Z") || fields.get(0).equalsIgnoreCase("X");
    }
  }

  /**
   * Returns the state of the process {@code pid}.
   *
   * @throws IOException if there is none, or it is hidden
   */
  Stat of(long pid) throws IOException;

  /** Returns the states in {@code proc}, usually {@code /proc}. Thread-safe. */
  static ProcessStats read(Path proc) {
    return pid -> {
      try (InputStream in = Files.newInputStream(proc.resolve(pid + "/stat"))) {
        return Stat.parse(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
      }
    };
  }

  /** Returns the same states, each as it was when it was first asked for. For one thread. */
  default ProcessStats once() {
    Map<Long, Stat> known = new HashMap<>();
    return pid -> {
      Stat stat = known.get(pid);
      if (stat == null) {
        stat = of(pid);
        known.put(pid, stat);
      }
      return stat;
    };
  }
}
