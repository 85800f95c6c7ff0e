package dev.sessionlog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Determines a text that every match of a regular expression contains, so that lines without it can
 * be skipped. It understands the simple parts of an expression; if in doubt, it returns no text.
 */
final class RequiredText {
  private static final List<String> NOTHING = List.of("");

  /**
   * Flags, which may apply to the rest and may allow comments, even between the flags; after {@code
   * #} a bracket has no meaning.
   */
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[^:=!><]");

  /** After these, any character may be literal: {@code \\c[} does not begin a class. */
  private static final List<String> OTHER_SYNTAX = List.of("\\Q", "\\E", "\\c");

  private final String regex;
  private final List<String> branches = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private int at;

  private RequiredText(String regex) {
    this.regex = regex;
  }

  /**
   * Returns texts of which every match contains at least one, one for each alternative; an empty
   * text if nothing is known.
   *
   * @param regex a valid expression
   */
  static List<String> of(String regex) {
    boolean unclear =
        FLAGS.matcher(regex).find() || OTHER_SYNTAX.stream().anyMatch(regex::contains);
    return unclear ? NOTHING : new RequiredText(regex).branches();
  }

  private List<String> branches() {
    while (at < regex.length()) {
      char c = regex.charAt(at);
      if ("*+?{".indexOf(c) >= 0) {
        // It repeats the previous part, possibly zero times.
        return NOTHING;
      }
      step(c);
    }
    endBranch();
    return branches;
  }

  private void step(char c) {
    switch (c) {
      case '\\' -> escape();
      case '[' -> {
        endRun();
        skipClass();
        skipQuantifier();
      }
      case '(' -> {
        endRun();
        skipGroup();
        skipQuantifier();
      }
      case '|' -> {
        at++;
        endBranch();
      }
      case '.' -> {
        endRun();
        at++;
        skipQuantifier();
      }
      case '^', '$' -> {
        endRun();
        at++;
      }
      default -> literal(c);
    }
  }

  private void escape() {
    char c = at + 1 < regex.length() ? regex.charAt(at + 1) : 'x';
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      at++;
      literal(c);
      return;
    }
    endRun();
    at += 2;
    if ("pPkNxu0c".indexOf(c) >= 0 || Character.isDigit(c)) {
      // The rest of the escape is not literal text, so this branch ends here.
      skipBranch();
    } else {
      skipQuantifier();
    }
  }

  /** An optional or repeated character ends the text before it. */
  private void literal(char c) {
    at++;
    if (Character.isHighSurrogate(c) || Character.isLowSurrogate(c)) {
      run.append(c);
      return;
    }
    char next = at < regex.length() ? regex.charAt(at) : 0;
    if (next == '*' || next == '?' || next == '{') {
      endRun();
      skipQuantifier();
    } else {
      run.append(c);
      if (next == '+') {
        endRun();
        skipQuantifier();
      }
    }
  }

  private void skipQuantifier() {
    if (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
      at = regex.charAt(at) == '{' ? Math.max(at, regex.indexOf('}', at)) + 1 : at + 1;
    }
    while (at < regex.length() && "+?".indexOf(regex.charAt(at)) >= 0) {
      at++;
    }
  }

  private void skipClass() {
    int depth = 0;
    boolean first = true;
    do {
      char c = regex.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        depth++;
        first = true;
        at += at < regex.length() && regex.charAt(at) == '^' ? 1 : 0;
        continue;
      } else if (c == ']' && !first) {
        depth--;
      }
      first = false;
    } while (depth > 0 && at < regex.length());
  }

  private void skipGroup() {
    int depth = 0;
    do {
      char c = regex.charAt(at);
      if (c == '[') {
        skipClass();
        continue;
      }
      at += c == '\\' ? 2 : 1;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    } while (depth > 0 && at < regex.length());
  }

  private void skipBranch() {
    while (at < regex.length() && regex.charAt(at) != '|') {
      char c = regex.charAt(at);
      if (c == '[') {
        skipClass();
      } else if (c == '(') {
        skipGroup();
      } else {
        at += c == '\\' ? 2 : 1;
      }
    }
  }

  private void endRun() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  private void endBranch() {
    endRun();
    branches.add(longest);
    longest = "";
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
