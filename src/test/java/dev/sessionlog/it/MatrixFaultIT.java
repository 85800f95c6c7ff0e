package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.sessionlog.it.MatrixScene.CollectorIs;
import dev.sessionlog.it.MatrixScene.KeeperIs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a terminal does, and what is recorded, whatever is the matter with collector, keeper and
 * keep-alive process: no cell of this table says for ever.
 */
final class MatrixFaultIT {
  private static final Path TABLE = Path.of("target", "faults", "matrix.table");

  @TempDir private Path root;

  @Test
  void noTerminalWaitsForEverAndNothingIsLostUntold() throws Exception {
    List<MatrixCell> cells = new ArrayList<>();
    List<Executable> checks = new ArrayList<>();
    for (CollectorIs collector : CollectorIs.values()) {
      for (KeeperIs keeper : KeeperIs.values()) {
        if (FaultReport.full() ? wanted(collector, keeper) : worst(collector, keeper)) {
          Path place = Files.createDirectory(root.resolve(collector + "-" + keeper));
          try {
            cells.addAll(new MatrixScene(place, collector, keeper).play());
            write(cells);
          } catch (Exception | AssertionError e) {
            checks.add(
                () -> {
                  throw new AssertionError(collector + ", keeper " + keeper, e);
                });
          }
        }
      }
    }
    cells.forEach(cell -> checks.add(cell::assertGood));
    assertAll(checks);
  }

  /** All, but where somebody asks for some by {@code -Dsessionlog.matrix}, a regular expression. */
  private static boolean wanted(CollectorIs collector, KeeperIs keeper) {
    return (collector + "-" + keeper).matches(System.getProperty("sessionlog.matrix", ".*"));
  }

  /** Nobody is left who would kill a collector that keeps every pipe open and reads none. */
  private static boolean worst(CollectorIs collector, KeeperIs keeper) {
    return collector == CollectorIs.STOPPED && keeper == KeeperIs.DEAD;
  }

  private static void write(List<MatrixCell> cells) throws IOException {
    Duration longest =
        cells.stream().map(MatrixCell::waited).max(Comparator.naturalOrder()).orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d cells; the longest wait was %.1f s. `collector.hold` was %d s here, and is 60 s by default: a wait"
                + " that the end of the keep-alive process ends is longer by the difference.",
            cells.size(),
            longest.toNanos() / 1e9,
            MatrixScene.HOLD_SECONDS));
    lines.add("");
    lines.add(MatrixCell.HEAD);
    cells.forEach(cell -> lines.add(cell.toString()));
    Files.createDirectories(TABLE.getParent());
    Files.write(TABLE, lines);
  }
}
