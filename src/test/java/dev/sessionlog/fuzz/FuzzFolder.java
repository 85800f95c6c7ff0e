package dev.sessionlog.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder in which a fuzz target puts files, empty for each input. It is made once in a run: to
 * make a folder for each input, and to walk through it to remove it, cost more than most targets
 * do. One thread uses it.
 */
public final class FuzzFolder {
  private static final Path FOLDER = create();

  private FuzzFolder() {}

  /** Returns the folder, without anything that an input before left in it. */
  public static Path empty() throws IOException {
    clear(FOLDER.toFile());
    return FOLDER;
  }

  private static Path create() {
    try {
      Path folder = Files.createTempDirectory("f");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder.toFile())));
      return folder;
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static void remove(File folder) {
    try {
      clear(folder);
      Files.deleteIfExists(folder.toPath());
    } catch (IOException left) {
      // In a temporary folder of the run, which is removed with all that is in it.
    }
  }

  /**
   * Files are removed before anything is asked of them: one system call each, in nearly every case.
   * java.io cannot name each file in each locale; what it leaves is removed the slow way.
   */
  private static void clear(File folder) throws IOException {
    String[] names = folder.list();
    if (names == null) {
      throw new IOException(folder + ": cannot be listed");
    }
    boolean gone = true;
    for (String name : names) {
      File file = new File(folder, name);
      if (!file.delete()) {
        if (file.isDirectory()) {
          clear(file);
        }
        gone &= file.delete();
      }
    }
    if (!gone) {
      clearByPath(folder.toPath());
    }
  }

  private static void clearByPath(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          clearByPath(child);
        }
        Files.delete(child);
      }
    }
  }
}
