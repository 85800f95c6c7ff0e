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
 * Sessions that somebody asked to have sealed as they are now: those that are older than the
 * ledger, or were imported. The collector alone writes the ledger, so they are asked for by files.
 */
public final class Adoptions {
  private final Path logDir;
  private final Path folder;

  /** Creates the list of a log dir. */
  public Adoptions(Path logDir) {
    this.logDir = logDir;
    this.folder = LedgerFolder.in(logDir).path().resolve("adopt");
  }

  /** Asks for one; the collector seals it at its next turn. */
  public void ask(SessionId id) throws IOException {
    StoreFiles.makeFolder(logDir, folder);
    try {
      StoreFiles.create(folder.resolve(id.toString())).close();
    } catch (FileAlreadyExistsException asked) {
      return;
    }
  }

  /** Asks for one that was imported just now, where there is a ledger. */
  public void askWhereSealed(SessionId id) throws IOException {
    if (!LedgerFolder.in(logDir).segments().isEmpty()) {
      ask(id);
    }
  }

  /** Returns those that were asked for. */
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

  /** Takes one off the list. */
  void done(SessionId id) throws IOException {
    Files.deleteIfExists(folder.resolve(id.toString()));
  }
}
