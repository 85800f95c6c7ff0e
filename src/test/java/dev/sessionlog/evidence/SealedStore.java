package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log dir with recordings and logs, as a collector leaves them, and its ledger. */
public final class SealedStore {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  private final Path logDir;
  private final String host;
  private String name;
  private final List<String> trouble = new ArrayList<>();
  private Instant now = START;

  /** Makes one. */
  public SealedStore(Path logDir, String host) throws IOException {
    this.logDir = Files.createDirectories(logDir);
    this.host = host;
    this.name = host;
  }

  /** Gives the next ledger another name than that of the host. */
  public void named(String ledger) {
    name = ledger;
  }

  Path logDir() {
    return logDir;
  }

  Path ledger(String name) {
    return logDir.resolve("ledger").resolve(name);
  }

  List<String> trouble() {
    return trouble;
  }

  Instant now() {
    return now;
  }

  /** Lets time pass. */
  public void wait(int seconds) {
    now = now.plusSeconds(seconds);
  }

  /** Lets a part of a second pass. */
  void waitMillis(int millis) {
    now = now.plusMillis(millis);
  }

  /** A session that is active from now on. */
  public SessionId begin(String user, String suffix) throws IOException {
    wait(1);
    return beginNow(user, suffix);
  }

  /** A session that is active from now on; its id tells the second alone. */
  SessionId beginNow(String user, String suffix) throws IOException {
    String time = now.toString().replaceAll("[-:]", "").substring(0, 15);
    SessionId id = SessionId.parse(time + "-" + suffix).orElseThrow();
    Path folder = Files.createDirectories(folder(user, id));
    Files.createDirectories(logDir.resolve("active"));
    Files.createSymbolicLink(logDir.resolve("active/" + id), folder);
    Files.writeString(folder.resolve("typescript"), "Script started on now\n");
    Files.writeString(folder.resolve("timing"), "H 0.000000 USER " + user + "\n");
    Files.writeString(folder.resolve("session.json"), json(id, user, "active"));
    return id;
  }

  Path folder(String user, SessionId id) {
    return logDir.resolve("sessions").resolve(user).resolve(id.toString());
  }

  /** A session prints something. */
  public void output(String user, SessionId id, String text) throws IOException {
    Path folder = folder(user, id);
    add(folder.resolve("typescript"), text);
    add(folder.resolve("timing"), "O 0.100000 " + text.length() + "\n");
    add(logDir.resolve(user + ".log"), "2026-11-26 " + id + ":1 pts/0 " + text + "\n");
  }

  /** A session ends. */
  public void end(String user, SessionId id) throws IOException {
    add(folder(user, id).resolve("timing"), "H 0.000000 EXIT_CODE 0\n");
    Files.writeString(folder(user, id).resolve("session.json"), json(id, user, "complete"));
    Files.delete(logDir.resolve("active/" + id));
  }

  /** Removes a session as cleanup does. */
  void cleanup(String user, SessionId id) throws IOException {
    audit("cleanup removes session " + id + " of " + user + ", x sha256:00: older than 90 days");
    remove(folder(user, id));
  }

  void audit(String what) throws IOException {
    Files.createDirectories(logDir.resolve("audit"));
    add(
        logDir.resolve("audit/audit.log"),
        now
            + " uid "
            + Files.getAttribute(logDir, "unix:uid")
            + " (root) loginuid none pid 4711: "
            + what
            + "\n");
  }

  private static void add(Path file, String text) throws IOException {
    Files.writeString(
        file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private String json(SessionId id, String user, String state) {
    String ended = state.equals("active") ? "" : "\"ended\":\"" + now + "\",\"exit_code\":0,";
    return ("{'version':1,'id':'"
                + id
                + "','user':'"
                + user
                + "','uid':1000,'host':'"
                + host
                + "','tty':'/dev/pts/0','shell':'/bin/bash','term':'xterm','columns':80,'rows':24,"
                + "'started':'"
                + id.started()
                + "',")
            .replace('\'', '"')
        + ended
        + "\"bytes\":0,\"state\":\""
        + state
        + "\",\"gaps\":[]}\n";
  }

  /** What a collector does, from its start on. */
  final class Run implements AutoCloseable {
    private final FileChannel keys;
    private final Sealer sealer;

    Run() throws IOException {
      Files.createDirectories(logDir.resolve("ledger"));
      keys =
          FileChannel.open(
              ledger("key"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      KeyFile signer = new KeyFile(keys);
      SessionSeals sessions =
          new SessionSeals(new RecordingStore(logDir), new Adoptions(logDir), trouble::add);
      LogSeals logs = new LogSeals(logDir, trouble::add);
      List<Sealer.Source> sources =
          List.of(
              new AuditSeals(new Removals(logDir), sessions::removed, logs::removed),
              sessions,
              logs);
      Ledger ledger =
          Ledger.open(
              logDir,
              "sessionlog/" + name,
              signer,
              now,
              entry -> sources.forEach(source -> source.past(entry)));
      sealer = new Sealer(ledger, signer, sources);
    }

    Optional<SignedNote> seal() throws IOException {
      SealedStore.this.wait(60);
      return sealNow();
    }

    Optional<SignedNote> sealNow() throws IOException {
      return sealer.seal(now);
    }

    @Override
    public void close() throws IOException {
      sealer.close();
      keys.close();
    }
  }

  /** Seals once, by a collector of its own. */
  public SignedNote seal() throws IOException {
    try (Run run = new Run()) {
      return run.seal().orElseThrow();
    }
  }

  NoteKey firstKey() throws IOException {
    return LedgerSummary.read(logDir).orElseThrow().firstKey();
  }

  /** What verify says: the status of each session, and the problems of the ledger. */
  Seen verify(Optional<NoteKey> key, List<SignedNote> anchors) throws IOException {
    Verifier verifier = new Verifier(logDir);
    Verification ledger = verifier.ledger(key, anchors);
    Map<SessionId, Verdict> verdicts = new TreeMap<>();
    verifier.sessions((id, user) -> true, 2, verdict -> verdicts.put(verdict.session(), verdict));
    return new Seen(ledger.problems(), verdicts);
  }

  /** The logs that are gone, as verify says. */
  List<String> removedLogs() throws IOException {
    return new Verifier(logDir)
        .ledger(Optional.empty(), List.of()).removedLogs().stream()
            .map(LedgerEntry.FileGone::name)
            .toList();
  }

  Seen verify() throws IOException {
    return verify(Optional.empty(), List.of());
  }

  /** What was seen. */
  record Seen(List<String> problems, Map<SessionId, Verdict> verdicts) {
    boolean good() {
      return problems.isEmpty()
          && verdicts.values().stream().allMatch(verdict -> verdict.status().good());
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(String.join("; ", problems));
      verdicts.values().stream()
          .filter(verdict -> problems.isEmpty() || !verdict.status().good())
          .forEach(
              verdict ->
                  text.append(text.isEmpty() ? "" : "; ")
                      .append(verdict.user())
                      .append(' ')
                      .append(verdict.status()));
      return text.toString();
    }
  }

  static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      try (var files = Files.list(path)) {
        for (Path file : files.toList()) {
          remove(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  /** Copies a folder over another. */
  static void copy(Path from, Path to) throws IOException {
    remove(to);
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file)), java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (!text.contains(from)) {
      throw new IOException(file + " does not hold " + from);
    }
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }
}
