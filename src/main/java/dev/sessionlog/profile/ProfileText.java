package dev.sessionlog.profile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a profile and the hook in it: a block of lines between two comments. All other bytes
 * are kept, whatever their encoding.
 */
final class ProfileText {
  private static final String BEGIN = "# >>> sessionlog >>>";
  private static final String END = "# <<< sessionlog <<<";
  private static final String EXPLANATION =
      " added by 'sessionlog init-user --install', removed by '--uninstall'";

  /** The note in the first line of a block if the file did not exist before. */
  private static final Pattern CREATED =
      Pattern.compile("; created this file(?: and (\\d{1,3}) director(?:y|ies))?\\s*$");

  /** A line of a hook, as this or an earlier version writes it. */
  private static final Pattern OURS =
      Pattern.compile("\\s*|.*\\binit-user\\b.*|if status is-login\\b.*|\\s*end\\s*");

  private static final Pattern BY_HAND =
      Pattern.compile("(?md)^(?![ \\t]*#)[^\\n]*\\bsessionlog\\b[^\\n]*\\binit-user\\b");

  /** An encoding with one char for each byte. */
  private final String text;

  private ProfileText(String text) {
    this.text = text;
  }

  static ProfileText of(byte[] bytes) {
    return new ProfileText(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  boolean hasBlock() {
    return lineStarting(BEGIN, 0) >= 0;
  }

  /** Returns what is wrong with a block, so that its end is unclear. */
  Optional<String> brokenBlock() {
    ProfileText rest = this;
    while (rest.hasBlock()) {
      int begin = rest.lineStarting(BEGIN, 0);
      int end = rest.lineStarting(END, begin);
      int next = rest.lineStarting(BEGIN, begin + 1);
      if (end < 0 || (next >= 0 && next < end)) {
        return Optional.of(
            "the last line of sessionlog's block is missing; remove the block by hand");
      }
      if (rest.hasForeignLine(begin, end)) {
        return Optional.of("sessionlog's block has other lines in it; remove the block by hand");
      }
      rest = rest.withoutFirstBlock();
    }
    return Optional.empty();
  }

  /**
   * A block that lost its last line may seem to end with that of the next block; the lines in
   * between are not ours.
   */
  private boolean hasForeignLine(int begin, int end) {
    return text.substring(endOfLine(text, begin), end)
        .lines()
        .anyMatch(line -> !OURS.matcher(line).matches());
  }

  /** Returns true if exactly {@code hook} is in a block. */
  boolean hasBlockWith(String hook) {
    return hasBlock() && text.contains("\n" + bytesOf(hook) + END);
  }

  /** Returns the number, from 1, of the line with a hook that the user wrote without a block. */
  OptionalInt lineWrittenByHand() {
    ProfileText rest = withoutBlocks();
    Matcher line = BY_HAND.matcher(rest.text);
    if (!line.find()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(1 + (int) rest.text.substring(0, line.start()).lines().count());
  }

  /**
   * Returns how many directories were created with the file when the hook was installed; 0 if only
   * the file was created; empty if the file existed before.
   */
  OptionalInt createdDirectories() {
    int begin = lineStarting(BEGIN, 0);
    if (begin < 0) {
      return OptionalInt.empty();
    }
    Matcher created = CREATED.matcher(text.substring(begin, endOfLine(text, begin)));
    if (!created.find()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(created.group(1) == null ? 0 : Integer.parseInt(created.group(1)));
  }

  /** Returns the text with a block before everything else. */
  ProfileText with(String hook, OptionalInt createdDirectories) {
    String created = createdDirectories.isPresent() ? created(createdDirectories.getAsInt()) : "";
    String block = BEGIN + EXPLANATION + created + "\n" + hook + END + "\n";
    return new ProfileText(bytesOf(block) + text);
  }

  /** Returns the text without any block, and otherwise unchanged. */
  ProfileText withoutBlocks() {
    ProfileText rest = this;
    while (rest.hasBlock()) {
      rest = rest.withoutFirstBlock();
    }
    return rest;
  }

  /** Returns true if a line visibly sources {@code file}, which is below the home. */
  boolean sources(Path file, Path home) {
    if (!file.startsWith(home)) {
      return false;
    }
    String homes = "(?:~|\\$HOME|\\$\\{HOME\\}|" + Pattern.quote(bytesOf(home.toString())) + ")";
    String name = Pattern.quote(bytesOf(home.relativize(file).toString()));
    Pattern command =
        Pattern.compile(
            "(?md)^(?:[^\\n#]*[ \\t;&|({'\"])?(?:\\.|source)[ \\t]+[\"']?"
                + homes
                + "[\"']?/"
                + name
                + "(?![\\w.-])");
    return command.matcher(text).find();
  }

  private ProfileText withoutFirstBlock() {
    int begin = lineStarting(BEGIN, 0);
    int end = lineStarting(END, begin);
    int after = end < 0 ? text.length() : Math.min(text.length(), endOfLine(text, end) + 1);
    return new ProfileText(text.substring(0, begin) + text.substring(after));
  }

  private int lineStarting(String prefix, int from) {
    int at = text.indexOf(prefix, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(prefix, at + 1);
    }
    return at;
  }

  private static int endOfLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline;
  }

  private static String created(int directories) {
    if (directories == 0) {
      return "; created this file";
    }
    return "; created this file and "
        + directories
        + (directories == 1 ? " directory" : " directories");
  }

  private static String bytesOf(String unicode) {
    return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
