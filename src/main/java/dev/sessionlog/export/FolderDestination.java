package dev.sessionlog.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** An export that is several files in a folder. */
final class FolderDestination implements Destination {
  private final Path folder;
  private final boolean replace;
  private final List<PendingFile> files = new ArrayList<>();
  private final List<PendingFile> sealed = new ArrayList<>();
  private boolean made;
  private boolean committed;

  FolderDestination(Path folder, boolean replace) {
    this.folder = folder;
    this.replace = replace;
  }

  @Override
  public OutputStream open(String name) throws IOException {
    return create(name).open();
  }

  @Override
  public OutputStream openSealed(String name) throws IOException {
    PendingFile file = create(name);
    sealed.add(file);
    return file.open();
  }

  private PendingFile create(String name) throws IOException {
    makeFolder();
    PendingFile file = PendingFile.create(folder.resolve(name), replace);
    files.add(file);
    return file;
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      made = true;
    } catch (FileAlreadyExistsException e) {
      throw new NotDirectoryException(folder.toString());
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(String.valueOf(folder.toAbsolutePath().getParent()));
    }
  }

  @Override
  public void commit() throws IOException {
    for (PendingFile file : sealed) {
      file.seal();
    }
    for (PendingFile file : files) {
      file.commit();
    }
    committed = true;
  }

  @Override
  public void close() throws IOException {
    for (PendingFile file : files) {
      file.close();
    }
    if (made && !committed) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException othersUseIt) {
        return;
      }
    }
  }
}
