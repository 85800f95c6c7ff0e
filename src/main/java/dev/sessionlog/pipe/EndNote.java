package dev.sessionlog.pipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A note in the run dir, beside a pipe, that a user is ending its session. The session then ends
 * although its terminal may stay. The note exists until the session has ended.
 */
public final class EndNote {
  private static final String SUFFIX = ".end";
  private static final String OWNER_ALONE = "rw-------";
  private static final long LONGEST = 1024;

  private EndNote() {}

  private static Path file(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + SUFFIX);
  }

  /** Writes the note, replacing an earlier one. */
  public static void write(Path pipe, String who) throws IOException {
    PipeFolder.remove(file(pipe));
    Files.createFile(
        file(pipe),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
    Files.writeString(file(pipe), who + "\n");
  }

  /** Returns the user who is ending the session; empty if nobody is. */
  public static Optional<String> read(Path pipe) {
    try {
      return Files.size(file(pipe)) > LONGEST
          ? Optional.empty()
          : Optional.of(Files.readString(file(pipe), StandardCharsets.UTF_8).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Removes the note. */
  public static void remove(Path pipe) throws IOException {
    PipeFolder.remove(file(pipe));
  }
}
