package dev.sessionlog.search;

import java.util.List;

/**
 * Finds out which text every match of an expression holds, so that lines without it need not be
 * looked at. Where nothing is sure of a part of its shape, the text ends there.
 */
final class RequiredText {
  private final StringBuilder run = new StringBuilder();
  private String longest = "";

  private RequiredText() {}

  /**
   * Returns texts of which every match contains at least one, one for each alternative; an empty
   * text if nothing is known.
   */
  static List<String> of(Shape shape) {
    return shape instanceof Shape.Choice choice
        ? choice.branches().stream().map(RequiredText::longest).toList()
        : List.of(longest(shape));
  }

  private static String longest(Shape shape) {
    RequiredText text = new RequiredText();
    text.add(shape);
    text.endRun();
    return text.longest;
  }

  private void add(Shape shape) {
    if (shape instanceof Shape.Sequence sequence) {
      sequence.parts().forEach(this::add);
    } else if (shape instanceof Shape.One one && !one.text().isEmpty()) {
      run.append(one.text());
    } else if (shape instanceof Shape.Repeat repeat && repeat.least() > 0) {
      // The first time it follows what stands before it; what comes next may be the same again.
      add(repeat.part());
      endRun();
    } else {
      endRun();
    }
  }

  private void endRun() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  /**
   * Returns the longest part of a text that appears unchanged in a log: JSON escapes quotes and
   * backslashes, and if case is ignored, letters beyond ASCII match each other. {@link
   * StrayLetters} also match some letters of ASCII, which the caller must consider.
   */
  static String searchable(String text, boolean ignoreCase) {
    String best = "";
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isSearchable(text.charAt(i), ignoreCase)) {
        if (i - start > best.length()) {
          best = text.substring(start, i);
        }
        start = i + 1;
      }
    }
    return best;
  }

  private static boolean isSearchable(char c, boolean ignoreCase) {
    if (c < ' ' || c == '"' || c == '\\' || c == 0x7f || Character.isSurrogate(c)) {
      return false;
    }
    return !ignoreCase || c < 0x7f;
  }
}
