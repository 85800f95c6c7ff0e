package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.search.LineMatcher.UnsearchableLineException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a line is held against. */
class LineMatcherTest {
  @Test
  void aClassThatPatternTakesByMistakeIsTold() {
    SearchPattern pattern = SearchPattern.of("[ka&&]", false, true);
    SearchException told =
        assertThrows(
            SearchException.class, () -> new LineMatcher(pattern, new Effort()).spans("a"));
    assertEquals("the expression has a class with nothing after &&", told.getMessage());
  }

  @Test
  void aLineThatIsTooMuchIsToldAndTheNextIsSearched() throws Exception {
    SearchPattern deep = SearchPattern.of("(a|b)*c", false, false);
    LineMatcher matcher = new LineMatcher(deep, new Effort());
    UnsearchableLineException told =
        assertThrows(
            UnsearchableLineException.class, () -> matcher.spans("ab".repeat(400_000) + "c"));
    assertTrue(told.getMessage().endsWith(" its 800001 characters"), told.getMessage());
    assertEquals(List.of(new Span(0, 3)), matcher.spans("abc"));
  }

  @Test
  @Tag("exhaustive")
  void linesMadeToBeExpensiveCostABoundedTime() {
    String line = "x".repeat(3000);
    for (String regex : List.of("(x+x+)+y", "(.*)*\\1y", "(x*)(x*)(x*)(x*)y", "(x|xx)+y")) {
      LineMatcher matcher = new LineMatcher(SearchPattern.of(regex, false, false), new Effort());
      long before = cpuNanos();
      for (int i = 0; i < 1000; i++) {
        search(matcher, line);
      }
      assertTrue(cpuNanos() - before < Duration.ofSeconds(20).toNanos(), regex);
    }
  }

  /** The time of this thread alone, which other programs on the machine do not lengthen. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void search(LineMatcher matcher, String line) {
    try {
      assertEquals(List.of(), matcher.spans(line));
    } catch (UnsearchableLineException tooExpensive) {
      return;
    }
  }

  @Test
  void usualExpressionsOnLongLinesStayWithinTheBounds() throws Exception {
    String line = "the quick brown fox ".repeat(50_000);
    for (String regex : List.of("fox$", "(quick|slow) .rown", "[a-z]+ dog", "^.*fox")) {
      LineMatcher matcher = new LineMatcher(SearchPattern.of(regex, false, false), new Effort());
      matcher.spans(line);
      matcher.spans("a quick fox");
    }
  }
}
