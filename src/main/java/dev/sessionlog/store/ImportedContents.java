package dev.sessionlog.store;

import dev.sessionlog.custody.LegalHoldLock;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of imported recordings, identified by content: the file {@code imports} of the log dir
 * has a line with SHA-256 and session for each. So nothing is imported twice, and an interrupted
 * import can continue.
 */
public final class ImportedContents {
  private static final String NAME = "imports";

  private final Path logDir;
  private final RecordingStore store;
  private final Map<String, SessionId> known;

  private ImportedContents(Path logDir, RecordingStore store, Map<String, SessionId> known) {
    this.logDir = logDir;
    this.store = store;
    this.known = known;
  }

  /** Reads the list. */
  public static ImportedContents read(Path logDir) throws IOException {
    return new ImportedContents(logDir, new RecordingStore(logDir), lines(logDir));
  }

  /** A truncated line is ignored. If a content has two lines, the later one counts. */
  private static Map<String, SessionId> lines(Path logDir) throws IOException {
    Map<String, SessionId> known = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                StoreFiles.input(logDir.resolve(NAME)), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words.length == 2) {
          SessionId.parse(words[1]).ifPresent(id -> known.put(words[0], id));
        }
      }
    } catch (NoSuchFileException none) {
      return known;
    }
    return known;
  }

  /** Returns the session that already has this content. */
  public Optional<SessionId> session(String content) throws IOException {
    SessionId id = known.get(content);
    return id == null || store.find(id).isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /** Adds a content. */
  @SuppressWarnings("try") // the lock is had, not used
  public void add(String content, SessionId session) throws IOException {
    known.put(content, session);
    try (LegalHoldLock lock = LegalHoldLock.take(logDir);
        FileChannel file = StoreFiles.append(logDir.resolve(NAME))) {
      DurableFile.writeAll(file, ByteBuffer.wrap(bytes(content, session)));
    }
  }

  private static byte[] bytes(String content, SessionId session) {
    return (content + " " + session + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Removes contents whose sessions are gone; writes nothing if there are none. */
  @SuppressWarnings("try") // the lock is had, not used
  public static void forgetGone(Path logDir) throws IOException {
    if (lines(logDir).isEmpty()) {
      return;
    }
    try (LegalHoldLock lock = LegalHoldLock.take(logDir)) {
      Map<String, SessionId> known = lines(logDir);
      Set<SessionId> there =
          new RecordingStore(logDir)
              .all().stream().map(Recording::id).collect(Collectors.toUnmodifiableSet());
      if (known.values().removeIf(id -> !there.contains(id))) {
        String kept =
            known.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        DurableFile.replace(logDir.resolve(NAME), kept.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
