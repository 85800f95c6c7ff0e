package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to seal sessions as they are now, because they are older than the ledger or were
 * imported. Only the collector writes the ledger, so the requests are files.
 */
public final class Adoptions {
  private final Path logDir;
  private final Path folder;

  /** Creates the list of a log dir. */
  public Adoptions(Path logDir) {
    this.logDir = logDir;
    this.folder = LedgerFolder.in(logDir).path().resolve("adopt");
  }

  /** Requests one; the collector seals it at its next turn. */
  public void ask(SessionId id) throws IOException {
    StoreFiles.makeFolder(logDir, folder);
    try {
      StoreFiles.create(folder.resolve(id.toString())).close();
    } catch (FileAlreadyExistsException asked) {
      return;
    }
  }

  /** Requests one that was just imported, if there is a ledger. */
  public void askWhereSealed(SessionId id) throws IOException {
    if (!LedgerFolder.in(logDir).segments().isEmpty()) {
      ask(id);
    }
  }

  /** Returns the requested sessions. */
  List<SessionId> asked() throws IOException {
    List<SessionId> asked = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        SessionId.parse(String.valueOf(file.getFileName())).ifPresent(asked::add);
      }
    } catch (NoSuchFileException none) {
      return asked;
    }
    return asked;
  }

  /** Removes a request. */
  void done(SessionId id) throws IOException {
    Files.deleteIfExists(folder.resolve(id.toString()));
  }
}
