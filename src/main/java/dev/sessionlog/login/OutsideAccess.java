package dev.sessionlog.login;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds processes that have files open for writing that only a session's {@code script} should
 * have: its pipe, or its outer terminal. With these a user could act without being recorded, or
 * pretend to be recorded.
 *
 * <p>Each scan reads all processes, and the open files of the sessions' users. For a user with more
 * than {@value #MOST_PROCESSES} processes or {@value #MOST_FILES} files, each scan covers a
 * different part. Reading a file may involve a file system of its user, so each user has a separate
 * thread, which can be abandoned. For one thread.
 */
public final class OutsideAccess {
  /** The most processes of a user in a scan. */
  static final int MOST_PROCESSES = 2048;

  /** The most open files of a user in a scan. */
  static final int MOST_FILES = 16 * 1024;

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** The time after which a thread counts as blocked by a file. */
  private static final Duration STUCK = Duration.ofSeconds(2);

  private final Path proc;
  private final ProcessTable processes;
  private final SubordinateUids people;
  private final ProcessStates states;
  private final OpenFiles files;
  private final RandomGenerator random;
  private final PatientReads reads = new PatientReads("outside", PATIENCE);

  /**
   * A watched session.
   *
   * @param script the process that writes to its pipe
   * @param uid the session's user
   * @param pipe the path of its pipe according to the kernel
   */
  public record Watched(long script, long uid, Path pipe) {}

  /** The kind of a finding. */
  public enum Kind {
    /** A process has the outer terminal open for writing. */
    TERMINAL,
    /** A process has the session's pipe open for writing. */
    PIPE,
    /** The open files of the user's processes cannot be read. */
    UNSEEN
  }

  /**
   * A finding.
   *
   * @param script the process that writes to the pipe of the session
   * @param kind what it is
   * @param process the process in question; undefined for {@link Kind#UNSEEN}
   */
  public record Finding(long script, Kind kind, OptionalLong process) {}

  /** Creates a finder that looks at {@code proc}, usually {@code /proc}. */
  public OutsideAccess(
      Path proc, ProcessTable processes, FileTables tables, RandomGenerator random) {
    this(proc, processes, SubordinateUids.ofThisMachine(), tables, random);
  }

  OutsideAccess(
      Path proc,
      ProcessTable processes,
      SubordinateUids people,
      FileTables tables,
      RandomGenerator random) {
    this.proc = proc;
    this.people = people;
    this.processes = processes;
    this.states = new ProcessStates(proc);
    this.files = new OpenFiles(proc, processes, tables, random);
    this.random = random;
  }

  /** Scans all processes for these sessions, and returns the first finding of each. */
  public List<Finding> look(Collection<Watched> sessions) {
    if (sessions.isEmpty()) {
      return List.of();
    }
    ProcessSnapshot snapshot = ProcessSnapshot.take(proc);
    Map<Long, List<WatchedSession>> byUser = new HashMap<>();
    for (Watched session : sessions) {
      WatchedSession.of(session, snapshot, processes)
          .ifPresent(
              watched ->
                  byUser.computeIfAbsent(session.uid(), any -> new ArrayList<>()).add(watched));
    }
    Map<Long, List<ProcessSnapshot.Entry>> candidates = candidates(snapshot, byUser);
    List<Finding> findings = new ArrayList<>();
    byUser.forEach(
        (uid, theirs) ->
            findings.addAll(look(uid, theirs, candidates.getOrDefault(uid, List.of()))));
    return findings;
  }

  /**
   * Returns the processes of the sessions' users, and those started inside the sessions, by user.
   */
  private Map<Long, List<ProcessSnapshot.Entry>> candidates(
      ProcessSnapshot snapshot, Map<Long, List<WatchedSession>> byUser) {
    Map<Long, Long> userOfScript = new HashMap<>();
    byUser.forEach(
        (uid, theirs) -> theirs.forEach(session -> userOfScript.put(session.script(), uid)));
    Map<Long, List<ProcessSnapshot.Entry>> found = new HashMap<>();
    for (ProcessSnapshot.Entry entry : snapshot.all()) {
      Set<Long> users = new HashSet<>();
      user(entry.pid(), byUser.keySet()).ifPresent(users::add);
      for (long above : snapshot.above(entry.pid())) {
        Long uid = userOfScript.get(above);
        if (uid != null) {
          users.add(uid);
        }
      }
      users.forEach(uid -> found.computeIfAbsent(uid, any -> new ArrayList<>()).add(entry));
    }
    return found;
  }

  /**
   * Reading the owner of the folder is cheaper, and it is the user unless the process hides that.
   * In a user namespace, a user's process can have another uid that was given to the user.
   */
  private OptionalLong user(long pid, Set<Long> users) {
    OptionalLong owner = processes.owner(pid);
    if (owner.isPresent() && owner.getAsLong() == 0) {
      owner = states.realUid(pid);
    }
    if (owner.isEmpty()) {
      return owner;
    }
    long user = people.ownerOf(owner.getAsLong());
    return users.contains(user) ? OptionalLong.of(user) : OptionalLong.empty();
  }

  private List<Finding> look(
      long uid, List<WatchedSession> sessions, List<ProcessSnapshot.Entry> candidates) {
    Optional<List<Finding>> found = reads.read(uid, () -> open(sessions, candidates));
    if (found.isPresent()) {
      return found.get();
    }
    return reads.stuck(uid, STUCK)
        ? sessions.stream()
            .map(session -> new Finding(session.script(), Kind.UNSEEN, OptionalLong.empty()))
            .toList()
        : List.of();
  }

  private List<Finding> open(
      List<WatchedSession> sessions, List<ProcessSnapshot.Entry> candidates) {
    List<ProcessSnapshot.Entry> turns = new ArrayList<>(candidates);
    if (turns.size() > MOST_PROCESSES) {
      Collections.rotate(turns, random.nextInt(turns.size()));
      turns = turns.subList(0, MOST_PROCESSES);
    }
    Map<Long, Finding> found = new HashMap<>();
    OpenFiles.Turn turn = files.turn(MOST_FILES);
    int first = random.nextInt(Math.max(1, turns.size()));
    for (int i = 0; i < turns.size() && !turn.over(); i++) {
      ProcessSnapshot.Entry entry = turns.get((first + i) % turns.size());
      List<WatchedSession> concerned =
          sessions.stream().filter(session -> session.concerns(entry)).toList();
      if (!concerned.isEmpty()) {
        files
            .find(entry, concerned, turn)
            .ifPresent(finding -> found.putIfAbsent(finding.script(), finding));
      }
    }
    return List.copyOf(found.values());
  }

  /** Returns true if two threads share their open files, which they can unshare. */
  public interface FileTables {
    /** Returns false if they differ, or if that is unknown. */
    boolean shared(long one, long other);
  }
}
