package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionState;
import java.time.Instant;

/**
 * A recording on the disk.
 *
 * @param recording the recording itself
 * @param user its user
 * @param since the end of its session, or the start if it has not ended
 * @param state the state of its session
 * @param size its disk space in bytes
 * @param done true if its transcript is complete
 * @param held true if it is held
 * @param waits true if it must be kept until the archive has it
 * @param compressible true if compressing it would free space
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
