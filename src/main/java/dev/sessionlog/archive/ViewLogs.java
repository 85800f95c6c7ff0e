package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings rolled logs to a view: those of each host to a folder of its own below {@code hosts/}, as
 * machines that share a log dir have it. For one thread; several fetch for it.
 */
final class ViewLogs {
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final long LARGEST = 1L << 28;
  private static final int PIECES = 10_000;
  private static final Pattern LOG =
      Pattern.compile(
          "(?<user>.+)\\.(?<day>\\d{4}-\\d{2}-\\d{2})\\.(?<index>\\d{1,13})\\.log\\.gz");

  private final ArchiveStore store;
  private final ArchiveCache cache;
  private final ArchiveCatalog catalog;
  private final ExecutorService workers;
  private final Path logDir;

  ViewLogs(
      ArchiveStore store,
      ArchiveCache cache,
      ArchiveCatalog catalog,
      ExecutorService workers,
      Path logDir) {
    this.store = store;
    this.cache = cache;
    this.catalog = catalog;
    this.workers = workers;
    this.logDir = logDir;
  }

  /** Takes what one object has, or throws it again. */
  interface Damage {
    void passOver(ArchiveException e) throws ArchiveException;
  }

  /**
   * Brings those with lines of a time.
   *
   * @return the sessions whose last lines are in them. A log speaks for the sessions of its own
   *     host and user, and for no others.
   */
  Set<SessionName> bring(SessionQuery lines, Damage damage) throws IOException {
    // A day in a name is the host's own: its lines may be of the days beside it in UTC.
    SessionQuery wide =
        new SessionQuery(
            lines.users(),
            lines.since().map(from -> from.minus(A_DAY)),
            lines.until().map(to -> to.plus(A_DAY)));
    List<Future<Set<SessionName>>> coming = new ArrayList<>();
    for (LocalDate day : catalog.transcriptDays()) {
      if (wide.accepts(day)) {
        for (TranscriptName piece : catalog.transcripts(day)) {
          if (lines.accepts(piece.user())) {
            StoreFiles.makeFolder(logDir, seat(piece));
            coming.add(workers.submit(() -> bring(piece)));
          }
        }
      }
    }
    Set<SessionName> closed = new HashSet<>();
    for (Future<Set<SessionName>> one : coming) {
      try {
        closed.addAll(ArchivedBytes.get(one));
      } catch (ArchiveException e) {
        damage.passOver(e);
      }
    }
    return closed;
  }

  private Set<SessionName> bring(TranscriptName piece) throws IOException {
    String name = piece.name();
    Path cached = cache.object(store, name, LARGEST);
    Path ends = cache.derived(name + ".ends", out -> LogEnds.write(cached, out));
    long index = (long) piece.index() * PIECES + piece.piece();
    ArchiveCache.link(
        cached,
        seat(piece)
            .resolve(UserFileName.of(piece.user()) + "." + piece.day() + "." + index + ".log.gz"));
    return LogEnds.read(ends).stream()
        .map(id -> new SessionName(piece.host(), id, piece.user()))
        .collect(Collectors.toSet());
  }

  /** Returns the piece of a log that has that name in a view; empty for other files. */
  static Optional<TranscriptName> piece(String seat, String file) {
    Matcher form = LOG.matcher(file);
    Optional<String> both = UserFileName.user(seat);
    if (!form.matches() || both.isEmpty()) {
      return Optional.empty();
    }
    String[] words = both.get().split("~", 2);
    long index = Long.parseLong(form.group("index"));
    return HostKey.parse(words[0])
        .flatMap(
            host ->
                UserFileName.user(form.group("user"))
                    .map(
                        user ->
                            new TranscriptName(
                                host,
                                words.length == 2 ? words[1] : "",
                                user,
                                LocalDate.parse(form.group("day")),
                                Math.toIntExact(index / PIECES),
                                Math.toIntExact(index % PIECES))));
  }

  /** Returns the host whose logs are in a folder of a view; empty for other folders. */
  static Optional<HostKey> host(Path seat) {
    return UserFileName.user(String.valueOf(seat.getFileName()))
        .flatMap(both -> HostKey.parse(both.split("~", 2)[0]));
  }

  private Path seat(TranscriptName piece) {
    String seat = piece.host() + (piece.seat().isEmpty() ? "" : "~" + piece.seat());
    return logDir.resolve("hosts").resolve(UserFileName.of(seat));
  }
}
