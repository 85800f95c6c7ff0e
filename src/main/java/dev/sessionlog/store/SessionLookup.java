package dev.sessionlog.store;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the session that a person names. The first of these that matches counts:
 *
 * <ol>
 *   <li>a session's id;
 *   <li>a user: that user's latest session;
 *   <li>a user, {@code ~} and a number: the session that many before the latest, for example {@code
 *       alice~1};
 *   <li>the beginning of one session's id, and of no other's.
 * </ol>
 */
public sealed interface SessionLookup {
  /** Exactly one recording matches. */
  record Found(Recording recording) implements SessionLookup {}

  /**
   * Several ids begin with the text.
   *
   * @param candidates the matching recordings, newest first; two or more
   */
  record Ambiguous(List<Recording> candidates) implements SessionLookup {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * The user is known, but has fewer recordings.
   *
   * @param user the user's name
   * @param count the number of recordings of the user; may be 0
   */
  record TooFew(String user, int count) implements SessionLookup {}

  /**
   * No session and no user has this name.
   *
   * @param near the recordings with the most similar ids, newest first; may be empty
   */
  record Unknown(List<Recording> near) implements SessionLookup {
    public Unknown {
      near = List.copyOf(near);
    }
  }

  /** Resolves {@code text} in {@code store}. */
  static SessionLookup of(RecordingStore store, String text) throws IOException {
    Optional<SessionId> id = SessionId.parse(text);
    if (id.isPresent()) {
      Optional<Recording> exact = store.find(id.get());
      if (exact.isPresent()) {
        return new Found(exact.get());
      }
    }
    if (!text.isEmpty() && store.knows(text)) {
      return back(store, text, 0);
    }
    Matcher back = Form.BACK.matcher(text);
    if (back.matches() && store.knows(back.group("user"))) {
      return back(store, back.group("user"), Integer.parseInt(back.group("count")));
    }
    return byPrefix(store.all(), text);
  }

  private static SessionLookup back(RecordingStore store, String user, int count)
      throws IOException {
    List<Recording> theirs = store.of(user);
    return count < theirs.size() ? new Found(theirs.get(count)) : new TooFew(user, theirs.size());
  }

  private static SessionLookup byPrefix(List<Recording> all, String text) {
    int longest = 0;
    List<Recording> alike = new ArrayList<>();
    for (Recording recording : all) {
      int common = commonLength(recording.id().toString(), text);
      if (common > longest) {
        alike.clear();
        longest = common;
      }
      if (common > 0 && common == longest) {
        alike.add(recording);
      }
    }
    if (longest < text.length() || text.isEmpty()) {
      return new Unknown(longest < Form.A_DAY ? List.of() : alike);
    }
    return alike.size() == 1 ? new Found(alike.get(0)) : new Ambiguous(alike);
  }

  private static int commonLength(String one, String two) {
    int length = Math.min(one.length(), two.length());
    int at = 0;
    while (at < length && one.charAt(at) == two.charAt(at)) {
      at++;
    }
    return at;
  }

  /** The form of such names. */
  final class Form {
    private static final Pattern BACK =
        Pattern.compile("(?<user>.+)~(?<count>\\d{1,9})", Pattern.DOTALL);

    /** The length of the date in an id; ids that share less are not similar. */
    private static final int A_DAY = 8;

    private Form() {}
  }
}
