package dev.sessionlog.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All processes at one moment, with their parents and terminals. */
final class ProcessSnapshot {
  private static final int MOST_ANCESTORS = 100;
  private static final int LARGEST = 4096;

  private final Map<Long, Entry> entries;
  private final Map<Long, List<Entry>> children = new HashMap<>();

  /**
   * A process.
   *
   * @param pid its number
   * @param parent its parent's number
   * @param leader the leader of its session
   * @param tty the device number of its controlling terminal; 0 for none
   * @param threads its number of threads
   * @param startTicks its start time, in clock ticks since the boot
   */
  record Entry(long pid, long parent, long leader, int tty, int threads, long startTicks) {}

  private ProcessSnapshot(Map<Long, Entry> entries) {
    this.entries = entries;
    entries
        .values()
        .forEach(
            entry -> children.computeIfAbsent(entry.parent(), any -> new ArrayList<>()).add(entry));
  }

  /** Reads all processes in {@code proc}. */
  static ProcessSnapshot take(Path proc) {
    Map<Long, Entry> entries = new HashMap<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(proc, entry -> isNumber(entry.getFileName().toString()))) {
      for (Path folder : folders) {
        Entry entry = read(folder);
        if (entry != null) {
          entries.put(entry.pid(), entry);
        }
      }
    } catch (IOException | DirectoryIteratorException unseen) {
      return new ProcessSnapshot(entries);
    }
    return new ProcessSnapshot(entries);
  }

  private static boolean isNumber(String name) {
    return name.charAt(0) >= '1' && name.charAt(0) <= '9';
  }

  private static @Nullable Entry read(Path folder) {
    try (InputStream in = Files.newInputStream(folder.resolve("stat"))) {
      String stat = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
      // The command's name is in brackets and may itself contain brackets and blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
      return new Entry(
          Long.parseLong(folder.getFileName().toString()),
          Long.parseLong(fields[1]),
          Long.parseLong(fields[3]),
          Integer.parseInt(fields[4]),
          Integer.parseInt(fields[17]),
          Long.parseLong(fields[19]));
    } catch (IOException | RuntimeException gone) {
      return null;
    }
  }

  Collection<Entry> all() {
    return entries.values();
  }

  /** Returns the process; null if there was none. */
  @Nullable Entry find(long pid) {
    return entries.get(pid);
  }

  /** Returns the children of a process. */
  List<Entry> children(long pid) {
    return children.getOrDefault(pid, List.of());
  }

  /** Returns the processes above one, the nearest first. */
  Set<Long> above(long pid) {
    Set<Long> found = new LinkedHashSet<>();
    Entry at = entries.get(pid);
    while (at != null && at.parent() > 1 && found.size() < MOST_ANCESTORS) {
      if (!found.add(at.parent())) {
        break;
      }
      at = entries.get(at.parent());
    }
    return found;
  }
}
