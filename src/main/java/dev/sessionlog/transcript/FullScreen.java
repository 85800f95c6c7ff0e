package dev.sessionlog.transcript;

import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.terminal.PlainText;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The transcript lines about a program on the alternate screen. */
final class FullScreen {
  /** The most characters of a title or command that name a program. */
  static final int MAX_NAME = 200;

  /** A typical prompt and the command after it. */
  private static final Pattern COMMAND = Pattern.compile("^.*?[$#%>❯➜»λ]\\s+(\\S.*)$");

  /** Separates a right prompt at the edge of a command's line. */
  private static final Pattern RIGHT_PROMPT = Pattern.compile("\\s{4,}.*$");

  private String title = "";
  private @Nullable Row titledAt;
  private String name = "";
  private long enteredAt;

  /**
   * Notes a title. Shells set it to the command that they start, after the cursor has left the line
   * of the command. A title that came with the prompt does not describe the command.
   */
  void titled(String newTitle, Terminal terminal) {
    title = newTitle;
    titledAt = terminal.primaryRow(terminal.primaryCursorRow());
    if (terminal.isAlternateScreen() && name.isEmpty()) {
      name = cut(newTitle);
    }
  }

  /** Forgets that the title was set on {@code row}, which is about to change. */
  void forget(Row row) {
    if (row == titledAt) {
      titledAt = null;
    }
  }

  void enter(long now, Terminal terminal, String lastLine) {
    enteredAt = now;
    Row row = terminal.primaryRow(terminal.primaryCursorRow());
    boolean titledForCommand = row == titledAt && row.isBlank() && !title.isEmpty();
    name = titledForCommand ? cut(title) : command(lastLine);
  }

  String entered() {
    return PlainText.of(name.isEmpty() ? "[full-screen]" : "[full-screen: " + name + "]");
  }

  String left(long now) {
    String length = ReadableUnits.duration(Duration.ofNanos(now - enteredAt));
    return PlainText.of(
        "[full-screen ended after " + length + (name.isEmpty() ? "]" : ": " + name + "]"));
  }

  private static String command(String line) {
    Matcher matcher = COMMAND.matcher(cut(line));
    return matcher.matches() ? RIGHT_PROMPT.matcher(matcher.group(1)).replaceFirst("") : "";
  }

  private static String cut(String text) {
    int end = Math.min(text.length(), MAX_NAME);
    boolean halved = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, halved ? end - 1 : end);
  }
}
