package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TemporaryFolder;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Power is lost at each instant of sealing. What was not synced is there, is lost, or is there in
 * parts, in any order; names of files are lost unless their folder was synced.
 */
@Tag("exhaustive")
final class PowerLossTest {
  private static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");
  private static final SessionId ID = SessionId.parse("20261126T195900-k3f9").orElseThrow();
  private static final int SEALS = 6;
  private static final int LOSSES_EACH = 6;

  private Path temporary;

  /** One run with an account of what the disk was asked. */
  private static final class Run {
    final RecordedDisk disk;
    final List<Long> sealed = new ArrayList<>(); // by the number of operations

    Run(Path logDir, int seals) throws IOException {
      Files.createDirectories(logDir.resolve("ledger"));
      disk = new RecordedDisk(logDir.resolve("ledger"));
      try (FileChannel keys = disk.updateOrCreate(logDir.resolve("ledger/key"));
          Ledger ledger =
              Ledger.open(logDir, disk, "sessionlog/web1/test", new KeyFile(keys), NOW, e -> {})) {
        note(ledger);
        for (int i = 0; i < seals; i++) {
          // Now and then more than a block of a disk, and now and then nothing.
          int entries = i % 3 == 0 ? 1 : 40 * (i % 3) - 40;
          List<LedgerEntry> more = new ArrayList<>();
          for (int n = 0; n < entries; n++) {
            more.add(new LedgerEntry.Open(NOW, ID, "alice" + n));
          }
          ledger.append(more);
          ledger.seal(new KeyFile(keys), NOW);
          note(ledger);
        }
      }
    }

    private void note(Ledger ledger) {
      while (sealed.size() <= disk.operations()) {
        sealed.add(sealed.isEmpty() ? 0 : sealed.get(sealed.size() - 1));
      }
      sealed.set(disk.operations(), ledger.sealed());
    }

    /** Returns how many entries a checkpoint covered that somebody had been told of. */
    long sealedAt(int operations) {
      return sealed.get(Math.min(operations, sealed.size() - 1));
    }
  }

  @Test
  void aLedgerGoesOnAfterPowerIsLostAtAnyInstant() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create(Path.of("/dev/shm"))) {
      temporary = folder.path();
      lose();
    }
  }

  private void lose() throws IOException {
    Path first = temporary.resolve("first");
    Run run = new Run(first, SEALS);
    Random random = new Random(1);
    int losses = 0;
    for (int operations = 0; operations <= run.disk.operations(); operations++) {
      for (int i = 0; i < LOSSES_EACH; i++) {
        Path logDir = temporary.resolve("lost" + losses++);
        run.disk.loseAfter(operations, random, logDir.resolve("ledger"));
        String when = "operation " + operations + ", loss " + i;
        goesOn(logDir, run.sealedAt(operations), when);
        Run second = new Run(logDir, 2); // and again, while it mends what the first loss left
        int cut = random.nextInt(second.disk.operations() + 1);
        Path again = temporary.resolve("again");
        SealedStore.remove(again);
        second.disk.loseAfter(cut, random, again.resolve("ledger"));
        goesOn(again, second.sealedAt(cut), when + ", again at " + cut);
        SealedStore.remove(logDir);
      }
    }
    assertTrue(losses >= 300, losses + " losses");
  }

  private void goesOn(Path logDir, long sealed, String when) throws IOException {
    check(logDir, sealed, when + ", as it is", false);
    try (FileChannel keys =
            FileChannel.open(
                logDir.resolve("ledger/key"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Ledger ledger =
            Ledger.open(logDir, "sessionlog/web1/test", new KeyFile(keys), NOW, any -> {})) {
      ledger.append(List.of(new LedgerEntry.Beat(NOW)));
      ledger.seal(new KeyFile(keys), NOW);
    } catch (IOException e) {
      throw new AssertionError(when, e);
    }
    check(logDir, sealed + 1, when, true);
  }

  private static void check(Path logDir, long sealed, String when, boolean begun)
      throws IOException {
    KeyCheck keys = KeyCheck.begin(LedgerFolder.in(logDir));
    LedgerReader.Chain chain =
        new LedgerReader(LedgerFolder.in(logDir)).read((place, line, entry) -> {});
    assertEquals(List.of(), chain.problems(), when);
    assertTrue(chain.sealed() >= sealed, when + ": " + chain.sealed() + " of " + sealed);
    if (begun || sealed > 0) {
      List<String> problems = new ArrayList<>();
      keys.check(chain, problems::add, problems::add);
      assertEquals(List.of(), problems, when);
    }
  }
}
