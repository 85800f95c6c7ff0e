package dev.sessionlog.archive;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of a recording's files were brought to the archive. A line is written, and forced to
 * the disk, before the part is put: after a crash the very same part is put again. So the last part
 * of each file is uncertain at first. For one thread.
 */
final class Progress {
  private static final int LARGEST = 1 << 26;

  private final Path file;
  private final Map<String, List<ArchivedFile.Part>> parts = new HashMap<>();
  private final Map<String, Boolean> certain = new HashMap<>();

  private Progress(Path file) {
    this.file = file;
  }

  /** Reads what is known; a line that a crash cut is none. */
  static Progress read(Path file) throws IOException {
    Progress progress = new Progress(file);
    String text;
    try {
      text = StoreFiles.text(file, LARGEST);
    } catch (NoSuchFileException none) {
      return progress;
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole.lines().forEach(progress::take);
    if (whole.length() < text.length()) {
      DurableFile.replace(file, whole.getBytes(StandardCharsets.US_ASCII));
    }
    return progress;
  }

  private void take(String line) {
    String[] words = line.split(" ");
    if (words.length == 4 && words[1].matches("\\d{1,18}") && words[2].matches("\\d{1,9}")) {
      Sha256.parse(words[3])
          .ifPresent(
              hash ->
                  put(
                      words[0],
                      new ArchivedFile.Part(
                          Long.parseLong(words[1]), Integer.parseInt(words[2]), hash)));
      certain.put(words[0], false);
    }
  }

  /** A later line about the same place is the one that counts. */
  private void put(String name, ArchivedFile.Part part) {
    List<ArchivedFile.Part> known = parts.computeIfAbsent(name, any -> new ArrayList<>());
    if (!known.isEmpty() && known.get(known.size() - 1).offset() == part.offset()) {
      known.remove(known.size() - 1);
    }
    known.add(part);
  }

  List<ArchivedFile.Part> parts(String name) {
    return parts.getOrDefault(name, List.of());
  }

  /** Returns where the next part of a file begins. */
  long end(String name) {
    List<ArchivedFile.Part> known = parts(name);
    return known.isEmpty() ? 0 : known.get(known.size() - 1).end();
  }

  /** Tells whether the archive surely has the last part of a file. */
  boolean isCertain(String name) {
    return certain.getOrDefault(name, true);
  }

  void confirm(String name) {
    certain.put(name, true);
  }

  /** Notes a part that is about to be put, or how long the last one really is. */
  void note(String name, ArchivedFile.Part part) throws IOException {
    String line = name + " " + part.offset() + " " + part.bytes() + " " + part.sha256() + "\n";
    try (FileChannel channel = StoreFiles.append(file)) {
      DurableFile.writeAll(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    put(name, part);
    certain.put(name, false);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
