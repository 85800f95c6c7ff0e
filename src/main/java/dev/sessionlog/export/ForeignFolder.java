package dev.sessionlog.export;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the recordings in a folder and those below it, in the order of their names. No symbolic
 * link is followed.
 */
public final class ForeignFolder {
  private static final int DEEPEST = 32;

  /** The names of timing files beside a typescript with this stem or name. */
  private static final List<String> TIMING =
      List.of(".timing", ".tm", ".time", ".timings", "-timing");

  private static final List<String> PACKED = List.of("", ".gz", ".bz2", ".xz", ".zst");

  /** The bytes of output that files of unknown format cover, if they are timing files. */
  private final Map<Path, Long> told = new HashMap<>();

  private final List<Found> found = new ArrayList<>();
  private final Set<Path> taken = new HashSet<>();
  private final List<Path> others = new ArrayList<>();

  private ForeignFolder() {}

  /** A recording. */
  public record Found(ImportSource source, ImportFormat format) {}

  /** Searches a folder. */
  public static ForeignFolder search(Path folder) throws IOException {
    ForeignFolder search = new ForeignFolder();
    TreeMap<Path, Boolean> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder, DEEPEST)) {
      paths.forEach(path -> all.put(path, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : all.keySet()) {
      if (all.get(path)) {
        search.takeFolder(path);
      }
    }
    for (Path path : all.keySet()) {
      if (!all.get(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        search.takeFile(path);
      }
    }
    search.others.removeAll(search.taken);
    search.pairTheRest();
    return search;
  }

  /** Returns the recordings. */
  public List<Found> found() {
    return List.copyOf(found);
  }

  /** Returns the files that belong to no recording. */
  public List<Path> others() {
    return List.copyOf(others);
  }

  private void takeFolder(Path folder) throws IOException {
    if (!SudoIologImporter.isOne(folder)) {
      return;
    }
    found.add(new Found(new ImportSource(folder, Optional.empty()), ImportFormat.SUDO_IOLOG));
    taken.addAll(StoreFiles.entries(folder));
  }

  private void takeFile(Path file) throws IOException {
    if (taken.contains(file)) {
      return;
    }
    Optional<ImportFormat> format = guess(file);
    if (format.isEmpty()) {
      others.add(file);
      return;
    }
    Optional<Path> timing =
        format.get() == ImportFormat.TYPESCRIPT ? timing(file) : Optional.empty();
    timing.ifPresent(taken::add);
    taken.add(file);
    found.add(new Found(new ImportSource(file, timing), format.get()));
  }

  /**
   * A timing file may have any name. It belongs to the typescript with exactly as many bytes as it
   * covers.
   */
  private void pairTheRest() throws IOException {
    for (int i = 0; i < found.size(); i++) {
      Found one = found.get(i);
      Path typescript = one.source().file();
      if (one.format() == ImportFormat.TYPESCRIPT && one.source().timing().isEmpty()) {
        Optional<Path> timing = fitting(typescript);
        if (timing.isPresent()) {
          others.remove(timing.get());
          found.set(i, new Found(new ImportSource(typescript, timing), one.format()));
        }
      }
    }
  }

  private Optional<Path> fitting(Path typescript) throws IOException {
    for (Path other : others) {
      if (other.resolveSibling(typescript.getFileName()).equals(typescript)) {
        Long known = told.get(other);
        long bytes = known == null ? toldOf(other) : known;
        told.put(other, bytes);
        if (TypescriptImporter.fits(typescript, bytes)) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  private static long toldOf(Path file) {
    try {
      return TypescriptImporter.toldOf(file);
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private static Optional<ImportFormat> guess(Path file) {
    try {
      return ImportFormat.guess(file);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns the timing file of a typescript: {@code timing} beside it, or one named after it. */
  static Optional<Path> timing(Path typescript) {
    String name = typescript.getFileName().toString();
    for (String packed : PACKED) {
      name = !packed.isEmpty() && name.endsWith(packed) ? cut(name, packed.length()) : name;
    }
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    List<String> names = new ArrayList<>();
    TIMING.forEach(end -> names.add(name(typescript, end)));
    if (name.equals("typescript")) {
      names.add("timing");
    }
    for (String end : TIMING) {
      names.add(name + end);
      names.add(stem + end);
    }
    for (String candidate : names) {
      for (String packed : PACKED) {
        Path timing = typescript.resolveSibling(candidate + packed);
        if (!timing.equals(typescript) && Files.isRegularFile(timing, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(timing);
        }
      }
    }
    return Optional.empty();
  }

  private static String name(Path typescript, String end) {
    return typescript.getFileName() + end;
  }

  private static String cut(String name, int length) {
    return name.substring(0, name.length() - length);
  }
}
