package dev.sessionlog.userlog;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates the encoders that turn transcript lines into bytes, and defines the words of their
 * patterns.
 */
final class LineEncoders {
  private static final String DEVICES = "/dev/";

  private LineEncoders() {}

  /**
   * Registers the words of this package for all patterns in {@code context}, including an
   * administrator's.
   */
  static void register(LoggerContext context) {
    Map<String, Supplier<DynamicConverter<?>>> words = new HashMap<>();
    words.put("session", () -> new Field(line -> line.session().toString()));
    words.put("line", () -> new Field(line -> Long.toString(line.number())));
    words.put("tty", () -> new Field(line -> shortTty(line.tty())));
    words.put(
        "host",
        () ->
            new Field(
                TranscriptLine::host,
                event -> event instanceof CheckpointEvent checkpoint ? checkpoint.host() : ""));
    words.put("user", () -> new Field(line -> TranscriptLine.clean(line.user())));
    words.put("text", () -> new Field(TranscriptLine::text, ILoggingEvent::getMessage));
    context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, words);
  }

  /** Returns a started encoder for one log; it must not be shared between threads. */
  static Encoder<ILoggingEvent> create(LoggerContext context, LogSettings settings) {
    if (settings.json()) {
      JsonLineEncoder encoder = new JsonLineEncoder();
      encoder.setContext(context);
      encoder.start();
      return encoder;
    }
    PatternLineEncoder lines = PatternLineEncoder.of(context, settings.pattern());
    if (lines != null) {
      lines.start();
      return lines;
    }
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(settings.pattern() + "\n");
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  /** Returns a terminal's name as {@code who} writes it: {@code pts/3}. */
  static String shortTty(String tty) {
    return tty.startsWith(DEVICES) ? tty.substring(DEVICES.length()) : tty;
  }

  /** A word of a pattern that stands for a value of a transcript line. */
  private static final class Field extends ClassicConverter {
    private final Function<TranscriptLine, String> value;
    private final Function<ILoggingEvent, String> ofCheckpoint;

    Field(Function<TranscriptLine, String> value) {
      this(value, event -> "");
    }

    Field(Function<TranscriptLine, String> value, Function<ILoggingEvent, String> ofCheckpoint) {
      this.value = value;
      this.ofCheckpoint = ofCheckpoint;
    }

    @Override
    public String convert(ILoggingEvent event) {
      return event instanceof TranscriptEvent transcript
          ? value.apply(transcript.line())
          : ofCheckpoint.apply(event);
    }
  }
}
