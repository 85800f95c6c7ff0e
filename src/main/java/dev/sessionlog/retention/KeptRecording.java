package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionState;
import java.time.Instant;

/**
 * A recording on the disk.
 *
 * @param recording the recording itself
 * @param user its user
 * @param the end of its session, or the start if it has not ended
 * @param state the state of its session
 * @param size its disk space in bytes
 * @param done true if its transcript is complete
 * @param held true if it is held
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
    boolean compressible)
    implements Kept {
  @Override
  public boolean mayGo() {
    return state.ended() && !held;
  }

  @Override
  public boolean mayMakeRoom() {
    return mayGo() && done;
  }

  @Override
  public Removal removal(String why) {
    return new Removal.OfRecording(recording, why, size);
  }
}
