package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.session.SessionId;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The half that writes transcripts, as the one that records sees it: it reads recordings by itself,
 * needs nothing, and may be told to look sooner. No method but {@link #close} waits for it.
 */
public interface TranscriptHalf extends Closeable {
  /** Says that a recording has grown. */
  void grown(SessionId id);

  /** Says that something happened to a session, such as its end. */
  void changed(SessionId id);

  /**
   * Says which checkpoint of the ledger was made, in one line, for an administrator's appenders.
   * One that cannot be handed on before the next is made is passed over, since the next covers it.
   */
  void checkpoint(String line);

  /** Looks that it is well; to be called from time to time. */
  void look();

  /**
   * Writes again what it reads in the run dir when it is started; in one process that is nothing.
   */
  default void provide() throws IOException {}

  /** Returns true when what this half of it needs is there. */
  boolean alive();

  /** Ends it, after it wrote what can be written within seconds. */
  @Override
  void close();

  /** Starts it for a log dir, which is there. */
  interface Starter {
    /**
     * Starts it.
     *
     * @param trouble is told, in one line for people, what wants to be known
     * @throws IOException when it cannot be started, and never will
     */
    TranscriptHalf start(Configuration configuration, SessionClock clock, Consumer<String> trouble)
        throws IOException;
  }
}
