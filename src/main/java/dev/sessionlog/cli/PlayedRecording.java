package dev.sessionlog.cli;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.replay.Playback;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * A recording that is to be played.
 *
 * @param recording its name
 * @param typescript its typescript, when that is fetched as it is read; empty when it is there
 */
record PlayedRecording(Recording recording, Optional<FileChannel> typescript)
    implements Playback.Opening {
  @Override
  public OpenRecording open() throws IOException {
    return typescript.isPresent()
        ? OpenRecording.of(recording, typescript.get())
        : OpenRecording.of(recording);
  }

  @Override
  public boolean takesAWhile() {
    return typescript.isEmpty() && recording.isCompressed();
  }
}
