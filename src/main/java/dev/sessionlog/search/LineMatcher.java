package dev.sessionlog.search;

import dev.sessionlog.search.Hit.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Looks for a pattern in lines. For one thread. */
final class LineMatcher {
  /** A line with more finds than this shows the first; nobody looks at more. */
  private static final int MOST_SPANS = 1000;

  private final Matcher matcher;

  LineMatcher(SearchPattern pattern) {
    this.matcher = pattern.matcher("");
  }

  /**
   * Returns where it is found; none when it is not. A find of nothing, as {@code x*} makes, counts
   * as one of the line.
   *
   * @throws SearchException when the expression is too deep for a line so long, or one that {@link
   *     java.util.regex.Pattern} took by mistake
   */
  List<Span> spans(String text) {
    matcher.reset(text);
    try {
      if (!matcher.find()) {
        return List.of();
      }
      List<Span> spans = new ArrayList<>(1);
      do {
        spans.add(new Span(matcher.start(), matcher.end()));
      } while (spans.size() < MOST_SPANS && matcher.find());
      return spans;
    } catch (StackOverflowError e) {
      throw new SearchException(
          "the expression needs too much memory for a line of " + text.length() + " characters", e);
    } catch (NullPointerException e) {
      // Pattern takes such as [a&&] and fails when it comes to use it.
      throw new SearchException("the expression has a class with nothing behind &&", e);
    }
  }
}
