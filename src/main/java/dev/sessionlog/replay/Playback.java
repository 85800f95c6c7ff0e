package dev.sessionlog.replay;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Plays a recording at the terminal of this process. */
public final class Playback {
  /** The keys, as a {@linkplain String#format format}. */
  public static final String KEYS =
      """
        space        pause, go on
        .  ,         next output, one before
        right left   5 seconds on, back
        up down      1 minute on, back
        PgDn PgUp    a tenth on, back
        0 .. 9       to 0 %% .. 90 %%
        g G          to the start, the end
        + - =        faster, slower, normal
        i            limit pauses, or not
        f            follow a live session
        b            hide or show the bar
        : PLACE      1:30, 45%%, :17 or 4096b
        / ? REGEX    find, onward or back
        n N          next find, one before
        q ^C         quit
        h            these keys\
      """;

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(2);
  private static final String UNPACKING = "unpacking the recording ...";

  private Playback() {}

  /**
   * How to play.
   *
   * @param start the place to begin; empty for the beginning
   * @param speed how many times faster than it was recorded
   * @param idleLimit the longest pause; zero for no limit
   * @param follow true to begin at the end and follow the session
   * @param quiet the time without output after which a session is quiet, for its transcript
   * @param zone the time zone for times of day
   */
  public record Options(
      Optional<Target> start,
      double speed,
      Duration idleLimit,
      boolean follow,
      Duration quiet,
      ZoneId zone) {}

  /** Opens what is to be played. */
  public interface Opening {
    OpenRecording open() throws IOException;

    /** Tells whether it is to be unpacked first. */
    boolean takesAWhile();
  }

  /** How playing ended. */
  public enum End {
    /** The viewer quit. */
    QUIT,
    /** ^C ended it. */
    INTERRUPTED,
    /** It did not begin: the recording has no such place to start from. */
    NO_SUCH_PLACE,
    /** It did not begin: the standard input or output is no terminal. */
    NO_TERMINAL
  }

  /**
   * Plays until the viewer quits, in the calling thread. The terminal is restored, even if a signal
   * ends the process.
   *
   * @param out the standard output, without a buffer
   * @throws IOException if the recording cannot be read
   */
  public static End run(Opening recording, Session session, Options options, OutputStream out)
      throws IOException {
    try (OpenRecording open = open(recording, out)) {
      return play(open, session, options, out);
    } catch (IOException | IOError | IllegalStateException e) {
      if (JlineDisplay.isProcessEnding()) {
        // The end of the process took the terminal away, which need not be reported.
        return End.QUIT;
      }
      throw e;
    }
  }

  /** Shows that unpacking takes a while; ^C ends it as usual. */
  private static OpenRecording open(Opening recording, OutputStream out) throws IOException {
    if (!recording.takesAWhile()) {
      return recording.open();
    }
    say(out, UNPACKING);
    try {
      return recording.open();
    } finally {
      say(out, "\r" + " ".repeat(UNPACKING.length()) + "\r");
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static End play(
      OpenRecording recording, Session session, Options options, OutputStream out)
      throws IOException {
    Optional<SeekPoint> start = Optional.empty();
    if (options.start().isPresent()) {
      start = TargetLookup.resolve(recording, session, options.quiet(), options.start().get());
      if (start.isEmpty()) {
        return End.NO_SUCH_PLACE;
      }
    }
    PlaybackControl control =
        new PlaybackControl(
            new Pace(options.speed(), options.idleLimit()), IDLE_LIMIT, options.zone());
    Optional<JlineDisplay> terminal = JlineDisplay.open(out);
    if (terminal.isEmpty()) {
      return End.NO_TERMINAL;
    }
    try (Display display = terminal.get()) {
      Player player =
          new Player(
              new RecordedScreen(recording, session.size(), System::nanoTime),
              recording.extent(),
              new StatusBar(session, options.zone(), System::nanoTime),
              control,
              display,
              System::nanoTime,
              target -> TargetLookup.resolve(recording, session, options.quiet(), target),
              () -> isLive(recording.recording()));
      if (options.follow()) {
        player.follow();
      } else if (start.isPresent()) {
        player.seek(start.get());
      }
      return player.run() ? End.INTERRUPTED : End.QUIT;
    }
  }

  private static boolean isLive(Recording recording) {
    try {
      return !recording.session().hasEnded();
    } catch (IOException gone) {
      return false;
    }
  }
}
