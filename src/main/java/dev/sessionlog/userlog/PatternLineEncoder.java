package dev.sessionlog.userlog;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.sessionlog.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Encodes transcript lines by a pattern of {@link LinePattern}. Of a flood thousands of lines came
 * at the same time in the same session: what stands before a line's number and behind it is laid
 * out by logback once for all of them. It gives what a {@link PatternLayout} of the whole pattern
 * would. For one log and one thread at a time.
 */
final class PatternLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int LONGEST_NUMBER = 20;

  private final PatternLayout before;
  private final PatternLayout between;
  private @Nullable SessionId session;
  private @Nullable Instant at;
  private byte[] head = NOTHING;
  private byte[] middle = NOTHING;
  private final byte[] digits = new byte[LONGEST_NUMBER];

  private PatternLineEncoder(LoggerContext context, String before, String between) {
    setContext(context);
    this.before = layout(context, before);
    this.between = layout(context, between);
  }

  /**
   * Returns an encoder for a pattern that goes from the place, perhaps by other words, to the text,
   * and ends there; null for any other.
   */
  static @Nullable PatternLineEncoder of(LoggerContext context, String pattern) {
    int number = pattern.indexOf(LinePattern.PLACE) + LinePattern.PLACE.length();
    int text = pattern.length() - "%text".length();
    if (text < number || !pattern.endsWith("%text") || number < LinePattern.PLACE.length()) {
      return null;
    }
    String before = pattern.substring(0, number - "%line".length());
    String between = pattern.substring(number, text);
    boolean same = LinePattern.isSameForMany(before) && LinePattern.isSameForMany(between);
    return same ? new PatternLineEncoder(context, before, between) : null;
  }

  private static PatternLayout layout(LoggerContext context, String pattern) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern);
    return layout;
  }

  @Override
  public void start() {
    before.start();
    between.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    if (!(event instanceof TranscriptEvent transcript)) {
      return NOTHING;
    }
    TranscriptLine line = transcript.line();
    layOut(event, line);
    int number = digits(line.number());
    byte[] text = line.text().getBytes(StandardCharsets.UTF_8);
    int length = head.length + number + middle.length + text.length;
    byte[] encoded = new byte[length + 1];
    System.arraycopy(head, 0, encoded, 0, head.length);
    System.arraycopy(digits, LONGEST_NUMBER - number, encoded, head.length, number);
    System.arraycopy(middle, 0, encoded, head.length + number, middle.length);
    System.arraycopy(text, 0, encoded, length - text.length, text.length);
    encoded[length] = '\n';
    return encoded;
  }

  /** User, terminal and host are those of the session. */
  private void layOut(ILoggingEvent event, TranscriptLine line) {
    if (!line.session().equals(session) || !line.at().equals(at)) {
      session = line.session();
      at = line.at();
      head = before.doLayout(event).getBytes(StandardCharsets.UTF_8);
      middle = between.doLayout(event).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Puts a number at the end of {@link #digits}; returns how many digits it has. */
  private int digits(long number) {
    int at = LONGEST_NUMBER;
    long left = number;
    do {
      digits[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    return LONGEST_NUMBER - at;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
