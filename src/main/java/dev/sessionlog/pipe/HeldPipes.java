package dev.sessionlog.pipe;

import dev.sessionlog.unix.FolderEntries;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pipes that holders keep open, by their sessions' names, as the kernel shows them: a pipe can
 * be opened so that has no name any more, or whose run dir is gone or another's.
 */
public final class HeldPipes {
  private static final Path PROC = Path.of("/proc");

  private HeldPipes() {}

  /**
   * A pipe and a process that holds it.
   *
   * @param holder the process
   * @param name the name that the pipe has or had
   */
  public record Held(long holder, Path name) {}

  /** Looks through all processes for holders of this user's. */
  public static Map<String, Held> find(Unix unix) throws IOException {
    Map<String, Held> held = new HashMap<>();
    for (Path process : FolderEntries.of(PROC, "[0-9]*")) {
      Optional<Path> pipe = pipeOf(unix, process);
      Optional<String> session =
          pipe.flatMap(path -> new PipeFolder(path.getParent()).sessionOf(path));
      if (session.isPresent()) {
        long pid = Long.parseLong(process.getFileName().toString());
        held.put(session.get(), new Held(pid, pipe.get()));
      }
    }
    return held;
  }

  private static Optional<Path> pipeOf(Unix unix, Path process) {
    try {
      Path input = Files.readSymbolicLink(process.resolve("fd/0"));
      Path pipe = UnlinkedName.without(input);
      return pipe.isAbsolute()
              && pipe.toString().endsWith(".fifo")
              && Holder.isHolder(unix, process)
          ? Optional.of(pipe)
          : Optional.empty();
    } catch (IOException | InvalidPathException goneOrUnreadable) {
      return Optional.empty();
    }
  }
}
