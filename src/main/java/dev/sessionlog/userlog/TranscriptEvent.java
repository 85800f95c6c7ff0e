package dev.sessionlog.userlog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sessionlog.transcript.LineText;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A transcript line as a logback event: stamped with the time on screen, at level INFO, with the
 * key-value pairs {@code user session tty host line kind}.
 */
final class TranscriptEvent extends LoggingEvent {
  private final TranscriptLine line;

  TranscriptEvent(Logger logger, TranscriptLine line) {
    this.line = line;
    setLoggerName(logger.getName());
    setLoggerContext(logger.getLoggerContext());
    setLoggerContextRemoteView(logger.getLoggerContext().getLoggerContextRemoteView());
    setLevel(Level.INFO);
    setMessage(line.text());
    setInstant(line.at());
    setThreadName("transcript");
    setMDCPropertyMap(Map.of());
  }

  TranscriptLine line() {
    return line;
  }

  /** Returns the pairs, which are created on demand, because the user's file does not need them. */
  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return List.of(
        new KeyValuePair("user", line.user()),
        new KeyValuePair("session", line.session().toString()),
        new KeyValuePair("tty", line.tty()),
        new KeyValuePair("host", line.host()),
        new KeyValuePair("line", line.number()),
        new KeyValuePair("kind", LineText.parse(line.text()).kind().word()));
  }
}
