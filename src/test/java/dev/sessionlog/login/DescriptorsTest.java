package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorsTest {
  @TempDir private Path temporary;

  /** Else a shell that is recorded would be recorded once more. */
  @Test
  void whatCannotBeReadAtTheFirstLookIsLookedAtOnceMore() throws IOException {
    Path pipe = temporary.toRealPath().resolve("20261126T200202-7hg8.fifo");
    Unix.load().mkfifo(pipe, 0600);
    List<Path> asked = new ArrayList<>();
    try (RandomAccessFile written = new RandomAccessFile(pipe.toFile(), "rw")) {
      assertTrue(written.getFD().valid());
      Optional<Path> found =
          new Descriptors(Path.of("/proc"))
              .writtenPipe(ProcessHandle.current().pid(), 0, open -> once(open, asked));
      assertEquals(Optional.of(pipe), found);
      assertEquals(List.of(pipe, pipe), asked);
    }
  }

  private static Optional<Path> once(OpenPipe open, List<Path> asked) {
    asked.add(open.name());
    if (asked.size() == 1) {
      throw new UncheckedIOException(new IOException("Cannot allocate memory"));
    }
    return Optional.of(open.name());
  }
}
