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
 * What a person means by the few characters that name a session. The first of these that fits
 * counts:
 *
 * <ol>
 *   <li>a session's id;
 *   <li>a user: that user's latest session;
 *   <li>a user, {@code ~} and a number: so many sessions before the latest, {@code alice~1};
 *   <li>the beginning of one session's id, and of no other's.
 * </ol>
 */
public sealed interface SessionLookup {
  /** Exactly one recording is meant. */
  record Found(Recording recording) implements SessionLookup {}

  /**
   * Several ids begin so.
   *
   * @param candidates the recordings whose ids do, newest first; two or more
   */
  record Ambiguous(List<Recording> candidates) implements SessionLookup {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * The user is known, but was not recorded so often.
   *
   * @param user the user's name
   * @param count how many recordings of the user there are; may be 0
   */
  record TooFew(String user, int count) implements SessionLookup {}

  /**
   * No session and no user is named so.
   *
   * @param near the recordings whose ids begin most alike, newest first; may be empty
   */
  record Unknown(List<Recording> near) implements SessionLookup {
    public Unknown {
      near = List.copyOf(near);
    }
  }

  /** Finds out what {@code text} means in {@code store}. */
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

  /** How names are built. */
  final class Form {
    private static final Pattern BACK =
        Pattern.compile("(?<user>.+)~(?<count>\\d{1,9})", Pattern.DOTALL);

    /** So many characters of an id name a day: ids that share less are not alike. */
    private static final int A_DAY = 8;

    private Form() {}
  }
}
