package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timing of a tlog message, which combines its texts; see {@link TlogText}. */
final class TlogTiming {
  private static final Pattern STEP =
      Pattern.compile(
          "\\+(?<delay>\\d{1,15})|(?<stream>[<>])(?<chars>\\d{1,9})"
              + "|(?<binary>[\\[\\]])(?<replaced>\\d{1,9})/(?<bytes>\\d{1,9})"
              + "|=(?<columns>\\d{1,9})x(?<rows>\\d{1,9})");

  private final String text;
  private final byte[] binary;
  private int textAt;
  private int binaryAt;

  /** Receives the events, in order. */
  interface Steps {
    void delay(long millis) throws IOException;

    void output(byte[] bytes) throws IOException;

    void input(long count);

    void resize(Optional<TerminalSize> size) throws IOException;
  }

  /**
   * Creates it.
   *
   * @param text {@code out_txt}
   * @param binary {@code out_bin}
   */
  TlogTiming(String text, byte[] binary) {
    this.text = text;
    this.binary = binary.clone();
  }

  /** Processes the steps of {@code timing}; returns what is wrong, or empty. */
  Optional<String> read(String timing, Steps steps) throws IOException {
    Matcher step = STEP.matcher(timing);
    int at = 0;
    while (at < timing.length()) {
      if (!step.find(at) || step.start() != at) {
        return Optional.of("timing '" + timing.substring(at) + "' is not an entry of tlog");
      }
      if (!take(step, steps)) {
        return Optional.of("its timing covers more output than it has");
      }
      at = step.end();
    }
    return Optional.empty();
  }

  private boolean take(Matcher step, Steps steps) throws IOException {
    if (step.group("delay") != null) {
      steps.delay(Long.parseLong(step.group("delay")));
      return true;
    }
    if (step.group("columns") != null) {
      steps.resize(
          ForeignHeader.size(
              Integer.parseInt(step.group("columns")), Integer.parseInt(step.group("rows"))));
      return true;
    }
    if (step.group("stream") != null) {
      int count = Integer.parseInt(step.group("chars"));
      if (step.group("stream").equals("<")) {
        steps.input(count);
        return true;
      }
      return characters(count, steps);
    }
    int bytes = Integer.parseInt(step.group("bytes"));
    if (step.group("binary").equals("[")) {
      steps.input(bytes);
      return true;
    }
    return bytes(Integer.parseInt(step.group("replaced")), bytes, steps);
  }

  private boolean characters(int count, Steps steps) throws IOException {
    if (text.codePointCount(textAt, text.length()) < count) {
      return false;
    }
    int end = text.offsetByCodePoints(textAt, count);
    steps.output(text.substring(textAt, end).getBytes(StandardCharsets.UTF_8));
    textAt = end;
    return true;
  }

  private boolean bytes(int replaced, int count, Steps steps) throws IOException {
    if (text.codePointCount(textAt, text.length()) < replaced || binary.length - binaryAt < count) {
      return false;
    }
    textAt = text.offsetByCodePoints(textAt, replaced);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(binary, binaryAt, count);
    binaryAt += count;
    steps.output(out.toByteArray());
    return true;
  }
}
