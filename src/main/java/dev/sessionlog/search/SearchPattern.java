package dev.sessionlog.search;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is looked for in a line. Immutable. */
public final class SearchPattern {
  private final Pattern pattern;
  private final List<ByteFinder> literals;

  private SearchPattern(Pattern pattern, List<ByteFinder> literals) {
    this.pattern = pattern;
    this.literals = literals;
  }

  /**
   * Returns the pattern that {@code text} spells.
   *
   * @param fixed whether it is a text to be found as it is, not a regular expression as {@link
   *     Pattern} describes them
   * @throws PatternSyntaxException when it is no regular expression
   */
  public static SearchPattern of(String text, boolean fixed, boolean ignoreCase) {
    int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    Pattern pattern = Pattern.compile(text, flags | (fixed ? Pattern.LITERAL : 0));
    List<String> required = fixed ? List.of(text) : RequiredText.of(text);
    List<String> found =
        required.stream().map(literal -> RequiredText.searchable(literal, ignoreCase)).toList();
    List<ByteFinder> finders =
        found.stream().anyMatch(String::isEmpty)
            ? List.of()
            : found.stream()
                .map(l -> new ByteFinder(l.getBytes(StandardCharsets.UTF_8), ignoreCase))
                .toList();
    return new SearchPattern(pattern, finders);
  }

  Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }

  /** Returns what any line that matches has one of, as bytes; empty when nothing is known of it. */
  List<ByteFinder> literals() {
    return literals;
  }
}
