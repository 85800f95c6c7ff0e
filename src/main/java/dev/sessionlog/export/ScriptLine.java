package dev.sessionlog.export;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that script(1) itself writes into a typescript, first and last. In other languages of
 * util-linux they begin with the word for a script, followed by a date and a bracket.
 *
 * <p>Texts are one char for each byte.
 */
final class ScriptLine {
  private static final String DATE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:?\\d\\d";

  /** Czech, Danish, German, Spanish, French, Croatian, Polish, Portuguese, Swedish and so on. */
  private static final String WORD =
      bytes("(?:Script|Skript|Skriptet|Skripti|Skrypt|Сценарій|Скрипт|脚本|スクリプト)");

  private static final String STARTED =
      "(?:Script started[^\\n]*|"
          + WORD
          + "[^\\n\\x1b]{0,80}"
          + DATE
          + "[^\\n\\[]{0,80}\\[[^\\n]*)";
  private static final String DONE =
      "(?:Script done[^\\n]*|" + WORD + "[^\\n\\x1b]{0,80}" + DATE + "[^\\n\\[]{0,80}\\[[^\\n]*)";

  private static final Pattern FIRST = Pattern.compile("\\A(?:Script |" + STARTED + ")");

  /** Swedish has one more empty line. */
  private static final Pattern LAST = Pattern.compile("\\r?\\n?" + DONE + "\\n{0,2}\\z");

  /** The seam of {@code script -a}: the end of one session and the beginning of the next. */
  private static final Pattern SEAM =
      Pattern.compile("\\A\\r?\\n?" + DONE + "\\n{1,2}(?<start>" + STARTED + ")\\n");

  private static final Pattern EXIT_CODE =
      Pattern.compile("\\[[^\\]=]*=[^\\d\\]]{0,4}(\\d{1,9})[^\\d\\]]{0,4}\\]");

  private ScriptLine() {}

  /** Returns true if a text begins with the first line of script. */
  static boolean isFirst(String text) {
    return FIRST.matcher(text).find();
  }

  /** Returns a matcher of the last line, at the end of a text. */
  static Matcher last(String text) {
    return LAST.matcher(text);
  }

  /** Returns a matcher of a seam, at the beginning of a text. */
  static Matcher seam(String text) {
    return SEAM.matcher(text);
  }

  /** Returns the exit code of the command, if the last line has it, in any language. */
  static OptionalInt exitCode(String lastLine) {
    Matcher code = EXIT_CODE.matcher(lastLine);
    return code.find() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
