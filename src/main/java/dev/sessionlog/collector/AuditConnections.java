package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.unix.LocalSocket;
import dev.sessionlog.unix.PollSet;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The commands that are connected to the socket of the audit log. None waits for another: each has
 * its own timeout, users take turns line by line, and a user with too many connections loses the
 * oldest silent one. For one thread.
 */
final class AuditConnections implements Closeable {
  /** The most connections. */
  static final int MOST = 256;

  /** The most connections of one user. */
  static final int MOST_OF_ONE = 64;

  /** The most silent connections of one user. */
  static final int MOST_IDLE = 16;

  private static final int ACCEPTED_AT_ONCE = 64;
  private static final long PAUSE_MILLIS = 100;

  private final LocalSocket socket;
  private final ProcessTable processes;
  private final Readiness.Stop stop;
  private final PollSet poll;
  private final Notes notes;
  private final Consumer<String> trouble;

  /** Oldest first. */
  private final List<AuditConnection> open = new ArrayList<>();

  /** Receives a view. */
  interface Notes {
    void take(AuditConnection connection, String what) throws IOException;
  }

  /**
   * Creates them.
   *
   * @param stop ends {@link #run}
   * @param trouble receives the reason why a view is not noted
   */
  AuditConnections(
      Unix unix,
      LocalSocket socket,
      ProcessTable processes,
      Readiness.Stop stop,
      Notes notes,
      Consumer<String> trouble) {
    this.socket = socket;
    this.processes = processes;
    this.stop = stop;
    this.poll = PollSet.of(unix, stop, MOST + 1);
    this.notes = notes;
    this.trouble = trouble;
  }

  /** Serves connections until the stop is called. */
  void run() throws IOException {
    while (!stop.stopped()) {
      turn();
    }
  }

  private void turn() throws IOException {
    List<AuditConnection> idle = open.stream().filter(c -> !c.isComplete()).toList();
    List<UnixFile> files = new ArrayList<>();
    files.add(socket.file());
    idle.forEach(connection -> files.add(connection.peer().stream()));
    BitSet ready = poll.await(files, timeoutMillis(idle));
    for (int i = 0; i < idle.size(); i++) {
      if (ready.get(i + 1)) {
        idle.get(i).read();
      }
    }
    long now = System.nanoTime();
    idle.stream().filter(c -> c.left(now) <= 0).forEach(AuditConnection::expire);
    serveOneOfEach();
    if (ready.get(0)) {
      accept();
    }
  }

  private int timeoutMillis(List<AuditConnection> idle) {
    if (idle.size() < open.size()) {
      return 0;
    }
    if (idle.isEmpty()) {
      return -1;
    }
    long left = Math.max(0, idle.get(0).left(System.nanoTime()));
    return (int) TimeUnit.NANOSECONDS.toMillis(left) + 1;
  }

  /** Each line waits for the disk, so every user gets one line before any gets a second one. */
  private void serveOneOfEach() {
    Set<Long> served = new HashSet<>();
    for (AuditConnection connection : List.copyOf(open)) {
      if (connection.isComplete() && served.add(connection.peer().uid())) {
        serve(connection);
        drop(connection);
      }
    }
  }

  private void serve(AuditConnection connection) {
    try {
      String what = connection.what();
      if (!what.isEmpty()) {
        notes.take(connection, what);
        connection.confirm();
      }
    } catch (IOException e) {
      trouble.accept("cannot write a view to the audit log: " + e.getMessage());
    }
  }

  private void accept() {
    for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
      try {
        Optional<LocalSocket.Peer> peer = socket.acceptNow();
        if (peer.isEmpty()) {
          return;
        }
        open.add(
            new AuditConnection(
                peer.get(), processes.loginUid(peer.get().pid()), System.nanoTime()));
      } catch (IOException e) {
        trouble.accept("cannot write a view to the audit log: " + e.getMessage());
        pause();
        return;
      }
      keepTheLimits();
    }
  }

  /** After a failure, for example a lack of descriptors, the next attempt would fail at once. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepTheLimits() {
    AuditConnection newest = open.get(open.size() - 1);
    Predicate<AuditConnection> same = c -> c.peer().uid() == newest.peer().uid();
    List<AuditConnection> ofUser = open.stream().filter(same).toList();
    ofUser.forEach(AuditConnection::read);
    List<AuditConnection> idle = ofUser.stream().filter(c -> !c.isComplete()).toList();
    if (idle.size() > MOST_IDLE) {
      drop(idle.get(0));
    } else if (ofUser.size() > MOST_OF_ONE) {
      drop(newest);
    }
    if (open.size() > MOST) {
      drop(oldestOfTheGreediest());
    }
  }

  private AuditConnection oldestOfTheGreediest() {
    Map<Long, List<AuditConnection>> users =
        open.stream().collect(Collectors.groupingBy(connection -> connection.peer().uid()));
    List<AuditConnection> most =
        users.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    return most.stream().filter(c -> !c.isComplete()).findFirst().orElse(most.get(0));
  }

  private void drop(AuditConnection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      trouble.accept("the audit log failed: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    List.copyOf(open).forEach(this::drop);
    socket.close();
  }
}
