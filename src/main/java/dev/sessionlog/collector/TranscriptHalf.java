package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.session.SessionId;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The interface of the half that writes transcripts for the recording half. It reads recordings by
 * itself, and hints only make it faster. Only {@link #close} waits for it.
 */
public interface TranscriptHalf extends Closeable {
  /** Notes that a recording has grown. */
  void grown(SessionId id);

  /** Notes that something happened to a session, for example its end. */
  void changed(SessionId id);

  /**
   * Passes a checkpoint of the ledger, as one line, to an administrator's appenders. One that
   * cannot be delivered before the next is skipped, because the next covers it.
   */
  void checkpoint(String line);

  /** Checks that it is working; to be called regularly. */
  void look();

  /** Writes its files in the run dir again; does nothing if it is not a separate process. */
  default void provide() throws IOException {}

  /** Returns true if its threads in this process are alive. */
  boolean alive();

  /** Ends it, after it wrote for some seconds. */
  @Override
  void close();

  /** Starts it for an existing log dir. */
  interface Starter {
    /**
     * Starts it.
     *
     * @param trouble receives warnings, as one line for people each
     * @throws IOException if it can never be started
     */
    TranscriptHalf start(Configuration configuration, SessionClock clock, Consumer<String> trouble)
        throws IOException;
  }
}
