package dev.sessionlog.search;

import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.transcript.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Matches lines against a pattern. For one thread. */
final class LineMatcher {
  /** The most matches that are reported of a line. */
  private static final int MOST_SPANS = 1000;

  private final SearchPattern pattern;
  private final Effort effort;
  private Matcher matcher;

  /** A line that could not be searched. */
  static final class UnsearchableLineException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsearchableLineException(String message) {
      super(message, null, false, false);
    }
  }

  LineMatcher(SearchPattern pattern, Effort effort) {
    this.pattern = pattern;
    this.effort = effort;
    this.matcher = pattern.matcher("");
  }

  /**
   * Returns the matches; none if there are none. An empty match, for example of {@code x*}, counts
   * as a match of the line.
   *
   * @throws UnsearchableLineException if the line is too expensive for the expression
   * @throws SearchException if the expression is invalid although {@link java.util.regex.Pattern}
   *     accepted it
   */
  List<Span> spans(String line) throws UnsearchableLineException {
    BoundedText text = new BoundedText(line, effort.most(line.length()));
    try {
      return spans(text);
    } catch (StackOverflowError e) {
      throw unsearchable("the expression needs too much memory for", line);
    } catch (BoundedText.TooCostly e) {
      throw unsearchable("the expression takes too long on", line);
    } catch (BoundedText.Unusable e) {
      throw new SearchException("the expression has a class with nothing after &&", e);
    } finally {
      effort.spent(line.length(), text.cost());
    }
  }

  private List<Span> spans(BoundedText text) {
    matcher.reset(text);
    if (!BoundedText.find(matcher)) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>(1);
    do {
      spans.add(new Span(matcher.start(), matcher.end()));
    } while (spans.size() < MOST_SPANS && BoundedText.find(matcher));
    return spans;
  }

  /** An interrupted match may have left the matcher in any state. */
  private UnsearchableLineException unsearchable(String why, String line) {
    matcher = pattern.matcher("");
    return new UnsearchableLineException(why + " its " + line.length() + " characters");
  }
}
