package dev.sessionlog.collector;

import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps terminals running whose sessions cannot be taken over yet: it discards bytes from a pipe
 * that is filling up, for which the terminal would otherwise wait, and notes the loss.
 */
final class PipeRelief {
  private final Essentials essentials;
  private final PipeSearch search;

  PipeRelief(Essentials essentials, PipeSearch search) {
    this.essentials = essentials;
    this.search = search;
  }

  /**
   * Does this if a session needs it.
   *
   * @param why why the session is not taken over
   */
  void give(Recording recording, String why) {
    try {
      Optional<PipeSearch.Found> found = search.of(recording.id());
      if (found.isPresent()) {
        give(recording, why, found.get());
      }
    } catch (IOException e) {
      essentials
          .status()
          .warnOf(recording.user(), "session " + recording.id() + ": " + e.getMessage());
    }
  }

  private void give(Recording recording, String why, PipeSearch.Found found) throws IOException {
    try (NamedPipe pipe = found.open(essentials.unix())) {
      PipeMover mover = new PipeMover(pipe.readEnd());
      if (!mover.filling()) {
        return;
      }
      Path file = OpenGap.file(found.path());
      long length = Files.size(recording.typescript());
      OpenGap gap =
          OpenGap.read(file)
              .orElseGet(() -> new OpenGap(essentials.clock().wall().instant(), length, why));
      gap.keepUncounted(file);
      gap.add(mover.discard());
      gap.keep(file);
    }
  }
}
