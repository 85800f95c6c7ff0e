package dev.sessionlog.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The width of the terminal. */
final class ScreenWidth {
  private static final int DEFAULT = 80;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");
  private static final Pattern STTY_SIZE = Pattern.compile("\\d{1,5} ([1-9]\\d{0,3})\\s*");

  private ScreenWidth() {}

  /**
   * Returns the number of columns.
   *
   * @param variable the value of {@code COLUMNS}, which has precedence
   */
  static int columns(Optional<String> variable) {
    return variable
        .filter(value -> NUMBER.matcher(value).matches())
        .map(Integer::valueOf)
        .orElseGet(ScreenWidth::askTerminal);
  }

  /** Calls stty(1), which is faster than loading a native library. */
  private static int askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return DEFAULT;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher columns = STTY_SIZE.matcher(size);
      return columns.matches() ? Integer.parseInt(columns.group(1)) : DEFAULT;
    } catch (IOException e) {
      return DEFAULT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT;
    }
  }
}
