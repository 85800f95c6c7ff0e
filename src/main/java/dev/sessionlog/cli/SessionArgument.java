package dev.sessionlog.cli;

import dev.sessionlog.config.NearestName;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.SessionLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The argument {@code SESSION}: an id, the unique beginning of one, {@code alice} for her latest
 * session or {@code alice~1} for the one before.
 */
final class SessionArgument {
  /** The description for the help of commands. */
  static final String DESCRIPTION =
      "A session's id, an unambiguous beginning of it, or a user: alice is alice's latest session,"
          + " alice~1 the one before.";

  /** The same for commands that read archives. */
  static final String DESCRIPTION_IN_ARCHIVES =
      DESCRIPTION + " With --archive also HOST/SESSION, for example web1/alice.";

  private static final Pattern PLACE = Pattern.compile("(?<session>.+):(?<line>\\d{1,18})");

  private static final int MOST_SHOWN = 4;

  private SessionArgument() {}

  /** Returns a session's name without the line behind it, as in {@code alice:17}. */
  static String withoutLine(String text) {
    Matcher place = PLACE.matcher(text);
    return place.matches() ? place.group("session") : text;
  }

  /** Returns the line that stands behind a session's name. */
  static OptionalLong line(String text) {
    Matcher place = PLACE.matcher(text);
    return place.matches()
        ? OptionalLong.of(Long.parseLong(place.group("line")))
        : OptionalLong.empty();
  }

  /**
   * Resolves {@code text} to a recording.
   *
   * @throws CommandFailure if there is none, or the name is ambiguous; the message names the
   *     candidates
   */
  static Recording resolve(Path logDir, String text) throws IOException {
    return resolve(
        logDir, text, new RecordingStore(logDir).folder().toString(), SessionId::toString);
  }

  /**
   * Does the same.
   *
   * @param where what a message calls the place where there is no such session
   * @param names what a message calls a session
   */
  static Recording resolve(
      Path logDir, String text, String where, Function<SessionId, String> names)
      throws IOException {
    RecordingStore store = new RecordingStore(logDir);
    SessionLookup found = SessionLookup.of(store, text);
    if (found instanceof SessionLookup.Found one) {
      return one.recording();
    }
    throw new CommandFailure(ExitCode.NOT_FOUND, problem(store, text, found, where, names));
  }

  private static String problem(
      RecordingStore store,
      String text,
      SessionLookup found,
      String where,
      Function<SessionId, String> names)
      throws IOException {
    if (found instanceof SessionLookup.Ambiguous several) {
      return "'" + text + "' is ambiguous: " + named(several.candidates(), names);
    }
    if (found instanceof SessionLookup.TooFew few) {
      return tooFew(text, few.user(), few.count());
    }
    List<Recording> near = ((SessionLookup.Unknown) found).near();
    if (!near.isEmpty()) {
      return "no session '" + text + "'; the nearest are " + named(near, names);
    }
    String user = text.replaceFirst("~\\d+$", "");
    return "no session or user '"
        + text
        + "' in "
        + where
        + NearestName.of(user, store.users())
            .map(name -> ", did you mean '" + name + "'?")
            .orElse("");
  }

  private static String tooFew(String text, String user, int count) {
    return switch (count) {
      case 0 -> "no recording of user '" + user + "' is kept";
      case 1 -> text + ": only one recording of user '" + user + "' is kept";
      default ->
          text
              + ": only "
              + count
              + " recordings of user '"
              + user
              + "' are kept, the oldest is "
              + user
              + "~"
              + (count - 1);
    };
  }

  private static String named(List<Recording> recordings, Function<SessionId, String> names) {
    String shown =
        recordings.stream()
            .limit(MOST_SHOWN)
            .map(recording -> names.apply(recording.id()) + " (" + recording.user() + ")")
            .collect(Collectors.joining(", "));
    int more = recordings.size() - MOST_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
