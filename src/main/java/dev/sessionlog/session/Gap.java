package dev.sessionlog.session;

import java.time.Instant;

/**
 * A part of a session whose output was lost.
 *
 * @param from when the first byte was lost
 * @param to when recording continued, or when the session ended
 * @param offset the place in the typescript, in bytes, at which the lost bytes are missing
 * @param bytes how many bytes were lost, or -1 if that is unknown
 * @param reason why, in words, for people
 */
public record Gap(Instant from, Instant to, long offset, long bytes, String reason) {
  /** Returns one gap that covers this one, a later one, and everything between them. */
  public Gap with(Gap later) {
    boolean unknown = bytes < 0 || later.bytes < 0;
    return new Gap(from, later.to, offset, unknown ? -1 : bytes + later.bytes, reason);
  }
}
