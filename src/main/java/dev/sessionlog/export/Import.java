package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionPlace;
import dev.sessionlog.session.SessionShell;
import dev.sessionlog.session.SessionStanding;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.SessionUser;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.store.ImportedRecording;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Imports recordings of other programs into the store. The next collector that starts writes their
 * transcripts to the user's log; search finds them at once.
 */
public final class Import {
  private static final int MOST_DRAWN = 100;

  private Import() {}

  /**
   * Facts that the file lacks, or that replace those of the file.
   *
   * @param user the user of the session, overriding the file
   * @param host the machine of the session, overriding the file
   * @param started its start, overriding the file
   * @param size the terminal's size, if the file lacks it; empty if unknown
   * @param fallback the values if neither has them
   */
  public record Facts(
      Optional<String> user,
      Optional<String> host,
      Optional<Instant> started,
      Optional<TerminalSize> size,
      Fallback fallback) {}

  /**
   * Default facts about a session.
   *
   * @param user the user of the session
   * @param host the machine of the session
   * @param uids returns the number of a user
   * @param zone the zone of times without one, and of times in created files
   */
  public record Fallback(String user, String host, ToLongFunction<String> uids, ZoneId zone) {}

  /**
   * An imported session.
   *
   * @param notes what was not kept or is unknown, as lines for people
   */
  public record Imported(Session session, List<String> notes) {
    public Imported {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Imports a recording into the store.
   *
   * @param progress receives the number of processed bytes of output
   * @throws ForeignFormatException if the file does not have that format; nothing is left then
   */
  public static Imported run(
      RecordingStore store,
      ImportSource source,
      ImportFormat format,
      Facts facts,
      RandomGenerator random,
      LongConsumer progress)
      throws IOException {
    try (Unpacked file = Unpacked.of(source.file());
        Unpacked timing = Unpacked.of(source.timing().orElse(source.file()))) {
      ImportSource unpacked =
          new ImportSource(file.file(), source.timing().map(packed -> timing.file()));
      try {
        return run(
            store, source, unpacked, file.cut().or(timing::cut), format, facts, random, progress);
      } catch (ForeignFormatException e) {
        throw e.naming(unpacked.file(), source.file())
            .naming(timing.file(), source.timing().orElse(source.file()));
      }
    }
  }

  private static Imported run(
      RecordingStore store,
      ImportSource source,
      ImportSource unpacked,
      Optional<String> cut,
      ImportFormat format,
      Facts facts,
      RandomGenerator random,
      LongConsumer progress)
      throws IOException {
    ZoneId zone = facts.fallback().zone();
    try (Importer importer = format.open(unpacked, zone)) {
      ForeignHeader header = importer.header();
      List<String> notes = unknown(header, facts);
      Instant started =
          facts
              .started()
              .or(header::started)
              .orElse(Files.getLastModifiedTime(source.file()).toInstant());
      try (ImportedRecording recording = begin(store, header, facts, started, random)) {
        Session session = recording.session();
        Copy copy = new Copy(recording, progress, notes);
        begin(recording, header, session, zone);
        byte[] firstLine = importer.firstLine();
        recording.line(firstLine.length > 0 ? firstLine : firstLine(session, zone));
        importer.events(copy);
        if (!copy.cut) {
          cut.ifPresent(copy::cut);
        }
        copy.end(session, zone);
        SessionState state = copy.cut ? SessionState.TRUNCATED : SessionState.COMPLETE;
        Instant ended = started.plus(copy.last);
        return new Imported(recording.finish(session, state, ended, copy.exitCode), notes);
      }
    }
  }

  /** Many old files may have the same time, and then some get the same id. */
  private static ImportedRecording begin(
      RecordingStore store,
      ForeignHeader header,
      Facts facts,
      Instant started,
      RandomGenerator random)
      throws IOException {
    for (int i = 1; ; i++) {
      try {
        SessionId id = SessionId.create(started, random);
        return ImportedRecording.begin(store, session(header, facts, id, started));
      } catch (FileAlreadyExistsException taken) {
        if (i == MOST_DRAWN) {
          throw taken;
        }
      }
    }
  }

  private static List<String> unknown(ForeignHeader header, Facts facts) {
    List<String> notes = new ArrayList<>();
    if (facts.started().isEmpty() && header.started().isEmpty()) {
      notes.add(
          "it does not say when it began, so the time of the file is used; --started sets another");
    }
    if (facts.size().isEmpty() && header.size().isEmpty()) {
      notes.add(
          "it does not say how large the terminal was, so 80x24 is used; --size sets another");
    }
    return notes;
  }

  private static Session session(ForeignHeader header, Facts facts, SessionId id, Instant started) {
    String user = facts.user().or(() -> named(header)).orElse(facts.fallback().user());
    return new Session(
        id,
        new SessionUser(user, facts.fallback().uids().applyAsLong(user), OptionalLong.empty()),
        new SessionPlace(
            facts.host().or(header::host).orElse(facts.fallback().host()),
            header.fact(ForeignHeader.TTY),
            Optional.empty(),
            Optional.empty()),
        new SessionShell(
            header.fact(ForeignHeader.SHELL),
            header.fact(ForeignHeader.TERM),
            header.size().or(facts::size).orElse(TerminalSize.DEFAULT)),
        started,
        SessionStanding.BEGUN);
  }

  /** Returns the user in the file, unless no log can have that name. */
  private static Optional<String> named(ForeignHeader header) {
    try {
      return header.user().filter(user -> !UserFileName.of(user).isEmpty());
    } catch (IllegalArgumentException tooLong) {
      return Optional.empty();
    }
  }

  private static void begin(
      ImportedRecording recording, ForeignHeader header, Session session, ZoneId zone)
      throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!header.facts().containsKey("START_TIME")) {
      facts.put("START_TIME", iso(session.started(), zone));
      facts.put("COLUMNS", Integer.toString(session.size().columns()));
      facts.put("LINES", Integer.toString(session.size().rows()));
    }
    facts.putAll(header.facts());
    recording.facts(facts);
  }

  /** The first line as of script(1), because readers skip everything up to the first line end. */
  private static byte[] firstLine(Session session, ZoneId zone) {
    String line =
        "Script started on "
            + iso(session.started(), zone)
            + " [COLUMNS=\""
            + session.size().columns()
            + "\" LINES=\""
            + session.size().rows()
            + "\"]\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String iso(Instant time, ZoneId zone) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT)
        .format(time.atZone(zone));
  }

  /** Writes what is read. */
  private static final class Copy implements Importer.Sink {
    private final ImportedRecording recording;
    private final LongConsumer progress;
    private final List<String> notes;
    private boolean cut;
    private Duration last = Duration.ZERO;
    private OptionalInt exitCode = OptionalInt.empty();
    private boolean lastLine;
    private long bytes;

    Copy(ImportedRecording recording, LongConsumer progress, List<String> notes) {
      this.recording = recording;
      this.notes = notes;
      this.progress = progress;
    }

    @Override
    public void output(Duration at, byte[] array, int offset, int length) throws IOException {
      last = at;
      recording.output(at, array, offset, length);
      bytes += length;
      progress.accept(bytes);
    }

    @Override
    public void resize(Duration at, TerminalSize size) throws IOException {
      last = at;
      recording.resize(at, size);
    }

    @Override
    public void fact(Duration at, String name, String value) throws IOException {
      last = at;
      recording.fact(at, name, value);
    }

    @Override
    public void exitCode(int code) {
      exitCode = OptionalInt.of(code);
    }

    @Override
    public void lastLine(byte[] line) throws IOException {
      lastLine = true;
      recording.line(line);
    }

    @Override
    public void passed(Duration at) {
      last = at;
    }

    @Override
    public void note(String text) {
      notes.add(text);
    }

    @Override
    public void cut(String how) {
      cut = true;
      notes.add("cut off: " + how + "; imported up to there");
    }

    void end(Session session, ZoneId zone) throws IOException {
      if (lastLine || cut) {
        return;
      }
      String code = exitCode.isPresent() ? "COMMAND_EXIT_CODE=\"" + exitCode.getAsInt() + "\"" : "";
      String line =
          "\nScript done on " + iso(session.started().plus(last), zone) + " [" + code + "]\n";
      recording.line(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
