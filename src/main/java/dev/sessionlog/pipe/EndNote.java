package dev.sessionlog.pipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A note in the run dir, beside a pipe, that somebody ends its session, and who: {@code script} is
 * killed then, and its terminal may stay. It is there until the session has ended.
 */
public final class EndNote {
  private static final String SUFFIX = ".end";
  private static final String OWNER_ALONE = "rw-------";
  private static final long LONGEST = 1024;

  private EndNote() {}

  private static Path file(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + SUFFIX);
  }

  /** Notes it, in the place of an earlier note. */
  public static void write(Path pipe, String who) throws IOException {
    PipeFolder.remove(file(pipe));
    Files.createFile(
        file(pipe),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
    Files.writeString(file(pipe), who + "\n");
  }

  /** Returns who ends the session; empty when nobody does. */
  public static Optional<String> read(Path pipe) {
    try {
      return Files.size(file(pipe)) > LONGEST
          ? Optional.empty()
          : Optional.of(Files.readString(file(pipe), StandardCharsets.UTF_8).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Takes the note away. */
  public static void remove(Path pipe) throws IOException {
    PipeFolder.remove(file(pipe));
  }
}
