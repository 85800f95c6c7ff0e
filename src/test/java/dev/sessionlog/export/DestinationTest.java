package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files appear whole or not at all, and take nothing away. */
class DestinationTest {
  @TempDir private Path folder;

  @Test
  void nothingIsLeftWithoutACommit() throws IOException {
    try (Destination file = Destination.file(folder.resolve("a"), false);
        Destination files = Destination.folder(folder.resolve("b"), false)) {
      write(file, "x");
      write(files, "x");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Files.writeString(folder.resolve("a"), "old");
    try (Destination file = Destination.file(folder.resolve("a"), false)) {
      assertThrows(FileAlreadyExistsException.class, () -> file.open("x"));
    }
    assertEquals("old", Files.readString(folder.resolve("a")));
  }

  @Test
  void aFileThatCameMeanwhileStays() throws IOException {
    try (Destination file = Destination.file(folder.resolve("a"), false)) {
      write(file, "x");
      Files.writeString(folder.resolve("a"), "other");
      assertThrows(FileAlreadyExistsException.class, file::commit);
    }
    assertEquals("other", Files.readString(folder.resolve("a")));
    assertEquals(List.of("a"), names());
  }

  @Test
  void forceReplacesItsOwnNamesAlone() throws IOException {
    Files.writeString(folder.resolve("timing"), "old");
    Files.writeString(folder.resolve("mine"), "mine");
    try (Destination files = Destination.folder(folder, true)) {
      write(files, "timing");
      files.commit();
    }
    assertEquals("new", Files.readString(folder.resolve("timing")));
    assertEquals(List.of("mine", "timing"), names());
  }

  @Test
  void aFileThatCannotBeMadeIsNamedAsItWasAskedFor() {
    Path file = folder.resolve("missing/a");

    IOException refused =
        assertThrows(NoSuchFileException.class, () -> write(Destination.file(file, false), "x"));

    assertEquals(file.toString(), refused.getMessage());
  }

  @Test
  void aFolderIsNotReplacedByAFile() {
    IOException refused =
        assertThrows(IOException.class, () -> write(Destination.file(folder, true), "x"));

    assertEquals(folder + ": is a folder, expected the name of a file", refused.getMessage());
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    try (Destination file = Destination.file(folder.resolve("a"), false)) {
      write(file, "x");
      file.commit();
    }
    assertFalse(
        Files.getPosixFilePermissions(folder.resolve("a")).stream()
            .anyMatch(permission -> !permission.name().startsWith("OWNER")));
  }

  private static void write(Destination destination, String name) throws IOException {
    try (OutputStream out = destination.open(name)) {
      out.write(new byte[] {'n', 'e', 'w'});
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
