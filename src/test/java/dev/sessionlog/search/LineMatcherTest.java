package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What a line is held against. */
class LineMatcherTest {
  @Test
  void aClassThatPatternTakesByMistakeIsTold() {
    SearchPattern pattern = SearchPattern.of("[ka&&]", false, true);
    SearchException told =
        assertThrows(SearchException.class, () -> new LineMatcher(pattern).spans("a"));
    assertEquals("the expression has a class with nothing behind &&", told.getMessage());
  }
}
