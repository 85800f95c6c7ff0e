package dev.sessionlog.pipe;

import dev.sessionlog.unix.FolderEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder of pipes, each {@code <session id>.fifo}, with the pid of its keep-alive process beside
 * it in {@code <session id>.fifo.holder}.
 *
 * @param path where it is
 */
public record PipeFolder(Path path) {
  private static final String PIPE_SUFFIX = ".fifo";
  private static final String KEEP_ALIVE_SUFFIX = ".holder";
  private static final String SESSION_SUFFIX = ".session";
  private static final String NEXT_SUFFIX = ".next";

  /** Returns the path of the pipe of session {@code id}. */
  public Path pipe(String id) {
    return path.resolve(id + PIPE_SUFFIX);
  }

  /** Returns the file that names the keep-alive process of the pipe at {@code pipe}. */
  static Path keepAliveFile(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + KEEP_ALIVE_SUFFIX);
  }

  /** Returns the file that names the owner of the session of the pipe at {@code pipe}. */
  public static Path sessionFile(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + SESSION_SUFFIX);
  }

  /** Returns the temporary name for its replacement. */
  static Path nextKeepAliveFile(Path keepAliveFile) {
    return keepAliveFile.resolveSibling(keepAliveFile.getFileName() + NEXT_SUFFIX);
  }

  /**
   * Removes a pipe, or what stands beside one, if it is there. {@link Files#deleteIfExists} checks
   * for existence first; if that check fails once, the name would stay until the next collector
   * starts, so this tries twice.
   */
  public static void remove(Path file) throws IOException {
    if (!Files.deleteIfExists(file)) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Returns the id of the session of a pipe, judging only by its name.
   *
   * @return empty if it is not the name of a pipe in this folder
   */
  public Optional<String> sessionOf(Path pipe) {
    Path name = pipe.getFileName();
    if (name == null || !name.toString().endsWith(PIPE_SUFFIX) || !isHere(pipe.getParent())) {
      return Optional.empty();
    }
    String id = name.toString();
    return Optional.of(id.substring(0, id.length() - PIPE_SUFFIX.length()));
  }

  /** The kernel names files by their real paths. */
  private boolean isHere(@Nullable Path folder) {
    try {
      return folder != null && (folder.equals(path) || folder.equals(path.toRealPath()));
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns the pipes, including those of which only the file of the keep-alive process is left;
   * none if the folder is missing.
   */
  public SortedSet<Path> pipes() throws IOException {
    SortedSet<Path> pipes = new TreeSet<>();
    try {
      for (Path entry : FolderEntries.of(path)) {
        String name = entry.getFileName().toString();
        if (name.endsWith(KEEP_ALIVE_SUFFIX)) {
          name = name.substring(0, name.length() - KEEP_ALIVE_SUFFIX.length());
        }
        if (name.endsWith(PIPE_SUFFIX)) {
          pipes.add(path.resolve(name));
        }
      }
    } catch (NoSuchFileException none) {
      return pipes;
    }
    return pipes;
  }
}
