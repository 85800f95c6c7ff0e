package dev.sessionlog.search;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What java.util.regex says, for tests that hold quicker ways against it. */
final class MatchingPattern {
  private MatchingPattern() {}

  /** Returns the pattern that {@code regex} spells when it is one and is found in {@code line}. */
  static Optional<SearchPattern> of(String regex, boolean ignoreCase, String line) {
    SearchPattern pattern;
    try {
      pattern = SearchPattern.of(regex, false, ignoreCase);
    } catch (PatternSyntaxException none) {
      return Optional.empty();
    }
    return finds(regex, ignoreCase, line) ? Optional.of(pattern) : Optional.empty();
  }

  private static boolean finds(String regex, boolean ignoreCase, String line) {
    int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    try {
      return Pattern.compile(regex, flags).matcher(line).find();
    } catch (NullPointerException takenByMistake) {
      if (!regex.contains("&&")) {
        throw takenByMistake;
      }
      return false; // such as [a&&], see LineMatcher
    }
  }
}
