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

  /** Returns where the pipe of the session named {@code id} stands. */
  public Path pipe(String id) {
    return path.resolve(id + PIPE_SUFFIX);
  }

  /** Returns the file that names the keep-alive process of the pipe at {@code pipe}. */
  static Path keepAliveFile(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + KEEP_ALIVE_SUFFIX);
  }

  /** Returns the file that says whose session the pipe at {@code pipe} is of. */
  public static Path sessionFile(Path pipe) {
    return pipe.resolveSibling(pipe.getFileName() + SESSION_SUFFIX);
  }

  /** Returns the file that is to replace that one. */
  static Path nextKeepAliveFile(Path keepAliveFile) {
    return keepAliveFile.resolveSibling(keepAliveFile.getFileName() + NEXT_SUFFIX);
  }

  /**
   * Removes a pipe, or what stands beside one, if it is there. {@link Files#deleteIfExists} looks
   * first, and believes what it sees: one look that fails would leave the name until the next
   * collector comes, so there are two.
   */
  public static void remove(Path file) throws IOException {
    if (!Files.deleteIfExists(file)) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Returns the id of the session whose pipe {@code pipe} is, by its name alone.
   *
   * @return empty when it is no name of a pipe, or not of one in this folder
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
   * Returns the pipes, also those of which only the keep-alive process's file is left; none without
   * a folder.
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
