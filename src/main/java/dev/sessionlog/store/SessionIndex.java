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
 * {@code index/} in the log dir: what is known of recordings that are done with, in one file for
 * each day (UTC) on which sessions began, so that nobody has to open a million small files. It is a
 * copy: which recordings there are the folders say, and what is missing here is looked up there. So
 * it may be old, damaged or gone; the next cleanup makes it whole. Thread-safe.
 */
public final class SessionIndex {
  private static final int DAY_LENGTH = 8;
  private static final String SUFFIX = ".index";

  private final Path logDir;
  private final Path folder;

  /** Creates the index of the log dir {@code logDir}; nothing is made before the first entry. */
  public SessionIndex(Path logDir) {
    this.logDir = logDir;
    this.folder = logDir.resolve("index");
  }

  /** Returns the name of the day on which a recording's session began, as in {@code 20261125}. */
  public static String dayOf(Recording recording) {
    return recording.id().toString().substring(0, DAY_LENGTH);
  }

  /** Returns recordings by that name, the oldest day first; within a day in their order. */
  public static Map<String, List<Recording>> byDay(Collection<Recording> recordings) {
    return recordings.stream()
        .collect(Collectors.groupingBy(SessionIndex::dayOf, TreeMap::new, Collectors.toList()));
  }

  /** Reads what is known of one day. */
  public IndexDay day(String day) {
    return IndexDay.read(file(day));
  }

  private Path file(String day) {
    return folder.resolve(day + SUFFIX);
  }

  /**
   * Adds a recording that is done with, or was compressed. Called by one process at a time.
   *
   * @throws IOException when it cannot be read, or written; nothing is lost by that
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
   * Makes the index whole, and has it forget what is gone. An entry that is added meanwhile may be
   * lost until the next time.
   *
   * @param done all recordings that are done with
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
