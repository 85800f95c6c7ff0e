package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveView;
import dev.sessionlog.archive.SessionQuery;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Visible;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    if (view.isEmpty()) {
      return SessionArgument.resolve(logDir, text);
    }
    String name = text.substring(text.indexOf('/') + 1);
    view.get().bringNamed(name);
    tell();
    Recording recording = SessionArgument.resolve(logDir, name, place());
    try {
      view.get().bringRecording(recording.id());
    } catch (ArchiveException e) {
      if (e.isOfOneObject()) {
        throw new CommandFailure(ExitCode.CORRUPT, String.valueOf(e.getMessage()));
      }
      throw e;
    }
    view.get().countAsActive(recording.id());
    return recording;
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
