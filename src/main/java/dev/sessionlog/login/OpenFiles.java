package dev.sessionlog.login;

import dev.sessionlog.login.OutsideAccess.FileTables;
import dev.sessionlog.login.OutsideAccess.Finding;
import dev.sessionlog.login.OutsideAccess.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Searches the open files of processes for files of sessions. Most are skipped by their number,
 * without asking any file system. Names prove nothing, because users can give any file any name in
 * their own mount namespace, and pass a file opened there to another process. Names are used only
 * if the kernel shows no numbers, before Linux 5.14, and only for processes in namespaces where
 * only root gives names.
 */
final class OpenFiles {
  /** The number of first descriptors, including the standard streams, that are always checked. */
  private static final int FIRST = 256;

  /** The number of others that are checked at random. */
  private static final int BY_CHANCE = 256;

  private static final int MOST_NAMES = 64 * 1024;
  private static final int MOST_THREADS = 64;
  private static final String INIT = "1";
  private static final String SELF = "self";
  private static final String DELETED = " (deleted)";

  private final Path proc;
  private final ProcessTable processes;
  private final FileTables tables;
  private final Descriptors descriptors;
  private final RandomGenerator random;

  /** One scan of the processes of a user: the number of files that may still be checked. */
  static final class Turn {
    private final Set<String> ours;
    private int left;

    /**
     * Creates one.
     *
     * @param ours the mount namespaces in which only root gives names
     */
    private Turn(Set<String> ours, int files) {
      this.ours = ours;
      this.left = files;
    }

    boolean over() {
      return left <= 0;
    }

    private void take(int files) {
      left -= files;
    }
  }

  /** Starts a scan with a limit on the number of files. */
  Turn turn(int files) {
    return new Turn(new HashSet<>(List.of(namespace(INIT), namespace(SELF))), files);
  }

  OpenFiles(Path proc, ProcessTable processes, FileTables tables, RandomGenerator random) {
    this.proc = proc;
    this.processes = processes;
    this.tables = tables;
    this.descriptors = new Descriptors(proc);
    this.random = random;
  }

  /** Returns the first file of one of the sessions that a process has open for writing. */
  Optional<Finding> find(ProcessSnapshot.Entry process, List<WatchedSession> sessions, Turn turn) {
    boolean named = turn.ours.contains(namespace(Long.toString(process.pid())));
    for (Path task : tasks(process)) {
      List<Path> entries = entries(task.resolve("fd"));
      turn.take(entries.size() + 1);
      for (Path entry : entries) {
        Optional<Finding> finding = find(process, task, entry, named, sessions);
        if (finding.isPresent()) {
          return finding;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> find(
      ProcessSnapshot.Entry process,
      Path task,
      Path entry,
      boolean named,
      List<WatchedSession> sessions) {
    String name = name(entry);
    if (!name.startsWith("/")) {
      return Optional.empty();
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    OptionalLong inode = descriptors.inode(task, entry);
    for (WatchedSession session : sessions) {
      boolean may =
          inode.isPresent() ? session.mayBe(inode.getAsLong()) : !named || session.mayBe(last);
      Optional<Kind> kind = may ? session.kind(entry, processes) : Optional.empty();
      if (kind.isPresent() && descriptors.canBeWritten(task, entry)) {
        return Optional.of(
            new Finding(session.script(), kind.get(), OptionalLong.of(process.pid())));
      }
    }
    return Optional.empty();
  }

  private static String name(Path entry) {
    try {
      String name = Files.readSymbolicLink(entry).toString();
      return name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    } catch (IOException | RuntimeException gone) {
      return "";
    }
  }

  private String namespace(String process) {
    return name(proc.resolve(process + "/ns/mnt"));
  }

  /** Threads share the open files of their process, unless they unshared them. */
  private List<Path> tasks(ProcessSnapshot.Entry process) {
    Path folder = proc.resolve(Long.toString(process.pid()));
    List<Path> tasks = new ArrayList<>(List.of(folder));
    if (process.threads() < 2) {
      return tasks;
    }
    for (Path thread : some(folder.resolve("task"), 0, MOST_THREADS)) {
      long id = Long.parseLong(thread.getFileName().toString());
      if (id != process.pid() && !tables.shared(process.pid(), id)) {
        tasks.add(thread);
      }
    }
    return tasks;
  }

  private List<Path> entries(Path folder) {
    return some(folder, FIRST, BY_CHANCE);
  }

  /** Returns the first names in a folder, and a uniform random sample of the others. */
  private List<Path> some(Path folder, int first, int others) {
    List<Path> chosen = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int seen = 0;
      for (Path entry : entries) {
        seen++;
        if (chosen.size() < first + others) {
          chosen.add(entry);
        } else if (seen > MOST_NAMES) {
          break;
        } else {
          int place = random.nextInt(seen - first);
          if (place < others) {
            chosen.set(first + place, entry);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      return chosen;
    }
    return chosen;
  }
}
