package dev.sessionlog.search;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The pattern of a search. Immutable. */
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
   * Parses a pattern.
   *
   * @param fixed true for a literal text, false for a regular expression of {@link Pattern}
   * @throws PatternSyntaxException if it is not a regular expression
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

  /** Returns texts of which every matching line contains one, as bytes; empty if none are known. */
  List<ByteFinder> literals() {
    return literals;
  }

  /** Returns the automaton that decides whether a line may match; empty if there is none. */
  Optional<ByteAutomaton> automaton() {
    return states.map(ByteAutomaton::new);
  }
}
