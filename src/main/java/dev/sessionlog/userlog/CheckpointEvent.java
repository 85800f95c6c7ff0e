package dev.sessionlog.userlog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A checkpoint of the ledger as a logback event, only for an administrator's appenders. A copy
 * elsewhere proves later that nothing before it was changed. Its logger is {@code
 * sessionlog.checkpoints}, its level INFO, its key-value pairs {@code host kind}.
 */
final class CheckpointEvent extends LoggingEvent {
  static final String LOGGER = "sessionlog.checkpoints";
  static final String KIND = "checkpoint";

  /**
   * Creates it.
   *
   * @param line {@code checkpoint ORIGIN SIZE ROOT SIGNATURE}
   */
  CheckpointEvent(Logger logger, String line, Instant at) {
    setLoggerName(logger.getName());
    setLoggerContext(logger.getLoggerContext());
    setLoggerContextRemoteView(logger.getLoggerContext().getLoggerContextRemoteView());
    setLevel(Level.INFO);
    setMessage(line);
    setInstant(at);
    setThreadName("seal");
    setMDCPropertyMap(Map.of());
  }

  /** Returns the machine whose ledger it is, as the ledger's name has it. */
  String host() {
    String[] origin = getMessage().split("[ /]", 4);
    return origin.length < 4 ? "" : origin[2];
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return List.of(new KeyValuePair("host", host()), new KeyValuePair("kind", KIND));
  }
}
