package dev.sessionlog.session;

import java.time.Instant;

/**
 * A stretch of a session that could not be kept.
 *
 * @param from when the first byte was lost
 * @param to when recording went on, or when the session ended
 * @param offset the place in the typescript, in bytes, where the lost bytes would have stood
 * @param bytes how many bytes were lost, or -1 when that cannot be known
 * @param reason why, in words, for people
 */
public record Gap(Instant from, Instant to, long offset, long bytes, String reason) {
  /** Returns one gap for this and a later one, over what was kept between them. */
  public Gap with(Gap later) {
    boolean unknown = bytes < 0 || later.bytes < 0;
    return new Gap(from, later.to, offset, unknown ? -1 : bytes + later.bytes, reason);
  }
}
