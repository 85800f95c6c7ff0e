package dev.sessionlog.unix;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a folder. The JDK's directory streams throw an unchecked exception for an error
 * after opening, which would end the thread. Here every error is an {@link IOException}.
 */
public final class FolderEntries {
  private FolderEntries() {}

  /** Returns all of them, in no order. */
  public static List<Path> of(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return list(entries);
    }
  }

  /** Returns those whose names match a pattern of {@link Files#newDirectoryStream}. */
  public static List<Path> of(Path folder, String names) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
      return list(entries);
    }
  }

  /** Returns the remaining entries of an open stream. */
  public static <T> List<T> list(DirectoryStream<T> entries) throws IOException {
    List<T> all = new ArrayList<>();
    try {
      entries.forEach(all::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }
}
