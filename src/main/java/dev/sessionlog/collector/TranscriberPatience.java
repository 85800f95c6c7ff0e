package dev.sessionlog.collector;

import java.time.Duration;

/**
 * How long {@link TranscriberProcess} waits.
 *
 * @param start for the first heartbeat
 * @param beat for the next
 * @param stop for its end after it was told to end
 * @param shortestPause before it is started again; doubles with each short life
 * @param longestPause at most
 */
record TranscriberPatience(
    Duration start, Duration beat, Duration stop, Duration shortestPause, Duration longestPause) {
  static TranscriberPatience usual() {
    return new TranscriberPatience(
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(8),
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }
}
