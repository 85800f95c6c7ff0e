package dev.sessionlog.store;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code index/} in the log dir: an index of the finished recordings, with one file for each day
 * (UTC) on which sessions began, so that readers need not open a million small files. The folders
 * are authoritative, and the index is only a cache: missing entries are read from the recordings.
 * So the index may be old, damaged or gone; the next cleanup rebuilds it. Thread-safe.
 */
public final class SessionIndex {
  private static final int DAY_LENGTH = 8;
  private static final String SUFFIX = ".index";

  private final Path logDir;
  private final Path folder;

  /** Creates the index of the log dir {@code logDir}; no file is made before the first entry. */
  public SessionIndex(Path logDir) {
    this.logDir = logDir;
    this.folder = logDir.resolve("index");
  }

  /** Returns the day on which a recording's session began, for example {@code 20261125}. */
  public static String dayOf(Recording recording) {
    return recording.id().toString().substring(0, DAY_LENGTH);
  }

  /** Groups recordings by day, the oldest day first; within a day the order is kept. */
  public static Map<String, List<Recording>> byDay(Collection<Recording> recordings) {
    return recordings.stream()
        .collect(Collectors.groupingBy(SessionIndex::dayOf, TreeMap::new, Collectors.toList()));
  }

  /** Reads the index of one day. */
  public IndexDay day(String day) {
    return IndexDay.read(file(day));
  }

  private Path file(String day) {
    return folder.resolve(day + SUFFIX);
  }

  /**
   * Adds a recording that is finished or was compressed. Called by one process at a time.
   *
   * @throws IOException if it cannot be read or written; nothing is lost by that
   */
  public synchronized void add(Recording recording) throws IOException {
    IndexEntry entry = IndexEntry.of(recording);
    if (!entry.known()) {
      return;
    }
    byte[] line = entry.line();
    StoreFiles.makeFolder(logDir, folder);
    try (FileChannel channel = StoreFiles.append(file(dayOf(recording)))) {
      DurableFile.writeAll(channel, ByteBuffer.wrap(line));
    }
  }

  /**
   * Rebuilds the index, and removes recordings that are gone. An entry that is added at the same
   * time may be missing until the next rebuild.
   *
   * @param done all finished recordings
   */
  public void renew(Collection<Recording> done) throws IOException {
    Map<String, List<Recording>> days = byDay(done);
    if (!days.isEmpty()) {
      StoreFiles.makeFolder(logDir, folder);
    }
    for (Map.Entry<String, List<Recording>> day : days.entrySet()) {
      day(day.getKey()).renew(day.getValue());
    }
    for (Path file : files()) {
      String name = file.getFileName().toString();
      boolean known =
          name.endsWith(SUFFIX)
              && days.containsKey(name.substring(0, name.length() - SUFFIX.length()));
      if (!known) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      StoreFiles.entries(folder).forEach(files::add);
    } catch (NoSuchFileException none) {
      return files;
    }
    return files;
  }
}
