package dev.sessionlog.commands;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a shell told of itself by an operating system command: OSC 133 of FinalTerm, as iTerm2,
 * kitty and others extend it, OSC 633 of VS Code, and the directory by OSC 7 and OSC 1337.
 *
 * @param shell what tells the shells of a session apart ({@code aid=}); empty when it did not say
 * @param value the command, the exit code or the directory; empty when there is none
 * @param isCut whether {@code value} is only the beginning of what the shell said
 */
record ShellMark(Kind kind, String shell, String value, boolean isCut) {
  /** The most characters that the terminal keeps of such a command. */
  static final int LONGEST = 4096;

  /** What is left of an escape, or of a character in several, at the end of what was cut. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:(?:%[89A-Fa-f][0-9A-Fa-f]){1,3})?(?:%[0-9A-Fa-f]?|\\\\(?:x[0-9A-Fa-f]?)?)$");

  ShellMark(Kind kind, String shell, String value) {
    this(kind, shell, value, false);
  }

  /** What a mark says. */
  enum Kind {
    /** A prompt begins. */
    PROMPT,
    /** A prompt for another line of the same command begins. */
    CONTINUATION,
    /** The prompt ends, and what is typed begins. */
    INPUT,
    /** This is the command, whatever stands on the screen. */
    TEXT,
    /** The command begins to run. */
    STARTED,
    /** The command ended, or there was none. */
    ENDED,
    /** The shell is in this directory. */
    DIRECTORY
  }

  /** Reads a command string; empty when it says nothing of interest. */
  static Optional<ShellMark> of(String text) {
    if (text.length() < LONGEST) {
      return read(text);
    }
    String whole = WHOLE.matcher(text).replaceFirst("");
    int last = whole.lastIndexOf(';');
    boolean inCommand =
        (whole.startsWith("633;E;") && last == 5) || whole.startsWith(";cmdline_url=", last);
    return read(inCommand ? whole : text)
        .map(mark -> new ShellMark(mark.kind, mark.shell, mark.value, inCommand));
  }

  private static Optional<ShellMark> read(String text) {
    int semicolon = text.indexOf(';');
    String rest = text.substring(semicolon + 1);
    return switch (text.substring(0, Math.max(0, semicolon))) {
      case "7" -> directory(path(rest));
      case "133" -> finalTerm(rest);
      case "633" -> codes(rest);
      case "1337" ->
          rest.startsWith("CurrentDir=") ? directory(rest.substring(11)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<ShellMark> directory(String path) {
    return path.startsWith("/")
        ? Optional.of(new ShellMark(Kind.DIRECTORY, "", path))
        : Optional.empty();
  }

  /** Returns the path of {@code file://host/path}. */
  private static String path(String url) {
    int host = url.indexOf("//");
    int path = host < 0 ? -1 : url.indexOf('/', host + 2);
    return path < 0 ? "" : percentDecoded(url.substring(path));
  }

  private static Optional<ShellMark> finalTerm(String rest) {
    String shell = parameter(rest, "aid=");
    return switch (letter(rest)) {
      case 'A', 'P' ->
          switch (parameter(rest, "k=")) {
            case "s", "c" -> Optional.of(new ShellMark(Kind.CONTINUATION, shell, ""));
            case "r" -> Optional.empty(); // at the right edge
            default -> Optional.of(new ShellMark(Kind.PROMPT, shell, ""));
          };
      case 'C' ->
          Optional.of(
              new ShellMark(Kind.STARTED, shell, percentDecoded(parameter(rest, "cmdline_url="))));
      default -> common(rest, shell);
    };
  }

  private static Optional<ShellMark> codes(String rest) {
    return switch (letter(rest)) {
      case 'A' -> Optional.of(new ShellMark(Kind.PROMPT, "", ""));
      case 'C' -> Optional.of(new ShellMark(Kind.STARTED, "", ""));
      case 'E' -> Optional.of(new ShellMark(Kind.TEXT, "", unescaped(word(rest))));
      case 'F' -> Optional.of(new ShellMark(Kind.CONTINUATION, "", ""));
      case 'G' -> Optional.of(new ShellMark(Kind.INPUT, "", ""));
      case 'P' ->
          rest.startsWith("P;Cwd=") ? directory(unescaped(rest.substring(6))) : Optional.empty();
      default -> common(rest, "");
    };
  }

  private static Optional<ShellMark> common(String rest, String shell) {
    return switch (letter(rest)) {
      case 'B' -> Optional.of(new ShellMark(Kind.INPUT, shell, ""));
      case 'D' -> Optional.of(new ShellMark(Kind.ENDED, shell, word(rest)));
      default -> Optional.empty();
    };
  }

  /** Returns the letter that says what it is; 0 when there is no such one. */
  private static char letter(String rest) {
    boolean alone = rest.length() == 1 || (rest.length() > 1 && rest.charAt(1) == ';');
    return alone ? rest.charAt(0) : 0;
  }

  /** Returns what stands between the first semicolon and the next. */
  private static String word(String rest) {
    if (rest.length() < 2) {
      return "";
    }
    int end = rest.indexOf(';', 2);
    return rest.substring(2, end < 0 ? rest.length() : end);
  }

  private static String parameter(String rest, String name) {
    int at = rest.indexOf(";" + name);
    if (at < 0) {
      return "";
    }
    int from = at + 1 + name.length();
    int end = rest.indexOf(';', from);
    return rest.substring(from, end < 0 ? rest.length() : end);
  }

  private static String percentDecoded(String text) {
    return decoded(text, '%', "%");
  }

  /** Takes VS Code's escapes back: {@code \\} and {@code \x3b}. */
  private static String unescaped(String text) {
    return decoded(text, '\\', "\\x");
  }

  /** Replaces each {@code lead}, which begins with {@code sign}, and two hexadecimal digits. */
  private static String decoded(String text, char sign, String lead) {
    if (text.indexOf(sign) < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int code = text.startsWith(lead, i) ? hexadecimal(text, i + lead.length()) : -1;
      if (code >= 0) {
        bytes.write(code);
        i += lead.length() + 2;
      } else if (sign == '\\' && text.startsWith("\\\\", i)) {
        bytes.write('\\');
        i += 2;
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hexadecimal(String text, int from) {
    if (from + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(from), 16);
    int low = Character.digit(text.charAt(from + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
