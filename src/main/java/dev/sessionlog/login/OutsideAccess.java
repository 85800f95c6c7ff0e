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
 * Finds processes that have what only a session's {@code script} should: its pipe, or the terminal
 * outside of it, open to write. By these a user could see and do things that no recording shows, or
 * seem to be recorded.
 *
 * <p>Each look costs one look at every process, and at the open files of those of the sessions'
 * users; a user who has more of them than {@value #MOST_PROCESSES} processes or {@value
 * #MOST_FILES} files has others of them looked at each time. Files that are looked at may have
 * their user's file system answer, so each user's are looked at by a thread of their own that may
 * be left behind. For one thread.
 */
public final class OutsideAccess {
  /** How many processes of a user are looked at. */
  static final int MOST_PROCESSES = 2048;

  /** How many open files of a user are looked at. */
  static final int MOST_FILES = 16 * 1024;

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** A thread that waits for so long waits for a file that does not answer. */
  private static final Duration STUCK = Duration.ofSeconds(2);

  private final Path proc;
  private final ProcessTable processes;
  private final SubordinateUids people;
  private final ProcessStates states;
  private final OpenFiles files;
  private final RandomGenerator random;
  private final PatientReads reads = new PatientReads("outside", PATIENCE);

  /**
   * A session that is watched.
   *
   * @param script the process that writes its pipe
   * @param uid the session's user
   * @param pipe where the kernel says that its pipe is
   */
  public record Watched(long script, long uid, Path pipe) {}

  /** What was found. */
  public enum Kind {
    /** A process has the terminal outside open to write. */
    TERMINAL,
    /** A process has the session's pipe open to write. */
    PIPE,
    /** What the user's processes have open cannot be looked at. */
    UNSEEN
  }

  /**
   * Something that was found.
   *
   * @param script the process that writes the pipe of the session that it was found of
   * @param kind what it is
   * @param process who it is; for {@link Kind#UNSEEN} none in particular
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

  /** Looks at all processes for the sake of these sessions; the first finding of each counts. */
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

  /** Returns, by the sessions' users, the processes that are theirs or were started inside. */
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
   * The folder's owner costs less, and is the user's own but where the process hides it. In a user
   * namespace a user's process can have another uid that was given to them.
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

  /** Tells whether two threads have the same open files; they may part with them. */
  public interface FileTables {
    /** Returns false when they differ, or when that cannot be told. */
    boolean shared(long one, long other);
  }
}
