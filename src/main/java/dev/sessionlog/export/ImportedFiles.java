package dev.sessionlog.export;

import dev.sessionlog.recording.RecordingStore;
import dev.sessionlog.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came into a store by importing whole folders, known by its content: {@code imports} of the
 * log dir, a line of SHA-256 and session for each. So what was interrupted goes on where it was.
 */
public final class ImportedFiles {
  private final Path file;
  private final RecordingStore store;
  private final Map<String, SessionId> known = new HashMap<>();

  private ImportedFiles(Path file, RecordingStore store) {
    this.file = file;
    this.store = store;
  }

  /** Reads what is known; a line that was cut off counts for nothing. */
  public static ImportedFiles read(Path logDir, RecordingStore store) throws IOException {
    ImportedFiles files = new ImportedFiles(logDir.resolve("imports"), store);
    if (!Files.isRegularFile(files.file, LinkOption.NOFOLLOW_LINKS)) {
      return files;
    }
    try (BufferedReader lines = Files.newBufferedReader(files.file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words.length == 2) {
          SessionId.parse(words[1]).ifPresent(id -> files.known.put(words[0], id));
        }
      }
    }
    return files;
  }

  /** Returns the session as which that content is in the store already. */
  public Optional<SessionId> session(String content) throws IOException {
    SessionId id = known.get(content);
    return id == null || store.find(id).isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /** Notes that a content is in the store. */
  public void add(String content, SessionId session) throws IOException {
    known.put(content, session);
    byte[] line = (content + " " + session + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(line));
    }
  }

  /** Returns the name of what a source holds, which is the same wherever it lies. */
  public static String content(ImportSource source) throws IOException {
    MessageDigest digest = sha256();
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(source.file())) {
      try (Stream<Path> all = Files.list(source.file())) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    } else {
      files.add(source.file());
    }
    source.timing().ifPresent(files::add);
    byte[] piece = new byte[1 << 16];
    for (Path one : files) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(Files.size(one)).flip());
      try (InputStream in = Files.newInputStream(one)) {
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          digest.update(piece, 0, count);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
