package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveCatalogTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final String FOLDER = "sessions/date=2026-11-22/host=";
  private static final String FLOOD = "web1-k3f9q2mzx7";
  private static final String OTHER = "web2-bcdfghjkmn";
  private static final String ALICE = FOLDER + OTHER + "/20261122T062510-bbbb.alice.json";

  private final List<String> remarks = new ArrayList<>();

  /** Lists names of one host without an end, and one of another behind them. */
  private static class Flooded implements ArchiveStore {
    private static final String ENDLESS = FOLDER + FLOOD + "/";

    @Override
    public Page list(String prefix, String after, int most) {
      if (!ENDLESS.startsWith(prefix) && !prefix.startsWith(ENDLESS)) {
        return new Page(
            ALICE.startsWith(prefix) ? List.of(new Entry(ALICE, 10)) : List.of(), false);
      }
      if (after.compareTo(ENDLESS + "~") > 0 && !prefix.startsWith(ENDLESS)) {
        return new Page(
            after.compareTo(ALICE) < 0 ? List.of(new Entry(ALICE, 10)) : List.of(), false);
      }
      long from = after.length() > ENDLESS.length() ? number(after) + 1 : 0;
      List<Entry> entries = new ArrayList<>();
      for (long i = from; i < from + most; i++) {
        entries.add(new Entry(name(i), 10));
      }
      return new Page(entries, true);
    }

    private static String name(long number) {
      return ENDLESS
          + String.format(
              "20261122T%06d-%04d.eve.json", number / 10_000 % 240_000, number % 10_000);
    }

    private static long number(String name) {
      String digits = name.substring(ENDLESS.length() + 9).replaceAll("[^0-9]", "");
      return Long.parseLong(digits);
    }

    @Override
    public String place() {
      return "s3://bucket";
    }

    @Override
    public List<String> folders(String prefix) {
      return List.of("host=" + FLOOD, "host=" + OTHER);
    }

    @Override
    public Outcome putIfAbsent(String name, byte[] content, Sha256 sha256) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream read(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream read(String name, long from, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Entry> describe(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private ArchiveCatalog catalog(ArchiveStore store, HostChoice hosts) {
    return new ArchiveCatalog(store, hosts, Runnable::run, remarks::add);
  }

  private static List<String> users(Collection<Found> found) {
    return found.stream().map(one -> one.name().user()).distinct().sorted().toList();
  }

  @Test
  void aHostWithoutEndHidesNoOther() throws IOException {
    ArchiveCatalog catalog = catalog(new Flooded(), HostChoice.ALL);
    assertEquals(List.of("alice", "eve"), users(catalog.sessions(DAY)));
    assertEquals(
        List.of(
            "s3://bucket/"
                + FOLDER
                + FLOOD
                + "/: more than 200000 objects, which nobody records; the rest is passed over"),
        remarks);
  }

  @Test
  void aChosenHostWithoutEndEnds() throws IOException {
    for (String host : List.of(FLOOD, OTHER)) {
      ArchiveCatalog catalog = catalog(new Flooded(), new HostChoice(List.of(host)));
      assertEquals(List.of(host.equals(FLOOD) ? "eve" : "alice"), users(catalog.sessions(DAY)));
    }
    assertEquals(1, remarks.size(), remarks.toString());
  }

  @Test
  void aFileWithPartsWithoutEndIsDamaged() {
    ArchiveException e =
        assertThrows(
            ArchiveException.class, () -> new Listing(new Flooded()).names(FOLDER + FLOOD + "/"));
    assertTrue(e.isOfOneObject() && e.getMessage().contains("more than 1000000"), e.getMessage());
  }

  /** The same page again and again would be read for ever. */
  @Test
  void aStoreThatRepeatsItselfIsToldAtOnce() {
    ArchiveStore repeating =
        new Flooded() {
          @Override
          public Page list(String prefix, String after, int most) {
            return new Page(List.of(new Entry(ALICE, 10)), true);
          }
        };
    ArchiveCatalog catalog = catalog(repeating, HostChoice.ALL);
    ArchiveException e = assertThrows(ArchiveException.class, () -> catalog.sessions(DAY));
    assertTrue(e.getMessage().contains("does not list names as it was asked to"), e.getMessage());
  }
}
