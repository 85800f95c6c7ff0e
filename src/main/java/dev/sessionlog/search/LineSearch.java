package dev.sessionlog.search;

import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.session.SessionId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Searches lines of a user's screens for a pattern. A line that cannot be searched is reported, and
 * the search continues; of many such lines, the first and the number of the rest are reported. For
 * one thread.
 */
final class LineSearch {
  private static final int MOST_TOLD = 3;

  private final LineMatcher matcher;
  private final String user;
  private final Finds finds;
  private long unsearched;

  LineSearch(SearchPattern pattern, Effort effort, String user, Finds finds) {
    this.matcher = new LineMatcher(pattern, effort);
    this.user = user;
    this.finds = finds;
  }

  /**
   * Returns the matches in a line; none if there are none.
   *
   * @param number the number of the line in the transcript; empty for a line of a full-screen
   *     program
   */
  List<Span> spans(SessionId session, OptionalLong number, String text) {
    try {
      return matcher.spans(text);
    } catch (LineMatcher.UnsearchableLineException e) {
      unsearched++;
      if (unsearched <= MOST_TOLD) {
        String line = number.isPresent() ? "line " + number.getAsLong() : "a screen";
        finds.damage(
            user + ", session " + session + ", " + line + " was not searched: " + e.getMessage());
      }
      return List.of();
    }
  }

  /** Reports how many more lines were not searched. */
  void end() {
    if (unsearched > MOST_TOLD) {
      finds.damage(user + ": " + (unsearched - MOST_TOLD) + " more lines were not searched");
    }
    unsearched = 0;
  }
}
