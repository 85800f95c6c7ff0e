package dev.sessionlog.replay;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One screen of a recording, as printable lines. */
public final class ScreenDump {
  private ScreenDump() {}

  /**
   * Returns what the screen of a recording showed at {@code target}: a line for each row, without
   * blanks at their ends.
   *
   * @param session the session of the recording
   * @param quiet the pause after which a transcript takes a screen for finished
   * @param colors true to keep styles as SGR sequences, false for plain text
   * @param trouble receives one line for people if the recording is damaged
   * @return empty when the recording has no such place
   */
  public static Optional<List<String>> lines(
      OpenRecording recording,
      Session session,
      Duration quiet,
      Target target,
      boolean colors,
      Consumer<String> trouble)
      throws IOException {
    Optional<SeekPoint> aim = TargetLookup.resolve(recording, session, quiet, target);
    if (aim.isEmpty()) {
      return Optional.empty();
    }
    RecordedScreen screen = new RecordedScreen(recording, session.size(), System::nanoTime);
    screen.goTo(aim.get());
    screen.problem().ifPresent(trouble);
    return Optional.of(lines(screen.snapshot(), colors));
  }

  /** Returns the time of a place in a recording; empty if there is no such place. */
  public static Optional<Duration> moment(
      Recording recording, Session session, Duration quiet, Target target) throws IOException {
    try (OpenRecording open = OpenRecording.of(recording)) {
      Optional<SeekPoint> aim = TargetLookup.resolve(open, session, quiet, target);
      if (aim.isEmpty()) {
        return Optional.empty();
      }
      if (aim.get() instanceof SeekPoint.Time time) {
        return Optional.of(time.at());
      }
      RecordedScreen screen = new RecordedScreen(open, session.size(), System::nanoTime);
      screen.goTo(aim.get());
      return Optional.of(screen.at());
    }
  }

  private static List<String> lines(Snapshot snapshot, boolean colors) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < snapshot.rows(); row++) {
      lines.add(colors ? coloredLine(snapshot, row) : snapshot.text(row));
    }
    return lines;
  }

  private static String coloredLine(Snapshot snapshot, int row) {
    Frame frame = new Frame(snapshot.columns(), 1);
    int end = 0;
    for (int column = 0; column < snapshot.columns(); column++) {
      if (snapshot.width(row, column) > 0) {
        Style style = snapshot.style(row, column);
        frame.put(0, column, snapshot.text(row, column), snapshot.width(row, column), style);
        if (!style.equals(Frame.PLAIN) || !frame.text(0, column).equals(" ")) {
          end = column + 1;
        }
      }
    }
    return coloredLine(frame, end);
  }

  private static String coloredLine(Frame frame, int end) {
    StringBuilder line = new StringBuilder();
    Style style = Frame.PLAIN;
    for (int column = 0; column < end; column++) {
      if (!frame.style(0, column).equals(style)) {
        style = frame.style(0, column);
        line.append(Sgr.sequence(style));
      }
      line.append(frame.text(0, column));
    }
    return style.equals(Frame.PLAIN) ? line.toString() : line.append("\033[0m").toString();
  }
}
