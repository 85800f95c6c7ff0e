package dev.sessionlog.collector;

import dev.sessionlog.custody.AuditFile;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.LocalSocket;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes who views whose log. Commands report each view on a socket that only the readers' group can
 * reach, and the kernel identifies the caller. Each view is a line in {@code audit/audit.log} of
 * the log dir, which the readers cannot write. Owns the thread {@code audit}.
 */
final class AuditLog implements Closeable {
  private final Unix unix;
  private final InstantSource wall;
  private final AuditFile file;
  private final Consumer<String> trouble;
  private final RunDir runDir;
  private final ProcessTable processes;
  private final Readiness.Stop stop;
  private final long group;

  /** The sockets, one for each time that it was created; mostly one. */
  private final Map<Thread, AuditConnections> listening = new LinkedHashMap<>();

  private AuditLog(
      Essentials essentials,
      AuditFile file,
      RunDir runDir,
      long group,
      ProcessTable processes,
      Readiness.Stop stop) {
    this.unix = essentials.unix();
    this.wall = essentials.clock().wall();
    this.file = file;
    this.trouble = what -> essentials.status().warnOf("auditors", what);
    this.runDir = runDir;
    this.group = group;
    this.processes = processes;
    this.stop = stop;
  }

  /**
   * Starts listening.
   *
   * @param group the group of the readers, who may connect
   * @param stop ends it
   */
  static AuditLog start(
      Essentials essentials, RunDir runDir, long group, ProcessTable processes, Readiness.Stop stop)
      throws IOException {
    AuditFile file = new AuditFile(essentials.configuration().logDir());
    file.prepare();
    AuditLog log = new AuditLog(essentials, file, runDir, group, processes, stop);
    log.listenAnew();
    return log;
  }

  /** Creates the socket, also after it was removed; existing connections are still served. */
  synchronized void listenAnew() throws IOException {
    Files.deleteIfExists(runDir.auditSocket());
    LocalSocket socket = LocalSocket.listen(unix, runDir.auditSocket());
    Path path = runDir.auditSocket();
    Files.setAttribute(path, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:mode", 0660); // a socket cannot be opened with no-follow
    AuditConnections connections =
        new AuditConnections(unix, socket, processes, stop, this::note, trouble);
    Thread thread = new Thread(() -> run(connections), "audit");
    listening.put(thread, connections);
    thread.start();
  }

  private void run(AuditConnections connections) {
    try {
      connections.run();
    } catch (IOException e) {
      trouble.accept("views are no longer written to the audit log: " + e.getMessage());
    }
  }

  private void note(AuditConnection connection, String what) throws IOException {
    LocalSocket.Peer peer = connection.peer();
    Optional<String> user = unix.account(peer.uid()).map(Account::name);
    String who = AuditTrail.who(peer.uid(), user, connection.loginUid(), peer.pid());
    file.append(AuditTrail.line(wall.instant(), who, what));
  }

  /** Ends; the collector's stop must have been called before. */
  @Override
  public synchronized void close() throws IOException {
    for (Map.Entry<Thread, AuditConnections> each : listening.entrySet()) {
      try {
        each.getKey().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      each.getValue().close();
    }
  }
}
