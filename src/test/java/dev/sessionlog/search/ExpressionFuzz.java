package dev.sessionlog.search;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.search.Hit.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * An expression of search on a line: the quick looks at the line's bytes overlook nothing that
 * java.util.regex finds. An input is a byte of options, the expression, {@code FE}, the line.
 */
public final class ExpressionFuzz {
  private static final int MOST_STEPS = 20_000;

  private ExpressionFuzz() {}

  /** A line that can be looked at so often; some expressions need more steps than there is time. */
  private record Limited(CharSequence text, AtomicInteger steps) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (steps.incrementAndGet() > MOST_STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Limited(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(() -> check(new FuzzInput(bytes)));
  }

  private static void check(FuzzInput input) {
    int options = input.next();
    String expression = input.text();
    SearchPattern pattern;
    try {
      pattern = SearchPattern.of(expression, (options & 1) != 0, (options & 2) != 0);
    } catch (PatternSyntaxException expected) {
      return;
    }
    String line = input.text().replace('\n', ' ');
    List<Span> spans = new ArrayList<>();
    try {
      Matcher matcher = pattern.matcher(new Limited(line, new AtomicInteger()));
      while (spans.size() < 1000 && matcher.find()) {
        spans.add(new Span(matcher.start(), matcher.end()));
      }
    } catch (TooManyStepsException | StackOverflowError | NullPointerException undecided) {
      return;
    }
    try {
      Oracle.same(
          spans, new LineMatcher(pattern, new Effort()).spans(line), "the matcher of lines");
    } catch (LineMatcher.UnsearchableLineException undecided) {
      return;
    }
    if (!spans.isEmpty()) {
      found(pattern, line.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void found(SearchPattern pattern, byte[] line) {
    pattern
        .automaton()
        .ifPresent(
            automaton -> Oracle.holds(automaton.scan(line, 0, line.length) >= 0, "the automaton"));
    List<ByteFinder> literals = pattern.literals();
    boolean stray =
        literals.stream().anyMatch(ByteFinder::missesStrays)
            && StrayLetters.mayBeIn(line, 0, line.length);
    Oracle.holds(
        literals.isEmpty()
            || stray
            || literals.stream().anyMatch(l -> l.find(line, 0, line.length) >= 0),
        "the texts");
  }
}
