package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveView;
import dev.sessionlog.archive.HostKey;
import dev.sessionlog.archive.SessionQuery;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.search.Hit;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a command that reads finds sessions: in the log dir of this machine, where all of them are,
 * or in an archive, from which what is asked for is brought first. For one thread.
 */
final class SessionSource implements Closeable {
  private final Path logDir;
  private final Optional<ArchiveView> view;
  private final Optional<CommandContext> context;
  private final Set<String> told = new HashSet<>();

  private SessionSource(Path logDir, Optional<ArchiveView> view, Optional<CommandContext> context) {
    this.logDir = logDir;
    this.view = view;
    this.context = context;
  }

  /** Returns this machine's own. */
  static SessionSource local(Path logDir) {
    return new SessionSource(logDir, Optional.empty(), Optional.empty());
  }

  /** Returns that of an archive, which is closed with it; what it remarks is said there. */
  static SessionSource of(ArchiveView view, CommandContext context) {
    context.tellInWordsOf(view::inWords);
    return new SessionSource(view.logDir(), Optional.of(view), Optional.of(context));
  }

  /** Returns the log dir to be read: what was asked for is there. */
  Path logDir() {
    return logDir;
  }

  /** Tells whether it is an archive. */
  boolean isArchive() {
    return view.isPresent();
  }

  /** Returns where the sessions are, for people. */
  String place() {
    return view.map(ArchiveView::archive).orElse(logDir.toString());
  }

  /** Returns what a session is called: in an archive with its host, as commands take it. */
  String nameOf(SessionId id) {
    return view.flatMap(archive -> archive.hostOf(id)).map(host -> named(host, id)).orElse("" + id);
  }

  /** Returns what the session of a line is called. A log is of the host whose log it is. */
  String nameOf(Hit hit) {
    return hostOf(hit).map(host -> named(host, hit.session())).orElse("" + hit.session());
  }

  /** Returns the machine on which a line was seen; empty for this one. */
  Optional<String> machineOf(Hit hit) {
    return hostOf(hit).map(HostKey::machine);
  }

  private Optional<HostKey> hostOf(Hit hit) {
    return view.flatMap(
        archive ->
            hit.seat()
                .flatMap(seat -> archive.hostOfLogs(seat.folder()))
                .or(() -> archive.hostOf(hit.session())));
  }

  private static String named(HostKey host, SessionId id) {
    return host.machine() + "/" + id;
  }

  /** Tells whether all that was asked for could be read; what could not is said. */
  boolean isWhole() {
    return told.isEmpty();
  }

  /** Makes sure that the facts of sessions are there. */
  void sessions(SessionQuery query) throws IOException {
    if (view.isPresent()) {
      view.get().bringSessions(query);
      tell();
    }
  }

  /**
   * Makes sure that what a search needs is there.
   *
   * @param recordings whether it reads all recordings
   */
  void lines(SessionQuery query, boolean recordings) throws IOException {
    if (view.isPresent()) {
      view.get().bringForSearch(query, recordings);
      tell();
    }
  }

  /**
   * Returns the recording that a text means, and makes sure that all of it is there.
   *
   * @throws CommandFailure when it means none, or several
   */
  Recording session(String text) throws IOException {
    Recording recording = named(text);
    if (view.isPresent()) {
      bring(() -> view.get().bringRecording(recording.id()));
      view.get().countAsActive(recording.id());
    }
    return recording;
  }

  /**
   * Returns the recording that a text means, to be played: of a long one in an archive, what is
   * read first is there first.
   *
   * @throws CommandFailure when it means none, or several
   */
  PlayedRecording sessionToPlay(String text) throws IOException {
    Recording recording = named(text);
    if (view.isEmpty()) {
      return new PlayedRecording(recording, Optional.empty());
    }
    AtomicReference<Optional<FileChannel>> typescript = new AtomicReference<>(Optional.empty());
    bring(() -> typescript.set(view.get().bringInParts(recording.id())));
    return new PlayedRecording(recording, typescript.get());
  }

  private interface Bringing {
    void run() throws IOException;
  }

  private static void bring(Bringing recording) throws IOException {
    try {
      recording.run();
    } catch (ArchiveException e) {
      if (e.isOfOneObject()) {
        throw new CommandFailure(ExitCode.CORRUPT, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private Recording named(String text) throws IOException {
    String session = SessionArgument.withoutLine(text);
    if (view.isEmpty()) {
      return SessionArgument.resolve(logDir, session);
    }
    String name = ArchiveOption.withoutHost(session);
    view.get().bringNamed(name);
    tell();
    return SessionArgument.resolve(logDir, name, place(), this::nameOf);
  }

  private void tell() {
    for (String remark : view.map(ArchiveView::remarks).orElseThrow()) {
      if (told.add(remark)) {
        context.orElseThrow().err().println("sessionlog: " + Visible.line(remark));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (view.isPresent()) {
      view.get().close();
    }
  }
}
