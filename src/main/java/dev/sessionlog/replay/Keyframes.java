package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import dev.sessionlog.session.TerminalSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The keyframes of one recording, distributed evenly over the part fed so far. If there are too
 * many, every second one is dropped, so that memory and the distance from a keyframe to any later
 * place are bounded. For one thread.
 */
final class Keyframes {
  /** The cost of a timing entry, as an equivalent number of bytes of output. */
  private static final long ENTRY_WORK = 100;

  private static final long FIRST_SPACING = 1 << 20;
  private static final long MEMORY = 64 << 20;
  private static final int MOST = 256;
  private static final int FEWEST = 8;
  private static final int BYTES_A_CELL = 24;

  private final List<Keyframe> frames = new ArrayList<>();
  private final int most;
  private long spacing = FIRST_SPACING;

  /** Creates keyframes for a recording with a screen of usually this size. */
  Keyframes(TerminalSize size) {
    long cost = (long) size.columns() * size.rows() * BYTES_A_CELL;
    this.most = (int) Math.max(FEWEST, Math.min(MOST, MEMORY / cost));
  }

  /** Saves a keyframe of {@code feeder} if the last one is far enough behind. */
  void offer(FedTerminal feeder) {
    RecordingPlace place = feeder.place();
    if (frames.isEmpty() || work(place) - work(last().place()) >= spacing) {
      frames.add(feeder.keyframe());
      if (frames.size() > most) {
        thin();
      }
    }
  }

  private void thin() {
    List<Keyframe> kept = new ArrayList<>();
    for (int i = 0; i < frames.size(); i += 2) {
      kept.add(frames.get(i));
    }
    frames.clear();
    frames.addAll(kept);
    spacing *= 2;
  }

  private static long work(RecordingPlace place) {
    return place.output() + place.timingLines() * ENTRY_WORK;
  }

  /** Returns the last keyframe, which is the farthest into the recording. */
  Keyframe last() {
    return frames.get(frames.size() - 1);
  }

  /** Returns the last keyframe from which {@code aim} can be reached. */
  Keyframe before(SeekPoint aim) {
    int at = frames.size() - 1;
    while (at > 0 && !aim.mayStartFrom(frames.get(at).place())) {
      at--;
    }
    return frames.get(at);
  }

  /** Returns their number. */
  int count() {
    return frames.size();
  }
}
