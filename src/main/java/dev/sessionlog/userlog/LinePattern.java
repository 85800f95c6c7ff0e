package dev.sessionlog.userlog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules for the pattern of a user's log. It is a logback pattern in which only words that a
 * user cannot influence may precede the place of the line.
 */
final class LinePattern {
  static final String PLACE = "%session:%line";

  private static final Set<String> TEXT = Set.of("text", "msg", "message", "m");
  private static final Set<String> OTHERS =
      Set.of("d", "date", "user", "tty", "host", "session", "line", "level", "p");

  /** An escaped character; a conversion word with its modifiers and option; a parenthesis. */
  private static final Pattern TOKEN =
      Pattern.compile("\\\\.|%([-.\\d]*)(\\w*)(?:\\{([^}]*)\\})?|[()]");

  /** A form, in quotes when a comma is in it; a time zone; a locale. */
  private static final Pattern DATE_OPTION =
      Pattern.compile("(?:\\s*\"([^\"]*)\"\\s*|([^,\"]*))(?:,([^,]*))?(?:,[^,]*)?");

  private static final Set<String> NAMED_FORMS = Set.of("ISO8601", "STRICT");

  private LinePattern() {}

  /**
   * Returns {@code pattern} without a line end at its end.
   *
   * @throws IllegalArgumentException with one line for people, if it breaks the rules
   */
  static String checked(String pattern) {
    String line = pattern.endsWith("%n") ? pattern.substring(0, pattern.length() - 2) : pattern;
    if (!TranscriptLine.clean(line).equals(line)) {
      throw refused(pattern, "it must not contain control characters");
    }
    int place = -1;
    int textAt = -1;
    int previousEnd = 0;
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      if (token.group().startsWith("%")) {
        String word = checkedWord(pattern, token);
        if (TEXT.contains(word) && textAt < 0) {
          textAt = token.start();
        }
        if (word.equals("session") && place < 0) {
          place = checkedPlace(pattern, line, token.start(), previousEnd);
        }
        previousEnd = token.end();
      } else if (!token.group().startsWith("\\")) {
        throw refused(pattern, "a parenthesis must be written \\( or \\)");
      }
    }
    if (place < 0) {
      throw refused(pattern, "it must contain " + PLACE);
    }
    if (textAt < place) {
      throw refused(pattern, "it must contain %text, after " + PLACE);
    }
    return line;
  }

  /**
   * Returns whether all lines of one session that came at the same time have the same for this part
   * of a pattern that was {@linkplain #checked checked}.
   */
  static boolean isSameForMany(String part) {
    Matcher token = TOKEN.matcher(part);
    while (token.find()) {
      String word = token.group(2);
      if (word != null && (TEXT.contains(word) || word.equals("line"))) {
        return false;
      }
    }
    return true;
  }

  private static String checkedWord(String pattern, Matcher token) {
    String word = token.group(2);
    if (word.isEmpty()) {
      throw refused(pattern, "a percent sign must be written \\%, and there are no groups");
    }
    if (!TEXT.contains(word) && !OTHERS.contains(word)) {
      Set<String> known = new TreeSet<>(OTHERS);
      known.add("text");
      throw refused(
          pattern, token.group() + " is not known; there are %" + String.join(" %", known));
    }
    boolean exact = List.of("session", "line").contains(word);
    if (exact && (!token.group(1).isEmpty() || token.group(3) != null)) {
      throw refused(pattern, token.group() + " must be plain %" + word);
    }
    if (List.of("d", "date").contains(word) && token.group(3) != null) {
      checkDate(pattern, token.group(3));
    }
    return word;
  }

  private static void checkDate(String pattern, String option) {
    Matcher parts = DATE_OPTION.matcher(option);
    if (!parts.matches()) {
      throw refused(pattern, "the date's form " + option + " is wrong");
    }
    String format = parts.group(1) == null ? parts.group(2).trim() : parts.group(1);
    try {
      ZoneId zone = parts.group(3) == null ? ZoneOffset.UTC : ZoneId.of(parts.group(3).trim());
      if (!NAMED_FORMS.contains(format)) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(format).withZone(zone);
        form.formatTo(Instant.EPOCH, new StringBuilder());
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(pattern, "the date's form " + option + " is wrong: " + e.getMessage());
    }
  }

  /** Returns {@code start} when a whole place is there and nothing runs into it. */
  private static int checkedPlace(String pattern, String line, int start, int previousEnd) {
    int end = start + PLACE.length();
    if (!line.startsWith(PLACE, start)) {
      throw refused(pattern, "it must contain " + PLACE);
    }
    boolean apartBefore =
        start == 0 || (previousEnd < start && !wordCharacter(line.charAt(start - 1)));
    boolean apartAfter = end == line.length() || " |]>,;".indexOf(line.charAt(end)) >= 0;
    if (!apartBefore || !apartAfter) {
      throw refused(pattern, "a blank must stand before and after " + PLACE);
    }
    return start;
  }

  private static boolean wordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static IllegalArgumentException refused(String pattern, String why) {
    return new IllegalArgumentException("the transcript's pattern \"" + pattern + "\": " + why);
  }
}
