package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Compares an archive of one host with what that host recorded: every object, every byte. */
final class ArchiveCheck {
  private final ArchiveStore store;
  private final List<String> names = new ArrayList<>();
  private long bytes;
  private long files;

  private ArchiveCheck(ArchiveStore store) {
    this.store = store;
  }

  /**
   * Compares everything, and returns what that was, in words.
   *
   * @throws AssertionError when something is missing, there twice, or other than it was recorded
   */
  static String everything(ArchiveStore store, List<Path> recordings) throws IOException {
    ArchiveCheck check = new ArchiveCheck(store);
    check.list();
    Set<String> known = new HashSet<>();
    for (Path recording : recordings) {
      known.addAll(check.recording(recording));
    }
    List<String> others =
        check.names.stream()
            .filter(name -> name.matches("(recordings|sessions|opened)/.*"))
            .filter(name -> !known.contains(name))
            .toList();
    // A login that gave up leaves a recording that the host removes, and the archive never does.
    List<String> whole = others.stream().filter(name -> name.startsWith("sessions/")).toList();
    assertEquals(List.of(), whole, "of no recording here");
    return recordings.size()
        + " sessions, "
        + check.names.size()
        + " objects, "
        + others.size()
        + " of them of logins that gave up, "
        + check.files
        + " files of "
        + check.bytes
        + " bytes equal";
  }

  private void list() throws IOException {
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Page page = store.list("", after, 1000);
      page.entries().forEach(entry -> names.add(entry.name()));
      more = page.more();
      after = names.isEmpty() ? "" : names.get(names.size() - 1);
    }
    assertEquals(names.size(), new HashSet<>(names).size(), "names are there once");
  }

  private List<String> recording(Path recording) throws IOException {
    String id = recording.getFileName().toString();
    List<String> mine = names.stream().filter(name -> name.contains("/" + id)).toList();
    assertEquals(
        1, mine.stream().filter(name -> name.startsWith("sessions/")).count(), id + ": " + mine);
    assertTrue(mine.stream().filter(name -> name.startsWith("opened/")).count() <= 1, id);
    for (String file : List.of("typescript", "timing")) {
      byte[] here = Files.readAllBytes(recording.resolve(file));
      List<String> parts =
          mine.stream().filter(name -> name.contains("/" + id + "/" + file + ".")).toList();
      assertArrayEquals(here, joined(parts), recording + "/" + file);
      files++;
      bytes += here.length;
    }
    return mine;
  }

  /** Parts neither overlap nor leave anything out: their names say where they begin. */
  private byte[] joined(List<String> parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : parts) {
      long offset = Long.parseLong(part.replaceFirst(".*\\.(\\d+)\\.gz", "$1"));
      assertEquals(all.size(), offset, part);
      try (InputStream in = new GZIPInputStream(store.read(part))) {
        in.transferTo(all);
      }
    }
    return all.toByteArray();
  }

  /** Nothing that was only needed on the way is left on the host, and nothing is in conflict. */
  static void assertNothingLeft(Path logDir) throws IOException {
    Path archive = logDir.resolve("archive");
    assertTrue(Files.notExists(archive.resolve("conflicts")), "conflicts");
    try (Stream<Path> left = Files.list(archive.resolve("progress"))) {
      assertEquals(List.of(), left.toList());
    }
  }
}
