package dev.sessionlog.search;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is looked for in a line. Immutable. */
public final class SearchPattern {
  private final Pattern pattern;
  private final List<ByteFinder> literals;
  private final Optional<ByteStates> states;

  private SearchPattern(Pattern pattern, List<ByteFinder> literals, Optional<ByteStates> states) {
    this.pattern = pattern;
    this.literals = literals;
    this.states = states;
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
    Optional<Shape> shape =
        fixed
            ? Optional.of(ShapeParser.literal(text, ignoreCase))
            : ShapeParser.parse(text, ignoreCase);
    List<String> required = shape.map(RequiredText::of).orElse(List.of(""));
    List<String> found =
        required.stream().map(literal -> RequiredText.searchable(literal, ignoreCase)).toList();
    List<ByteFinder> finders =
        found.stream().anyMatch(String::isEmpty)
            ? List.of()
            : found.stream()
                .map(l -> new ByteFinder(l.getBytes(StandardCharsets.UTF_8), ignoreCase))
                .toList();
    return new SearchPattern(pattern, finders, shape.flatMap(ByteStates::of));
  }

  Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }

  /** Returns what any line that matches has one of, as bytes; empty when nothing is known of it. */
  List<ByteFinder> literals() {
    return literals;
  }

  /** Returns what tells whether a line may match; empty when nothing does. */
  Optional<ByteAutomaton> automaton() {
    return states.map(ByteAutomaton::new);
  }
}
