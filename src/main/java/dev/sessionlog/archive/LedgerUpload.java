package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.files.StoreFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the ledger to the archive, as it grows: its checkpoints are thereby anchored where root of
 * this host cannot change them. For one thread.
 */
final class LedgerUpload {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SEGMENT = Pattern.compile("(\\d{6,12})\\.jsonl");
  private static final Pattern ORIGIN = Pattern.compile("sessionlog/[^/]+/([0-9a-f]{16})");
  private static final int LONGEST_LINE = 1 << 16;
  private static final int PARTS_A_TURN = 64;

  private final ArchiveFolder folder;
  private final HostKey host;
  private final Map<String, Progress> progress = new HashMap<>();

  LedgerUpload(ArchiveFolder folder, HostKey host) {
    this.folder = folder;
    this.host = host;
  }

  private Path ledger() {
    return folder.logDir().resolve("ledger");
  }

  /**
   * Brings what is new; where nothing is sealed that is nothing.
   *
   * @param conflicts is told of segments that the archive has otherwise; they keep no other
   */
  void bring(Putting putting, Archiver.Conflicts conflicts) throws IOException {
    Optional<String> id = id();
    if (id.isEmpty()) {
      return;
    }
    for (Path file : StoreFiles.entries(ledger(), "*.jsonl")) {
      Matcher segment = SEGMENT.matcher(file.getFileName().toString());
      if (segment.matches()) {
        String checkpoints = segment.group(1) + ".checkpoints";
        // Measured before the entries, and brought after them: they cover what is there.
        long notes = length(ledger().resolve(checkpoints));
        try {
          bring(putting, id.get(), segment.group(), length(file));
          bring(putting, id.get(), checkpoints, notes);
        } catch (ConflictException e) {
          conflicts.found(e);
        }
      }
    }
  }

  private void bring(Putting putting, String id, String file, long length) throws IOException {
    String key = "ledger-" + id + "-" + file;
    Progress known = progress.get(key);
    if (known == null) {
      known = Progress.read(folder.progress().resolve(key));
      progress.put(key, known);
    }
    if (length == known.end(file) && known.isCertain(file)) {
      return;
    }
    new GrowingFile(
            file,
            known,
            offset -> ArchiveNames.ledger(host, id, file, offset),
            offset -> Channels.newInputStream(open(file).position(offset)),
            GrowingFile.Cut.BEHIND_A_LINE)
        .bring(putting, length, PARTS_A_TURN, false);
  }

  private java.nio.channels.FileChannel open(String file) throws IOException {
    return StoreFiles.read(ledger().resolve(file));
  }

  private static long length(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
  }

  /** The first entry names the ledger; another one that begins in its place is called otherwise. */
  private Optional<String> id() throws IOException {
    try (InputStream in = StoreFiles.input(ledger().resolve("000000.jsonl"))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.write(next);
        if (line.size() > LONGEST_LINE) {
          return Optional.empty();
        }
      }
      return id(line.toByteArray());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> id(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        json.nextToken();
        if (member.equals("origin")) {
          Matcher origin = ORIGIN.matcher(json.getText());
          return origin.matches() ? Optional.of(origin.group(1)) : Optional.empty();
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException notYetWhole) {
      return Optional.empty();
    }
  }
}
