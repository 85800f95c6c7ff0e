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
 * The pipes that keep-alive processes keep open, by session, as the kernel shows them. With this a
 * pipe can be opened even if it was unlinked, or if its run dir is gone or replaced.
 */
public final class KeptPipes {
  private static final Path PROC = Path.of("/proc");

  private KeptPipes() {}

  /**
   * A pipe and a process that keeps it open.
   *
   * @param keepAlive the process
   * @param name the path that the pipe has or had
   */
  public record Kept(long keepAlive, Path name) {}

  /** Searches all processes for keep-alive processes of this user. */
  public static Map<String, Kept> find(Unix unix) throws IOException {
    Map<String, Kept> kept = new HashMap<>();
    for (Path process : FolderEntries.of(PROC, "[0-9]*")) {
      Optional<Path> pipe = pipeOf(unix, process);
      Optional<String> session =
          pipe.flatMap(path -> new PipeFolder(path.getParent()).sessionOf(path));
      if (session.isPresent()) {
        long pid = Long.parseLong(process.getFileName().toString());
        kept.put(session.get(), new Kept(pid, pipe.get()));
      }
    }
    return kept;
  }

  private static Optional<Path> pipeOf(Unix unix, Path process) {
    try {
      Path input = Files.readSymbolicLink(process.resolve("fd/0"));
      Path pipe = UnlinkedName.without(input);
      return pipe.isAbsolute()
              && pipe.toString().endsWith(".fifo")
              && PipeKeepAlive.isKeepAlive(unix, process)
          ? Optional.of(pipe)
          : Optional.empty();
    } catch (IOException | InvalidPathException goneOrUnreadable) {
      return Optional.empty();
    }
  }
}
