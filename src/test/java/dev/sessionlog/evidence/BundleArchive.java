package dev.sessionlog.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the archive of a bundle apart, and puts one together. */
final class BundleArchive {
  private static final int LONGEST = 1 << 20;

  private BundleArchive() {}

  /** Returns the files in their order, by their names. */
  static Map<String, byte[]> files(byte[] tar) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    Optional<TarReader.Head> head = reader.next();
    while (head.isPresent()) {
      files.put(head.get().name(), reader.content(LONGEST));
      head = reader.next();
    }
    return files;
  }

  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out, Instant.EPOCH);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      tar.add(file.getKey(), file.getValue());
    }
    tar.end();
    return out.toByteArray();
  }
}
