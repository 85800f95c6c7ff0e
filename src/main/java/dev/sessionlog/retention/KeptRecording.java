package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionState;
import java.time.Instant;

/**
 * A recording on the disk.
 *
 * @param recording where it is
 * @param user whose it is
 * @param since when its session ended, or began where it has not ended
 * @param state where its session stands
 * @param size how many bytes of the disk it takes
 * @param done whether its transcript is written to the end
 * @param held whether it must be kept
 * @param waits whether it must be kept until the archive has it
 * @param compressible whether it would take less when compressed
 */
public record KeptRecording(
    Recording recording,
    String user,
    Instant since,
    SessionState state,
    long size,
    boolean done,
    boolean held,
    boolean waits,
    boolean compressible)
    implements Kept {
  KeptRecording(
      Recording recording,
      String user,
      Instant since,
      SessionState state,
      long size,
      boolean done,
      boolean held,
      boolean compressible) {
    this(recording, user, since, state, size, done, held, false, compressible);
  }

  @Override
  public boolean mayGo() {
    return state.ended() && !held && !waits;
  }

  @Override
  public boolean mayMakeRoom() {
    return mayGo() && done;
  }

  /** Returns true when it may be compressed: what is in it stays the same. */
  boolean mayBeCompressed() {
    return state.ended() && !held && done;
  }

  @Override
  public Removal removal(String why) {
    return new Removal.OfRecording(recording, why, size);
  }
}
